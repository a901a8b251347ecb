"""Masking of personal data in comments, before they are stored. Pure functions.

What is masked: phones, e-mail addresses, accounts of Telegram, SNILS, passports, cards, numbers of cases and documents.
Dates, times, prices and the numbers of windows and rooms stay. When in doubt a number is masked: a comment loses little
without it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

Kind = Literal["phone", "email", "account", "snils", "passport", "card", "number"]

# A mark is stored in the comment and read with it, so it speaks the language of the comment, not of the reader.
MARKS: Final[Mapping[str, Mapping[Kind, str]]] = MappingProxyType(
    {
        "ru": {
            "phone": "[телефон скрыт]",
            "email": "[почта скрыта]",
            "account": "[аккаунт скрыт]",
            "snils": "[СНИЛС скрыт]",
            "passport": "[паспорт скрыт]",
            "card": "[карта скрыта]",
            "number": "[номер скрыт]",
        },
        "en": {
            "phone": "[phone hidden]",
            "email": "[e-mail hidden]",
            "account": "[account hidden]",
            "snils": "[SNILS hidden]",
            "passport": "[passport hidden]",
            "card": "[card hidden]",
            "number": "[number hidden]",
        },
    }
)

# ISO/IEC 7812-1: a card's number has at most 19 digits; the shortest in use have 13.
CARD_DIGITS = range(13, 20)
# ITU-T E.164: at most 15 digits after the plus; the shortest subscriber numbers abroad have 7.
PHONE_DIGITS = range(8, 16)
# An INN has 10 or 12 digits, an application 9 and more; no year, price or room has so many in one run.
LONGEST_PLAIN_NUMBER = 8

# A word such as "application" leads to a number; rooms, windows and tickets of a queue have fewer digits.
FEWEST_NAMED_DIGITS = 5
LAST_DAY, LAST_MONTH = 31, 12

_SPACE = r"[ \t\u00a0\u2007\u2009\u202f]"
_DASH = r"[-\u2010-\u2015\u2212]"
_GAP = rf"(?:{_SPACE}|{_DASH}|[.()])"
_START, _END = r"(?<!\w)", r"(?!\w)"


@dataclass(frozen=True, slots=True)
class Rule:
    """A shape, and what must hold of its digits besides."""

    kind: Kind
    shape: re.Pattern[str]
    holds: Callable[[str], bool] = bool


def masked(text: str) -> str:
    """The text with every piece of personal data replaced by a mark; masking twice is the same as once."""
    marks = MARKS["ru" if _is_russian(text) else "en"]
    for rule in RULES:
        text = rule.shape.sub(_replacement(rule, marks[rule.kind]), text)
    return text


def is_snils(digits: str) -> bool:
    """Whether eleven digits end in their checksum.

    Source: rules of the Pension Fund (decree 192n): the first nine digits weighted 9 to 1, modulo 101, 100 is 00.
    """
    weighted = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(9, 0, -1), strict=True))
    return weighted % 101 % 100 == int(digits[9:])


def is_card(digits: str) -> bool:
    """Whether the digits have a card's length and satisfy Luhn's formula. Source: ISO/IEC 7812-1, annex B."""
    if len(digits) not in CARD_DIGITS:
        return False
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(each // 10 + each % 10 for each in doubled) % 10 == 0


def _is_phone(digits: str) -> bool:
    return len(digits) in PHONE_DIGITS


def _is_no_date(digits: str) -> bool:
    """45-67-89 is a town's number, 24-11-26 a day."""
    return len(digits) > len("311299") or int(digits[:2]) > LAST_DAY or int(digits[2:4]) > LAST_MONTH


def _is_long(digits: str) -> bool:
    return len(digits) >= FEWEST_NAMED_DIGITS


def _replacement(rule: Rule, mark: str) -> Callable[[re.Match[str]], str]:
    def replaced(match: re.Match[str]) -> str:
        digits = "".join(character for character in match.group() if character.isdecimal())
        # A lead such as "passport" stays: it says what the mark stands for.
        return match.group("lead") + mark if rule.holds(digits or match.group()) else match.group()

    return replaced


