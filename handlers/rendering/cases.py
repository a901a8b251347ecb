"""Cases as screens, for the citizen and for the coordinator."""

from collections.abc import Sequence

from aiogram.enums import ButtonStyle

from handlers.case_buttons import CaseAct, CaseButton, CasesButton, OfferButton, OwnCaseAct, OwnCaseButton
from handlers.limits import LONGEST_MESSAGE, utf16_length
from handlers.rendering.dates import day
from handlers.rendering.pages import page_of
from handlers.screens import Button, Rows, Screen, button
from handlers.texts import Html, Translator, bold, lines
from storage.cases import Case, CaseMessage
from surveys.cases import Thread

# What the heading, the marks of the authors and the cut may take.
ROOM_FOR_THE_REST = 600


def offer_rows(token: str | None, t: Translator) -> Rows:
    """The button below the thanks of those who were dissatisfied."""
    return [[button(t("button.want_answer"), OfferButton(token=token).pack(), ButtonStyle.PRIMARY)]] if token else []


def opened_screen(thread: Thread, t: Translator) -> Screen:
    """What the citizen sees after asking for an answer."""
    text = t("case.opened") if thread.messages else t("case.opened_empty")
    return Screen(text, [[_own(t("button.case_withdraw"), thread.case.id, OwnCaseAct.WITHDRAW)]])


def reply_screen(case_id: int, text: str, t: Translator) -> Screen:
    """A coordinator's reply as the citizen gets it."""
    rows = [
        [_own(t("button.case_write"), case_id, OwnCaseAct.WRITE)],
        [_own(t("button.case_withdraw"), case_id, OwnCaseAct.WITHDRAW)],
    ]
    return Screen(lines(bold(t("case.reply_title")), text), rows)


def cases_screen(cases: Sequence[Case], page: int, t: Translator) -> Screen:
    """A page of open cases."""

    def choice(case: Case) -> Button:
        state = t(f"case.state_{case.state}")
        label = f"{state} {day(case.opened_on, t.language)} · {case.service[t.language]}"
        return button(label, CaseButton(case=case.id, act=CaseAct.SHOW).pack())

    def turn(to: int) -> str:
        return CasesButton(page=to).pack()

    if not cases:
        return Screen(t("case.none"))
    return Screen(t.n("case.list", len(cases)), page_of(cases, page, choice, turn, t))


def case_screen(thread: Thread, t: Translator) -> Screen:
    """A case with its thread, for the coordinator."""
    case = thread.case
    rows = [
        [_act(t("button.case_reply"), case.id, CaseAct.REPLY, ButtonStyle.PRIMARY)],
        [_act(t("button.case_close"), case.id, CaseAct.CLOSE)],
        [button(t("button.back"), CasesButton(page=0).pack())],
    ]
    return Screen(lines(_head(case, t), *_newest(thread.messages, t), t("case.note")), rows)


def draft_screen(thread: Thread, text: str, t: Translator) -> Screen:
    """A reply before it is sent."""
    case_id = thread.case.id
    rows = [
        [_act(t("button.case_send"), case_id, CaseAct.SEND, ButtonStyle.PRIMARY)],
        [_act(t("button.case_cancel"), case_id, CaseAct.SHOW)],
    ]
    return Screen(lines(bold(t("case.draft_title")), text, t("case.draft_note")), rows)


def _head(case: Case, t: Translator) -> Html:
    where = t("question.where", service=case.service[t.language], unit=case.unit_name[t.language])
    return Html(f"{bold(where)}\n{t('case.since', day=day(case.opened_on, t.language))}")


def _newest(messages: Sequence[CaseMessage], t: Translator) -> list[Html]:
    """As many of the newest texts as a message holds, in the order of writing."""
    shown: list[Html] = []
    room = LONGEST_MESSAGE - ROOM_FOR_THE_REST
    for message in reversed(messages):
        room -= utf16_length(message.text)
        if room < 0:
            shown.append(t("case.earlier"))
            break
        shown.append(t(f"case.from_{message.author}", text=message.text))
    return shown[::-1]


def _own(label: str, case_id: int, act: OwnCaseAct) -> Button:
    return button(label, OwnCaseButton(case=case_id, act=act).pack())


def _act(label: str, case_id: int, act: CaseAct, style: ButtonStyle | None = None) -> Button:
    return button(label, CaseButton(case=case_id, act=act).pack(), style)
