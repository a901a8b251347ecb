"""Texts: complete in both languages, escaped, within Telegram's limits, and all of them named rightly in the code."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import lessons.errors
import surveys.errors
from bot.texts import load_catalogs
from bot.texts.checking import catalog_mistakes
from handlers.limits import LONGEST_CALLBACK_ANSWER
from handlers.texts import bold, html
from lessons.errors import LessonError
from surveys.errors import SurveyError

ROOT = Path(__file__).parents[2]
REFUSALS = [
    each
    for each in (*vars(surveys.errors).values(), *vars(lessons.errors).values())
    if isinstance(each, type) and issubclass(each, SurveyError | LessonError)
]


def test_the_catalogs_have_no_mistakes() -> None:
    assert catalog_mistakes() == []


def test_every_id_in_the_code_is_in_the_catalog() -> None:
    t = load_catalogs()("en")
    named = {text_id for path in [*ROOT.glob("handlers/**/*.py"), *ROOT.glob("bot/**/*.py")] for text_id in ids(path)}
    assert named
    assert {text_id for text_id in named if not t.has(text_id)} == set()


@pytest.mark.parametrize("refusal", REFUSALS)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_refusal_has_a_text_that_fits_a_note(refusal: type[SurveyError | LessonError], language: str) -> None:
    t = load_catalogs()(language)
    assert t.has(refusal.text)
    assert len(t(refusal.text, limit=12_288)) <= LONGEST_CALLBACK_ANSWER


def test_what_people_wrote_is_escaped_once() -> None:
    t = load_catalogs()("en")
    assert t("choose.point", unit="<b>&") == "<b>&lt;b&gt;&amp;</b>\nChoose a service."
    assert bold(html("<")) == "<b>&lt;</b>"


@pytest.mark.parametrize(("n", "word"), [(1, "ответ"), (3, "ответа"), (5, "ответов"), (11, "ответов"), (21, "ответ")])
def test_russian_numbers_take_their_form(n: int, word: str) -> None:
    assert load_catalogs()("ru").n("mydata.unfinished_one", n, service="X") == f"• X: {n} {word}"


def ids(path: Path) -> Iterator[str]:
    """Constant first arguments of t(...), t.n(...), asker.t(...) and the like."""
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
            continue
        called = node.func.value if isinstance(node.func, ast.Attribute) and node.func.attr == "n" else node.func
        if (isinstance(called, ast.Name) and called.id == "t") or (
            isinstance(called, ast.Attribute) and called.attr == "t"
        ):
            yield str(node.args[0].value)