def _is_russian(text: str) -> bool:
    # An address or a link is in Latin letters whatever the language of the words around it.
    words = " ".join(word for word in text.lower().split() if not {"@", "/"} & {*word})
    letters = [letter for letter in words if letter.isalpha()]
    return not letters or 2 * sum("а" <= letter <= "я" or letter == "ё" for letter in letters) >= len(letters)


def _shape(pattern: str, lead: str = "") -> re.Pattern[str]:
    return re.compile(rf"(?P<lead>{lead})(?:{pattern})", re.IGNORECASE)


_MANY = rf"\d(?:{_GAP}{{0,2}}\d)"
_PAUSE = rf"(?:{_SPACE}|{_DASH})"
_PASSPORT = r"паспорт\w*|сери\w+|загранпаспорт\w*|passport"
_DOCUMENT = (
    r"дел[оауе]м?|заявлени\w+|заявк\w+|обращени\w+|жалоб\w+|квитанци\w+|договор\w*|полис\w*|сч[её]т\w*"
    r"|протокол\w*|постановлени\w+|кусп|уид|уин|производств\w+|запис\w+|номер\w*|документ\w*|удостоверени\w+|свидетельств\w+|талон\w*|снилс|инн|омс|case|application|request|claim|ticket"
    r"|reference|ref|policy|contract|account|document|certificate|licence|license|receipt|number|id"
)
_CALENDAR_DAY = r"(?:0?[1-9]|[12]\d|3[01])[-./](?:0?[1-9]|1[0-2])[-./](?:\d{4}|\d{2})"
_TIME = r"(?:[01]?\d|2[0-3])[.:][0-5]\d"
# Where a digit stands and no day of the calendar begins.
_NO_DAY = rf"(?!(?<!\d){_CALENDAR_DAY}{_END})"
# A year is no series of a passport.
_NOT_IN_DATE = r"(?<!\d[-./]\d[-./])(?<!\d[-./]\d\d[-./])"
_PHONE = r"тел|телефон\w*|мобильн\w+|сотов\w+|(?:пере|по|до|со)?звон\w+|phone|mobile|cell|tel|call|ring|whatsapp"
_DATE = rf"(?:{_CALENDAR_DAY}|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}})"
_LINK = rf"(?:{_SPACE}|[:#№,.\"«(]|номер\w*|no\b|n\b|number|is\b|это|от\b|of\b|{_DATE}{_END})*"
_PHONE_LINK = rf"(?:{_LINK}(?:мне|нам|по|на|me|us|at|on)\b)*{_LINK}"
# What a word leads to: five digits and more, with the letters and dashes between them, and no date.
_CODE = rf"(?!{_DATE}{_END})(?:(?-i:[А-ЯЁA-Z]{{1,3}}){_SPACE}(?=\d)(?!{_DATE}{_END}))?[\w/-]*\d[\w/-]{{4,}}{_END}"
_FOUR = rf"{_PAUSE}\d{{4}}"
# A court's case: 2-1234/2026, А40-12345/2026.
_COURT = rf"[^\W\d_]{{0,2}}\d{{1,3}}[а-яa-z]?{_SPACE}?{_DASH}{_SPACE}?\d{{1,6}}{_SPACE}?/"


def _digits(count: int) -> str:
    """So many digits more, grouped in whatever way; a date is no part of them."""
    return rf"(?:{_GAP}{{0,2}}{_NO_DAY}\d){{{count}}}{_END}"


