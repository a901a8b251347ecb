"""A question as a screen: where, how far, what is asked, and its buttons."""

from collections.abc import Sequence
from math import ceil

from aiogram.enums import ButtonStyle

from handlers.buttons import AnswerButton, Move, MoveButton, OptionButton
from handlers.rendering.cases import offer_rows
from handlers.screens import Button, Rows, Screen, button
from handlers.texts import Html, Translator, bold, cut, html, lines
from surveys import flow
from surveys.definition import Question
from surveys.sheets import Step

# Numbers stand side by side, words one below the other, so that a phone shows both whole.
NUMBERS_IN_ROW = 7
# Enough to recognise what one wrote; a whole comment may fill a message by itself.
SHOWN_OF_COMMENT = 300


def screen_of(step: Step, t: Translator) -> Screen:
    """The question of a step, or the thanks."""
    if step.question is None or step.position is None:
        offer = t("thanks.offer") if step.offer else Html()
        return Screen(lines(bold(_thanks(step, t)), t("thanks.anonymous"), offer), offer_rows(step.offer, t))
    return Screen(_text(step, step.question, step.position, t), _rows(step, step.question, step.position, t))


def _thanks(step: Step, t: Translator) -> Html:
    return html(step.survey.thanks.in_(t.language)) if step.survey.thanks else t("thanks.text")


def _text(step: Step, question: Question, position: int, t: Translator) -> Html:
    at, of = flow.progress(step.survey, step.answers, position)
    where = t("question.where", service=step.service[t.language], unit=step.unit_name[t.language])
    intro = _intro(step, t) if at == 1 and step.survey.intro else Html()
    asked = bold(flow.wording(question, step.answers).in_(t.language))
    head = Html(f"{where}\n{t('question.progress', at=at, of=of)}")
    return lines(head, intro, asked, _anchors(question, t), _hint(step, question, t))


def _intro(step: Step, t: Translator) -> Html:
    """In easy reading two short sentences stand for the paragraph of the survey."""
    if t.easy:
        return t("question.intro_easy")
    return html(step.survey.intro.in_(t.language)) if step.survey.intro else Html()


def _anchors(question: Question, t: Translator) -> Html:
    """The words at the ends of a scale whose buttons are numbers; in easy reading the buttons have them."""
    if not question.is_numeric or t.easy:
        return Html()
    named = [(option.code, option.text.in_(t.language)) for option in (question.options[0], question.options[-1])]
    return Html("\n".join(t("question.anchor", number=code, words=_words(code, label)) for code, label in named))


def _words(code: str, label: str) -> str:
    return label.removeprefix(code).lstrip(" .:–—-·")


def _hint(step: Step, question: Question, t: Translator) -> Html:
    if question.kind == "comment":
        given = step.answers.get(question.code)
        written = (
            t("question.comment_given", text=cut(given.comment, SHOWN_OF_COMMENT))
            if given and given.comment
            else Html()
        )
        return lines(written, t("question.comment_hint"))
    return t("question.several_hint") if question.kind == "several" else Html()


def _rows(step: Step, question: Question, position: int, t: Translator) -> Rows:
    given = step.answers.get(question.code)
    if question.kind == "several":
        answers = _several(step, question, position, given, t)
    elif question.kind == "comment":
        answers = [[_done(step, position, t)]] if given and given.comment else []
    elif question.is_numeric and not t.easy:
        answers = _numbers(step, question, position, given)
    else:
        answers = [[_answer(step, position, code, label.in_(t.language), given)] for code, label in question.choices]
    return [*answers, *_moves(step, question, position, t)]


def _done(step: Step, position: int, t: Translator) -> Button:
    return _move(step, position, Move.CONFIRM, t("button.confirm"), ButtonStyle.PRIMARY)


def _numbers(step: Step, question: Question, position: int, given: flow.Answer | None) -> Rows:
    buttons = [_answer(step, position, code, code, given) for code in question.codes]
    rows = ceil(len(buttons) / NUMBERS_IN_ROW)
    in_row = ceil(len(buttons) / rows)
    return [buttons[start : start + in_row] for start in range(0, len(buttons), in_row)]


def _several(
    step: Step, question: Question, position: int, given: flow.Answer | None, t: Translator
) -> Sequence[Sequence[Button]]:
    chosen = given.options if given else ()
    rows = [
        [
            button(
                _marked(label.in_(t.language), code in chosen),
                OptionButton.data(step.response_id, position, code, code not in chosen),
            )
        ]
        for code, label in question.choices
    ]
    if chosen:
        rows.append([_done(step, position, t)])
    return rows


def _moves(step: Step, question: Question, position: int, t: Translator) -> Rows:
    """Back, skip and not applicable in one row, in easy reading a row each; finish below."""
    row = []
    if flow.preceding(step.survey, step.answers, position) is not None:
        row.append(_move(step, position, Move.BACK, t("button.back")))
    if question.not_applicable:
        row.append(_move(step, position, Move.NOT_APPLICABLE, t("button.not_applicable")))
    if not question.required:
        row.append(_move(step, position, Move.SKIP, t("button.skip")))
    is_last = flow.following(step.survey, step.answers, position) is None
    may_leave = not question.required and not is_last and flow.may_finish(step.survey, step.answers)
    finish = [_move(step, position, Move.FINISH, t("button.finish"))]
    rows = [[each] for each in row] if t.easy else [row]
    return [each for each in (*rows, finish if may_leave else []) if each]


def _answer(step: Step, position: int, code: str, label: str, given: flow.Answer | None) -> Button:
    is_given = given is not None and code in (str(given.number), *given.options)
    data = AnswerButton.data(step.response_id, position, code)
    return button(_marked(label, is_given), data)


def _move(step: Step, position: int, move: Move, label: str, style: ButtonStyle | None = None) -> Button:
    return button(label, MoveButton.data(step.response_id, position, move), style)


def _marked(label: str, is_chosen: bool) -> str:
    return f"✓ {label}" if is_chosen else label
