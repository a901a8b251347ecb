"""Personal data never gets into a stored comment, and ordinary numbers stay in it."""

import re
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from surveys.masking import MARKS, is_card, is_snils, masked

PHONES = ["{}{}-{}-{}", "{} ({}) {}-{}", "{}{}{}{}", "{} {} {} {}", "{}({}){}-{}"]
GAPS = st.sampled_from(["", " ", "-", "\u00a0", "\u2011"])
DAYS = ["%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d-%m-%y"]
WORDS = st.sampled_from(["Позвоните мне:", "Я ждал 40 минут,", "кабинет 312", "My phone is", "в окне № 5", "(спасибо)"])


@st.composite
def digits(draw: st.DrawFn, count: int, first: str = "") -> str:
    """So many digits, beginning with `first`."""
    rest = count - len(first)
    return first + draw(st.text("0123456789", min_size=rest, max_size=rest))


@st.composite
def phones(draw: st.DrawFn) -> str:
    area, first, last = draw(digits(3)), draw(digits(3)), draw(digits(4))
    shape = draw(st.sampled_from(PHONES))
    return shape.format(draw(st.sampled_from(["+7", "8", "7"])), area, first, last)


@st.composite
def snils(draw: st.DrawFn) -> str:
    nine = draw(digits(9))
    checked = next(f"{nine}{check:02}" for check in range(100) if is_snils(f"{nine}{check:02}"))
    gap = draw(GAPS)
    return gap.join([checked[:3], checked[3:6], checked[6:9], checked[9:]])


@st.composite
def cards(draw: st.DrawFn) -> str:
    fifteen = draw(digits(15, "4"))
    card = next(f"{fifteen}{check}" for check in range(10) if is_card(f"{fifteen}{check}"))
    return draw(GAPS).join([card[:4], card[4:8], card[8:12], card[12:]])


@st.composite
def passports(draw: st.DrawFn) -> str:
    series, number = draw(digits(4)), draw(digits(6))
    shape = draw(st.sampled_from(["{0}{1} {2}", "{0} {1} {2}", "{0} {1} № {2}", "паспорт {0}{1}{2}"]))
    return shape.format(series[:2], series[2:], number)


@st.composite
def case_numbers(draw: st.DrawFn) -> str:
    number = draw(digits(draw(st.integers(5, 14)), "7"))
    lead = draw(st.sampled_from(["заявление № ", "дело №", "обращение номер ", "№ ", "my case number is ", "ticket #"]))
    return lead + number


PERSONAL = st.one_of(phones(), snils(), cards(), passports(), case_numbers())


@given(WORDS, PERSONAL, WORDS)
def test_the_digits_of_personal_data_are_gone(before: str, personal: str, after: str) -> None:
    hidden = masked(f"{before} {personal}, {after}")
    run = "".join(re.findall(r"\d", personal))
    assume(run not in "".join(re.findall(r"\d", before + after)))
    left = "".join(re.findall(r"\d", hidden.replace(before, "").replace(after, "")))
    assert left == ""
    assert before in hidden
    assert after in hidden


@given(st.text(max_size=200) | st.lists(PERSONAL | WORDS).map(" ".join))
def test_masking_twice_is_the_same_as_once(text: str) -> None:
    assert masked(masked(text)) == masked(text)


@given(st.text("0123456789 .-+()№/@абвabc", max_size=60))
def test_no_long_number_ever_stays(text: str) -> None:
    assert not re.search(r"\d{9}", masked(text))


@given(st.dates(date(1900, 1, 1)), st.times(), st.integers(0, 99), st.sampled_from(DAYS))
def test_dates_times_and_windows_stay(day: object, time: object, window: int, shape: str) -> None:
    text = f"Был {day:{shape}} в {time:%H:%M}, окно {window}, ждал с {time:%H.%M}"
    assert masked(text) == text


