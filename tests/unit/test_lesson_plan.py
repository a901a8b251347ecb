"""courses.yaml: the order of lessons, and what helps where."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from lessons.catalog_files import load_catalog
from lessons.plan import FINAL, PRACTICE, Course, Plan, Remedy
from tests.unit.lesson_folders import PLAN, mistakes_of, write

NAME = {"ru": "Курс", "en": "Course"}


def plan(**changes: object) -> Plan:
    data = {"terms": ["a", "b", "c"], "courses": {"all": {"name": NAME, "weeks": [["a", "b"], ["c"]]}}}
    return Plan.model_validate({**data, **changes})


def refusals(**changes: object) -> list[tuple[tuple[str | int, ...], str]]:
    with pytest.raises(ValidationError) as caught:
        plan(**changes)
    return [(error["loc"], error["msg"]) for error in caught.value.errors()]


def course(*weeks: list[str]) -> dict[str, object]:
    return {"all": {"name": NAME, "weeks": list(weeks)}}


def test_a_course_is_its_weeks_one_after_the_other() -> None:
    weeks = [["a", "b", PRACTICE], ["c", FINAL]]
    read = plan(courses=course(*weeks)).courses["all"]
    assert read.days == ("a", "b", PRACTICE, "c", FINAL)
    assert read.lessons == ("a", "b", "c")
    assert [read.name.in_(language) for language in ("ru", "en")] == ["Курс", "Course"]


def test_terms_come_before_rules_in_the_glossary() -> None:
    assert plan(rules=["r"]).codes == ("a", "b", "c", "r")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"terms": []}, (("terms",), "is empty: add at least one")),
        ({"rules": ["a"]}, (("rules", 0), "the lesson a is listed twice: remove one")),
        ({"rules": [FINAL]}, (("rules", 0), "final is a kind of day: give the lesson another code")),
        ({"courses": {}}, (("courses",), "is empty: add at least one")),
        ({"courses": course()}, (("courses", "all", "weeks"), "is empty: add at least one")),
        ({"courses": course([PRACTICE])}, (("courses", "all", "weeks"), "have no lesson: add some")),
        (
            {"courses": course(["a"], ["z"])},
            (
                ("courses", "all", "weeks", 1, 0),
                "no lesson is called z: correct the code, or add it to terms or rules",
            ),
        ),
        (
            {"courses": course(["a", "b"], ["a"])},
            (("courses", "all", "weeks", 1, 0), "the lesson a comes twice: remove one"),
        ),
        (
            {"courses": course(["a", FINAL], ["b"])},
            (("courses", "all", "weeks", 0, 1), "ends the course: move it to the last day"),
        ),
        (
            {"prerequisites": {"a": ["b"]}},
            (("courses", "all", "weeks", 0, 0), "the lesson a comes before b, which it needs: exchange them"),
        ),
        (
            {"prerequisites": {"z": ["a"]}},
            (("prerequisites", "z"), "no lesson is called z: correct the code, or add it to terms or rules"),
        ),
        (
            {"prerequisites": {"b": ["a", "z"]}},
            (("prerequisites", "b", 1), "no lesson is called z: correct the code, or add it to terms or rules"),
        ),
        (
            {"remedies": [{"driver": "ease", "lesson": "z"}]},
            (
                ("remedies", 0, "lesson"),
                "no lesson is called z: correct the code, or add it to terms or rules",
            ),
        ),
    ],
)
def test_a_plan_that_contradicts_itself_is_refused(
    changes: dict[str, object], expected: tuple[tuple[str | int, ...], str]
) -> None:
    assert refusals(**changes) == [expected]


def test_a_circle_of_prerequisites_is_named() -> None:
    found = refusals(prerequisites={"a": ["c"], "b": ["a"], "c": ["b"]}, courses=course(["a"]))
    assert found == [(("prerequisites", "a"), "go in a circle, remove one: a needs c needs b needs a")]


def test_a_prerequisite_that_the_course_leaves_out_is_not_waited_for() -> None:
    assert plan(prerequisites={"a": ["c"]}, courses=course(["a", "b"])).courses["all"].lessons == ("a", "b")


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=12))
def test_a_plan_is_refused_exactly_when_its_prerequisites_go_in_a_circle(pairs: list[tuple[str, str]]) -> None:
    needs: dict[str, list[str]] = {}
    for later, earlier in pairs:
        needs.setdefault(later, []).append(earlier)
    try:
        plan(terms=list("abcdefg"), prerequisites=needs, courses=course(["g"]))
    except ValidationError as error:
        (problem,) = error.errors()
        circle = problem["msg"].partition(": ")[2].split(" needs ")
        assert circle[0] == circle[-1]
        assert all(earlier in needs[later] for later, earlier in pairwise(circle))
    else:
        assert not any(_reaches(code, code, needs) for code in needs)


def _reaches(start: str, goal: str, needs: dict[str, list[str]]) -> bool:
    seen: set[str] = set()
    waiting = list(needs.get(start, []))
    while waiting:
        code = waiting.pop()
        if code == goal:
            return True
        if code not in seen:
            seen.add(code)
            waiting += needs.get(code, [])
    return False


@pytest.mark.parametrize(
    ("driver", "channel", "expected"),
    [
        ("ease", "site", "usability"),
        ("ease", "window", "map"),
        ("ease", None, "map"),
        ("place", "window", "gemba"),
        ("place", None, None),
        ("humanity", "window", None),
    ],
)
def test_the_first_remedy_that_fits_is_taken(driver: str, channel: str | None, expected: str | None) -> None:
    remedies = [
        Remedy(driver="ease", channels=("site", "app"), lesson="usability"),
        Remedy(driver="ease", lesson="map"),
        Remedy(driver="place", channels=("window",), lesson="gemba"),
    ]
    fitting = [remedy.lesson for remedy in remedies if remedy.fits(driver, channel)]
    assert fitting[:1] == ([expected] if expected else [])


def test_the_catalog_gives_the_lessons_of_the_remedies(tmp_path: Path) -> None:
    catalog = load_catalog(write(tmp_path))
    assert catalog.against("ease", "window") == ["client"]
    assert catalog.against("place", "window") == []


def test_a_mistake_is_shown_at_its_line(tmp_path: Path) -> None:
    write(tmp_path, plan=PLAN.replace("[client, practice]", "[cleint, practice]"))
    (found,) = mistakes_of(tmp_path)
    assert found.startswith("courses.yaml:6: courses short weeks #1 #1: no lesson is called cleint: correct the code")


def test_a_course_never_changes_in_memory() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Course.model_validate(course(["a"])["all"]).weeks = ()  # type: ignore[misc]
