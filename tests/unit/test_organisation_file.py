"""organisation.yaml: what it may say, and how its mistakes are reported."""

from pathlib import Path

import pytest

from storage.documents.reading import FileMistakes
from surveys.catalog_files import load_catalog
from surveys.organisation import Organisation, read_organisation

CATALOG = load_catalog()
EXAMPLE = Path(__file__).parents[2] / "bot" / "organisation.example.yaml"

GOOD = """\
name: {ru: Центр, en: Centre}
timezone: Asia/Novosibirsk
units:
  - {code: north, name: {ru: Север, en: North}}
touchpoints:
  - {code: window-1, unit: north, service: {ru: Справки, en: Certificates}, channel: window, survey: ces}
"""


def read(folder: Path, content: str) -> Organisation:
    file = folder / "organisation.yaml"
    file.write_text(content, encoding="utf-8")
    return read_organisation(file, CATALOG)


def mistakes(folder: Path, content: str) -> list[tuple[int, str]]:
    with pytest.raises(FileMistakes) as caught:
        read(folder, content)
    return [(each.line, each.message) for each in caught.value.mistakes]


def test_a_good_file_is_read(tmp_path: Path) -> None:
    organisation = read(tmp_path, GOOD)
    assert organisation.name.en == "Centre"
    assert [(each.code, each.survey) for each in organisation.touchpoints] == [("window-1", "ces")]


def test_the_example_uses_every_survey_of_the_catalog() -> None:
    organisation = read_organisation(EXAMPLE, CATALOG)
    assert {touchpoint.survey for touchpoint in organisation.touchpoints} == set(CATALOG)
    assert {touchpoint.unit for touchpoint in organisation.touchpoints} == {unit.code for unit in organisation.units}


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("Asia/Novosibirsk", "Asia/Novosib", 2, "timezone: no time zone is called Asia/Novosib: "),
        ("Asia/Novosibirsk", "../etc/passwd", 2, "timezone: no time zone is called ../etc/passwd: "),
        ("unit: north", "unit: south", 6, "touchpoints #1 unit: no unit is called south: known are north"),
        ("survey: ces", "survey: nps", 6, "touchpoints #1 survey: no survey is called nps: known are ces, "),
        (
            "survey: ces",
            "survey: internal_client",
            6,
            "touchpoints #1 survey: internal_client is for colleagues, this ",
        ),
        (
            "channel: window",
            "channel: internal",
            6,
            "touchpoints #1 survey: ces is for citizens, this channel is not: ",
        ),
        ("channel: window", "channel: fax", 6, "touchpoints #1 channel: must be one of 'window', "),
        ("code: window-1", "code: Window_1", 6, "touchpoints #1 code: has other characters"),
        ("code: window-1", f"code: {'x' * 33}", 6, "touchpoints #1 code: has other characters"),
        ("code: north", "kode: north", 4, "units #1 code: is missing: add it"),
    ],
)
def test_a_mistake_is_shown_at_its_line(tmp_path: Path, old: str, new: str, line: int, message: str) -> None:
    first, *_ = mistakes(tmp_path, GOOD.replace(old, new))
    assert first[0] == line
    assert first[1].startswith(message)


def test_codes_are_unique(tmp_path: Path) -> None:
    assert mistakes(tmp_path, GOOD + GOOD.splitlines()[-1]) == [
        (7, "touchpoints #2 code: the code window-1 is used twice: give each its own")
    ]


def test_an_organisation_without_touchpoints_asks_nobody(tmp_path: Path) -> None:
    content = GOOD.partition("touchpoints:")[0] + "touchpoints: []\n"
    assert mistakes(tmp_path, content) == [(5, "touchpoints: is empty: add at least one")]


def test_every_touchpoint_fits_into_a_start_link() -> None:
    organisation = read_organisation(EXAMPLE, CATALOG)
    assert all(len(f"p_{touchpoint.code}") <= 64 for touchpoint in organisation.touchpoints)