# In this order: what a more special rule took, a more general one does not see.
RULES: Final = (
    Rule("email", _shape(rf"[\w.+-]+{_SPACE}?@{_SPACE}?[\w-]+(?:\.[\w-]+)+")),
    # A name has at most 32 characters: https://core.telegram.org/method/account.checkUsername
    Rule(
        "account",
        _shape(
            r"(?<![\w@])@[a-z]\w{3,31}(?:\.\w+)*(?!\w)|(?<=[a-z0-9])@[a-z]\w*_\w*(?!\w)"
            r"|(?:https?://)?\b(?:t|telegram)\.me/[\w+/?=-]+|(?:https?://)?\b[a-z]\w{3,31}\.t\.me\b(?:/[\w+/?=-]*)?"
            r"|\btg:/{0,2}[\w?=&%+/-]+"
        ),
    ),
    # A unique identifier of a case at a court: 77RS0021-02-2025-000123-45.
    Rule("number", _shape(rf"{_START}\d{{2}}[a-zа-я]{{2}}\d{{4}}(?:{_DASH}\d{{1,6}}){{3,4}}{_END}")),
    # Enforcement: 12345/26/77001-ИП.
    Rule("number", _shape(rf"{_START}\d{{1,7}}/\d{{2}}/\d{{5}}(?:{_DASH}(?:ип|сд|св|вп))?{_END}")),
    Rule("passport", _shape(rf"{_MANY}{{5,9}}{_END}", rf"{_START}(?:{_PASSPORT}){_LINK}")),
    Rule("snils", _shape(rf"{_START}\d{{3}}{_DASH}\d{{3}}{_DASH}\d{{3}}(?:{_SPACE}|{_DASH}){{0,2}}\d{{2}}{_END}")),
    Rule("card", _shape(rf"{_START}{_MANY}{{12,18}}{_END}"), is_card),
    # Abroad, with a plus.
    Rule("phone", _shape(rf"\+{_SPACE}?{_MANY}{{7,14}}(?!\d)"), _is_phone),
    # Eleven digits are a SNILS when the checksum says so, a Russian number when they begin with 7 or 8.
    Rule("snils", _shape(rf"{_START}\d{{3}}{_GAP}?\d{{3}}{_GAP}?\d{{3}}{_GAP}?\d{{2}}{_END}"), is_snils),
    Rule("phone", _shape(rf"{_START}{_NO_DAY}[78]{_digits(10)}")),
    # Inside the country 4 and 6 digits, abroad 2 and 7.
    Rule(
        "passport",
        _shape(rf"{_NOT_IN_DATE}{_START}\d{{2}}{_SPACE}?\d{{2}}{_SPACE}(?:№|n|no\.?|номер)?{_SPACE}?\d{{6}}{_END}"),
    ),
    Rule("passport", _shape(rf"{_NOT_IN_DATE}{_START}\d{{2}}{_SPACE}?(?:№|n){_SPACE}?\d{{7}}{_END}")),
    # Mobile without the first digit, a town's code in brackets, a town's number alone.
    Rule("phone", _shape(rf"{_START}\(?{_NO_DAY}9{_digits(9)}")),
    Rule("phone", _shape(rf"\(\d{{3,5}}\){_GAP}{{0,2}}\d{{1,3}}{_GAP}?\d{{2}}{_GAP}?\d{{2}}{_END}")),
    Rule("phone", _shape(rf"{_START}\d{{3}}{_PAUSE}\d{{2}}{_PAUSE}\d{{2}}{_END}")),
    Rule("phone", _shape(rf"{_START}\d{{2}}{_DASH}\d{{2}}{_DASH}\d{{2}}{_END}"), _is_no_date),
    # After "call me" a number of any length, but for a day or a time.
    Rule(
        "phone",
        _shape(rf"(?!{_CALENDAR_DAY}{_END}|{_TIME}{_END}){_MANY}{{4,14}}{_END}", rf"{_START}(?:{_PHONE}){_PHONE_LINK}"),
    ),
    Rule("number", _shape(_CODE, rf"{_START}(?:{_DOCUMENT}){_LINK}"), _is_long),
    Rule("number", _shape(_CODE, rf"№{_SPACE}*"), _is_long),
    Rule("number", _shape(rf"{_START}{_COURT}{_SPACE}?\d{{4}}{_END}")),
    Rule("number", _shape(rf"{_START}[а-яa-z]{{1,2}}{_DASH}\d{{2,6}}/\d{{4}}{_END}")),
    # A year of two digits is one after the word only: 3-12/14 may be a room.
    Rule("number", _shape(rf"{_COURT}\d{{2}}{_END}", rf"{_START}(?:{_DOCUMENT}){_LINK}")),
    Rule("number", _shape(rf"(?<!\d)\d{{{LONGEST_PLAIN_NUMBER + 1},}}(?!\d)")),
    # A card with a mistyped digit is a card all the same.
    Rule("number", _shape(rf"{_START}\d{{4}}{_FOUR}{_FOUR}{_FOUR}(?:(?:{_SPACE}|{_DASH})\d{{1,3}})?{_END}")),
)
