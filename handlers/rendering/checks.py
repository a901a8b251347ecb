"""A check question and the explanation after its answer."""

from aiogram.enums import ButtonStyle

from handlers.screens import Rows, Screen, button
from handlers.staff.buttons import NOT_SURE, CertificateButton, ChoiceButton, LessonButton, ReviewButton
from handlers.texts import Html, Translator, bold, html, lines
from lessons.definition import LessonText
from lessons.studying import Answered, Asked


def asked_screen(asked: Asked, t: Translator) -> Screen:
    """The question with its options, or the explanation when it is answered already."""
    if asked.check.answered_on is not None:
        return answered_screen(Answered(asked, another=False, finished=False), t)
    text = asked.lesson.in_(t.language)
    kind = t(f"check.{asked.check.kind}", lesson=text.title)
    numbers = [
        button(str(place + 1), ChoiceButton(check=asked.check.id, choice=place).pack())
        for place in range(len(text.options))
    ]
    unsure = [button(t("staff_button.not_sure"), ChoiceButton(check=asked.check.id, choice=NOT_SURE).pack())]
    return Screen(lines(kind, bold(text.question), _options(text)), [numbers, unsure])


def answered_screen(answered: Answered, t: Translator) -> Screen:
    """Right, wrong or unsure, the right option and why; then what may follow."""
    check, text = answered.asked.check, answered.asked.lesson.in_(t.language)
    verdict = "right" if check.is_right else "unsure" if check.option is None else "wrong"
    right = text.options[text.right_option]
    parts = [
        bold(text.question),
        _options(text, chosen=check.option),
        Html(f"{t(f'check.verdict_{verdict}')} {t('check.right_option', number=text.right, option=right)}"),
        html(text.explanation),
        *([t("course.finished")] if answered.finished else []),
    ]
    return Screen(lines(*parts), _rows(answered, t))


def _options(text: LessonText, chosen: int | None = None) -> Html:
    marked = [
        f"{number}. {html(option)}{' ←' if number - 1 == chosen else ''}"
        for number, option in enumerate(text.options, 1)
    ]
    return Html("\n".join(marked))


def _rows(answered: Answered, t: Translator) -> Rows:
    rows = []
    if answered.another:
        rows.append([button(t("staff_button.another_question"), ReviewButton().pack(), ButtonStyle.PRIMARY)])
    if answered.finished:
        rows.append([button(t("staff_button.certificate"), CertificateButton().pack(), ButtonStyle.SUCCESS)])
    rows.append([button(t("staff_button.reread"), LessonButton(lesson=answered.asked.lesson.code).pack())])
    return rows
