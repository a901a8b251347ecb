"""The draft as screens: its questions, their texts and options."""

from handlers.authoring.buttons import (
    NewOptionButton,
    QuestionButton,
    RemoveOptionButton,
    SurveyAct,
    SurveyButton,
    TextButton,
)
from handlers.screens import Button, Rows, Screen, button
from handlers.texts import Translator, bold, cut, html, lines
from surveys import places
from surveys.definition import MOST_OPTIONS, Survey
from surveys.places import Place

# Of a button's label; a phone shows about so much.
LONGEST_LABEL = 40


def draft_screen(survey: Survey, t: Translator) -> Screen:
    """What can be changed: the survey's own texts, then its questions."""
    own = [[_text(survey, place, t(f"draft.key_{place.key}"))] for place in places.places(survey) if place.key in "nit"]
    questions = [
        [button(cut(f"{number + 1}. {question.text.in_(t.language)}", LONGEST_LABEL), _question(survey, number))]
        for number, question in enumerate(survey.questions)
    ]
    return Screen(lines(bold(survey.name.in_(t.language)), t("draft.note")), [*own, *questions, *_leaving(survey, t)])


def question_screen(survey: Survey, position: int, t: Translator) -> Screen:
    """A question's texts, and its options where they are its own."""
    question = survey.questions[position]
    rows = [[_text(survey, place, _label(place, t))] for place in places.of_question(survey, position)]
    if places.has_own_options(question) and len(question.options) < MOST_OPTIONS:
        rows.append([button(t("button.add_option"), NewOptionButton(code=survey.code, position=position).pack())])
    rows.append([button(t("button.back"), _edit(survey))])
    note = t("draft.scale_fixed") if question.scale else t("draft.question_note")
    return Screen(lines(bold(question.text.in_(t.language)), note), rows)


def text_screen(survey: Survey, place: Place, t: Translator) -> Screen:
    """One text in both languages, with the buttons to write either anew."""
    said = [html(place.text.ru), html(place.text.en)] if place.text else [t("draft.no_text")]
    rows: list[list[Button]] = [
        [_write(survey, place, language, t(f"button.text_{language}"))] for language in ("ru", "en")
    ]
    position = next((step for step in place.path if isinstance(step, int)), None)
    if position is None:
        rows.append([button(t("button.back"), _edit(survey))])
        return Screen(lines(*said), rows)
    if "options" in place.path:
        index = next(step for step in reversed(place.path) if isinstance(step, int))
        option = survey.questions[position].options[index].code
        data = RemoveOptionButton(code=survey.code, position=position, option=option).pack()
        rows.append([button(t("button.remove_option"), data)])
    rows.append([button(t("button.back"), _question(survey, position))])
    return Screen(lines(*said), rows)


def _leaving(survey: Survey, t: Translator) -> Rows:
    changes = SurveyButton(code=survey.code, act=SurveyAct.CHANGES).pack()
    show = SurveyButton(code=survey.code, act=SurveyAct.SHOW).pack()
    return [[button(t("button.differences"), changes)], [button(t("button.back"), show)]]


def _label(place: Place, t: Translator) -> str:
    said = place.text.in_(t.language) if place.text else ""
    if "options" in place.path:
        return cut(f"▫ {said}", LONGEST_LABEL)
    lead = t("draft.variant") if "variants" in place.path else t("draft.text")
    return cut(f"{lead} {said}", LONGEST_LABEL)


def _text(survey: Survey, place: Place, label: str) -> Button:
    return button(label, TextButton(code=survey.code, key=place.key, language=None).pack())


def _write(survey: Survey, place: Place, language: str, label: str) -> Button:
    return button(label, TextButton(code=survey.code, key=place.key, language=language).pack())


def _question(survey: Survey, position: int) -> str:
    return QuestionButton(code=survey.code, position=position).pack()


def _edit(survey: Survey) -> str:
    return SurveyButton(code=survey.code, act=SurveyAct.EDIT).pack()
