"""What colleagues say about internal services is reported apart from what citizens say."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection

from bot.sandbox.demo import EXAMPLE
from storage import people
from storage.database import Database
from surveys import periods
from surveys.answering import Answering, Tap
from surveys.catalog_files import load_catalog
from surveys.metrics import headline
from surveys.organisation import read_organisation
from surveys.publishing import load_organisation
from surveys.slices import Slice
from surveys.summary import Summary, summarise
from surveys.versions import Versions

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
MONTH = periods.month_of(NOW.date())
VERSIONS = Versions()
ANSWERING = Answering(VERSIONS)
# More citizens than colleagues, both in whole groups.
CITIZENS, COLLEAGUES = 20, 10


@pytest.fixture
async def answered(database: Database) -> Database:
    """Citizens who found it easy, and colleagues who did not; both rated a unit of the same organisation."""
    catalog = load_catalog()
    await database.run(load_organisation, read_organisation(EXAMPLE, catalog), catalog, NOW)
    for chat in range(CITIZENS):
        await database.run(answer, 1000 + chat, "mobile-app", best=True)
    for chat in range(COLLEAGUES):
        await database.run(answer, 2000 + chat, "personnel", best=False)
    return database


async def test_the_organisations_summary_counts_citizens_only(answered: Database) -> None:
    summary = await answered.read(summarise, VERSIONS, Slice(MONTH))
    assert {each.survey: each.responses for each in summary.surveys} == {"ces": 20, "internal_client": 10}
    assert effort(summary) == (20, 100)


async def test_colleagues_have_a_summary_of_their_own(answered: Database) -> None:
    summary = await answered.read(summarise, VERSIONS, Slice(MONTH, survey="internal_client"))
    assert effort(summary) == (10, 0)


def effort(summary: Summary) -> tuple[int, float]:
    """How many complete responses the summary counts, and the share of those who found it easy."""
    (section,) = summary.sections
    score = next(each.score for each in section.questions if each.question.metric == "ces")
    assert score is not None
    return section.complete, headline(score).value


def answer(connection: Connection, chat: int, code: str, *, best: bool) -> None:
    """Answer every scale with its best or its worst value."""
    person = people.meet(connection, chat, "ru")
    step = ANSWERING.begin(connection, person, code, NOW)
    while step.position is not None:
        question, tap = step.survey.questions[step.position], Tap(step.response_id, step.position, None)
        if question.is_numeric:
            value = question.codes[-1] if best else question.codes[0]
            step = ANSWERING.answer(connection, person, tap, value, NOW)
        elif question.scale is not None:
            step = ANSWERING.answer(connection, person, tap, "yes" if best else "no", NOW)
        else:
            step = ANSWERING.skip(connection, person, tap, NOW)
