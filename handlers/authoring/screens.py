"""Surveys, their versions and their changes as screens."""

from collections.abc import Sequence

from aiogram.enums import ButtonStyle

from handlers.authoring.buttons import (
    AssignButton,
    AssignPageButton,
    DiscardButton,
    Source,
    SubmitButton,
    SurveyAct,
    SurveyButton,
    SurveysButton,
    VersionsButton,
)
from handlers.authoring.change_texts import change_lines
from handlers.authoring.previewing import beginning
from handlers.rendering.dates import day
from handlers.rendering.pages import page_of
from handlers.screens import Button, Rows, Screen, button
from handlers.standing import Standing
from handlers.texts import Html, Translator, bold, lines
from storage.organisation import Touchpoint
from surveys.authoring import Published, SurveyState
from surveys.differences import Change

# As many as fit a screen of buttons; older versions stay in the database.
MOST_VERSIONS = 20


def surveys_screen(states: Sequence[SurveyState], page: int, t: Translator) -> Screen:
    """A page of surveys; a pencil marks those with a draft, a lock those that are closed."""

    def choice(state: SurveyState) -> Button:
        marks = ("🔒 " if state.closed else "") + ("✎ " if state.draft else "")
        return _act(f"{marks}{state.survey.name.in_(t.language)}", state.survey.code, SurveyAct.SHOW)

    def turn(to: int) -> str:
        return SurveysButton(page=to).pack()

    if not states:
        return Screen(t("surveys.none"))
    return Screen(t("surveys.list"), page_of(states, page, choice, turn, t))


def survey_screen(state: SurveyState, standing: Standing, t: Translator) -> Screen:
    """One survey: what it is, where it is asked, and what this person may do."""
    survey = state.survey
    facts = [
        t("surveys.version", version=state.version, count=len(survey.questions)),
        t("surveys.closed") if state.closed else t.n("surveys.points", state.points),
    ]
    if state.draft is not None:
        facts.append(t("surveys.draft_outdated") if state.is_outdated else _draft_state(state, t))
    rows = [[button(t("button.preview"), beginning(survey, Source.VERSION, state.version_id))], *_common(state, t)]
    if standing.may_author:
        rows += _authors(state, t)
    rows.append([button(t("button.back"), SurveysButton(page=0).pack())])
    return Screen(lines(bold(survey.name.in_(t.language)), Html("\n".join(facts))), rows)


def changes_screen(
    state: SurveyState, changes: Sequence[Change], reader: int, needs_approval: bool, t: Translator
) -> Screen:
    """What the draft changes, with the button that publishes exactly this."""
    code, draft = state.survey.code, state.draft
    rows: list[Sequence[Button]] = []
    if draft is not None and changes and not state.is_outdated:
        rows += _submitting(code, draft.revision, draft.proposed_by, reader, needs_approval, t)
    rows.append([_act(t("button.back"), code, SurveyAct.SHOW)])
    said = change_lines(changes, t) or t("difference.none")
    note = t("surveys.draft_outdated") if state.is_outdated else t("difference.note")
    return Screen(lines(bold(t("difference.title")), said, note), rows)


def versions_screen(code: str, history: Sequence[Published], t: Translator) -> Screen:
    """All versions, the newest first."""
    rows: list[Sequence[Button]] = [
        [
            button(
                t("versions.one", number=each.version.version, day=day(each.version.published_at, t.language)),
                VersionsButton(code=code, version=each.version.version).pack(),
            )
        ]
        for each in history[:MOST_VERSIONS]
    ]
    return Screen(t("versions.title"), [*rows, [_act(t("button.back"), code, SurveyAct.SHOW)]])


def version_screen(code: str, history: Sequence[Published], number: int, t: Translator) -> Screen:
    """What one version changed, and a way to try it."""
    back = [button(t("button.back"), VersionsButton(code=code, version=None).pack())]
    found = next((each for each in history if each.version.version == number), None)
    if found is None:
        return Screen(t("difference.none"), [back])
    said = change_lines(found.changes, t) or t("versions.first" if number == 1 else "changes.none")
    title = t("versions.one", number=number, day=day(found.version.published_at, t.language))
    return Screen(lines(bold(title), said), [back])


def points_screen(points: Sequence[Touchpoint], code: str, page: int, t: Translator) -> Screen:
    """A page of service points; a tick marks those that ask this survey."""

    def choice(point: Touchpoint) -> Button:
        mark = "✓ " if point.survey == code else ""
        label = f"{mark}{point.service[t.language]} · {point.unit_name[t.language]}"
        return button(label, AssignButton(code=code, point=point.id, page=page).pack())

    def turn(to: int) -> str:
        return AssignPageButton(code=code, page=to).pack()

    back = [_act(t("button.back"), code, SurveyAct.SHOW)]
    return Screen(t("surveys.assign"), [*page_of(points, page, choice, turn, t), back])


def _common(state: SurveyState, t: Translator) -> Rows:
    code = state.survey.code
    assign = button(t("button.assign"), AssignPageButton(code=code, page=0).pack())
    versions = button(t("button.versions"), VersionsButton(code=code, version=None).pack())
    return [[assign], [versions, _act(t("button.as_file"), code, SurveyAct.FILE)]]


def _authors(state: SurveyState, t: Translator) -> list[Sequence[Button]]:
    code, draft = state.survey.code, state.draft
    turn = SurveyAct.REOPEN if state.closed else SurveyAct.CLOSE
    closing = [_act(t(f"button.survey_{turn.name.lower()}"), code, turn)]
    if draft is None:
        return [[_act(t("button.edit"), code, SurveyAct.EDIT)], closing]
    discard = DiscardButton(code=code, draft=draft.id, revision=draft.revision).pack()
    return [
        [_act(t("button.edit_on"), code, SurveyAct.EDIT), _act(t("button.differences"), code, SurveyAct.CHANGES)],
        [button(t("button.preview_draft"), beginning(state.survey, Source.DRAFT, draft.id))],
        [button(t("button.discard"), discard, ButtonStyle.DANGER)],
        closing,
    ]


def _submitting(
    code: str, revision: int, proposed_by: int | None, reader: int, needs_approval: bool, t: Translator
) -> list[Sequence[Button]]:
    if proposed_by == reader:
        return []
    if proposed_by is None:
        label = t("button.propose") if needs_approval else t("button.publish_version")
    else:
        label = t("button.approve")
    data = SubmitButton(code=code, revision=revision, approve=proposed_by is not None).pack()
    return [[button(label, data, ButtonStyle.PRIMARY)]]


def _draft_state(state: SurveyState, t: Translator) -> Html:
    is_proposed = state.draft is not None and state.draft.proposed_by is not None
    return t("surveys.draft_proposed") if is_proposed else t("surveys.draft")


def _act(label: str, code: str, act: SurveyAct, style: ButtonStyle | None = None) -> Button:
    return button(label, SurveyButton(code=code, act=act).pack(), style)