@given(st.integers(0, 9_999_999))
def test_prices_stay(price: int) -> None:
    for text in (f"Госпошлина {price:,} ₽".replace(",", " "), f"It cost {price:,}.00", f"цена {price} руб."):
        assert masked(text) == text


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Пишите на ivan.petrov+1@mail.ru, спасибо", "Пишите на [почта скрыта], спасибо"),
        ("Write to tom @ example.co.uk", "Write to [e-mail hidden]"),
        ("Мой телеграм @ivan_petrov, пишите", "Мой телеграм [аккаунт скрыт], пишите"),
        ("Find me at https://t.me/ivan or t.me/+AbC.", "Find me at [account hidden] or [account hidden]."),
        ("Спасибо@всем, 5 @ 10", "Спасибо@всем, 5 @ 10"),
        ("обращение №77-12/345", "обращение №[номер скрыт]"),
        ("обращение от 12.10.2026", "обращение от 12.10.2026"),
        ("Мой номер +7 (916) 123-45-67", "Мой номер [телефон скрыт]"),
        ("Call me: +44 20 7946 0958", "Call me: [phone hidden]"),
        ("Телефон 123-45-67 или 45-67-89", "Телефон [телефон скрыт] или [телефон скрыт]"),
        ("8 912 34 567 89", "[телефон скрыт]"),
        ("8-912-34-56-789", "[телефон скрыт]"),
        ("Мой: 912 34 56 789.", "Мой: [телефон скрыт]."),
        ("Домашний 345 67 89", "Домашний [телефон скрыт]"),
        ("Позвоните 3456789", "Позвоните [телефон скрыт]"),
        ("Перезвоните мне по 34 56 78", "Перезвоните мне по [телефон скрыт]"),
        ("мой телефон 345678", "мой телефон [телефон скрыт]"),
        ("тел.: 3-45-67", "тел.: [телефон скрыт]"),
        ("Call me at 345678", "Call me at [phone hidden]"),
        ("Звонил 24.11.2026, потом в 12.30 и 3 раза вчера", "Звонил 24.11.2026, потом в 12.30 и 3 раза вчера"),
        ("Был в 8.30 24.11.2026, окно 8 9.11.2026 12.30", "Был в 8.30 24.11.2026, окно 8 9.11.2026 12.30"),
        ("СНИЛС 112-233-445 95", "СНИЛС [СНИЛС скрыт]"),
        ("Паспорт серии 45 09 номер 123456 не приняли", "Паспорт серии [паспорт скрыт] не приняли"),
        ("Карта 4111 1111 1111 1111", "Карта [карта скрыта]"),
        ("По делу № А40-12345/2026 тишина", "По делу № [номер скрыт] тишина"),
        ("Заявление от 24.11.2026 № 1234567", "Заявление от 24.11.2026 № [номер скрыт]"),
        ("Заявление от 24.11.2026 № 456789", "Заявление от 24.11.2026 № [номер скрыт]"),
        ("дело 2-15/26, кабинет 3-12/14", "дело [номер скрыт], кабинет 3-12/14"),
        ("Паспорт 92 03 123456 и 9203 123456", "Паспорт [паспорт скрыт] и [паспорт скрыт]"),
        ("ИНН 7707083893", "ИНН [номер скрыт]"),
        ("Талон А123, кабинет 312, дом № 17, ждал 1,5 часа", "Талон А123, кабинет 312, дом № 17, ждал 1,5 часа"),
        ("УИД 77RS0021-02-2025-000123-45, жду", "УИД [номер скрыт], жду"),
        ("исполнительное производство 12345/26/77001-ИП", "исполнительное производство [номер скрыт]"),
        ("дело 2 - 1234 / 2026 тянется", "дело [номер скрыт] тянется"),
        ("Подал М-1234/2026 в марте", "Подал [номер скрыт] в марте"),
        ("дело № АБ 12345 потеряли", "дело № [номер скрыт] потеряли"),
        ("протокол 12345", "протокол [номер скрыт]"),
        ("постановление 18810", "постановление [номер скрыт]"),
        ("КУСП 12345", "КУСП [номер скрыт]"),
        ("Пишите tg://resolve?domain=ivanpetrov", "Пишите [аккаунт скрыт]"),
        ("Пишите https://ivanpetrov.t.me, жду", "Пишите [аккаунт скрыт], жду"),
        ("Это user@ivan_petrov", "Это user[аккаунт скрыт]"),
        ("Телеграм: @ivan.petrov.", "Телеграм: [аккаунт скрыт]."),
        # Words, prices, dates, times and rooms beside them stay.
        (
            "Протокол от 24.11.2026 выдали в 12.30, дело в окне 5, кабинет 3 - 12",
            "Протокол от 24.11.2026 выдали в 12.30, дело в окне 5, кабинет 3 - 12",
        ),
        (
            "Постановление за 2026 год, запись на 12/11/2026, цена 1500 - 2000 / 3",
            "Постановление за 2026 год, запись на 12/11/2026, цена 1500 - 2000 / 3",
        ),
        ("Приём с 10 до 12/13, форма Т-12, дом 5/7/9", "Приём с 10 до 12/13, форма Т-12, дом 5/7/9"),
        ("Заявка на 15000 рублей, 24/7 и 1/2 часа", "Заявка на 15000 рублей, 24/7 и 1/2 часа"),
        ("", ""),
    ],
)
def test_the_mark_says_what_was_there_in_the_language_of_the_text(text: str, hidden: str) -> None:
    assert masked(text) == hidden


def test_marks_are_told_in_both_languages_for_the_same_kinds() -> None:
    assert MARKS["ru"].keys() == MARKS["en"].keys()


@pytest.mark.parametrize(("number", "is_one"), [("11223344595", True), ("11223344596", False), ("08765430300", True)])
def test_snils_has_a_checksum(number: str, is_one: bool) -> None:
    assert is_snils(number) is is_one


@pytest.mark.parametrize(
    ("number", "is_one"),
    [("4111111111111111", True), ("4111111111111112", False), ("378282246310005", True), ("0", False)],
)
def test_a_card_satisfies_luhn(number: str, is_one: bool) -> None:
    assert is_card(number) is is_one
