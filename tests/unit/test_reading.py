"""YAML that people wrote: every mistake is shown at its line, all at once."""

from contextlib import suppress
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.documents.reading import FileMistakes, read_document
from storage.documents.yaml_lines import YamlSyntaxError, parse
from surveys.catalog_files import load_catalog
from surveys.scales import Kind

GOOD = """\
code: short
name: {ru: Кратко, en: Short}
questions:
  - code: effort
    kind: effort
    text: {ru: Было легко, en: It was easy}
"""


def mistakes_of(folder: Path, **files: str) -> list[str]:
    for name, content in files.items():
        (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(FileMistakes) as caught:
        load_catalog(folder)
    return [f"{Path(each.file).stem}:{each.line}: {each.message}" for each in caught.value.mistakes]


def test_a_good_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "short.yaml").write_text(GOOD, encoding="utf-8")
    assert list(load_catalog(tmp_path)) == ["short"]


def test_every_mistake_of_a_file_is_named_with_its_line(tmp_path: Path) -> None:
    content = """\
code: short
name: {ru: Кратко}
nmae: {}
name: {ru: Ещё раз, en: Again}
questions:
  - code: Effort!
    kind: efort
    text: {ru: "", en: 5}
    options: [1]
  - kind: several
    options: divers
    required: perhaps
"""
    code, kinds = "^[a-z0-9_]{1,24}$", ", ".join(f"'{kind}'" for kind in get_args(Kind)[:-1])
    assert mistakes_of(tmp_path, short=content) == [
        "short:2: name en: is missing: add it",
        "short:3: nmae: is not known here: did you mean name?",
        "short:4: name is given twice here: remove one",
        f"short:6: questions #1 code: has other characters or another length than {code} allows: correct it",
        f"short:7: questions #1 kind: must be one of {kinds} or 'comment'",
        "short:8: questions #1 text en: must be text: write words, or put the value in quotes",
        "short:8: questions #1 text ru: is empty: fill it in",
        "short:9: questions #1 options #1: must be a mapping of keys and values",
        "short:10: questions #2 code: is missing: add it",
        "short:10: questions #2 text: is missing: add it",
        "short:11: questions #2 options: no shared options are called divers: known are drivers",
        "short:12: questions #2 required: must be true or false",
    ]


def test_mistakes_of_all_files_come_together(tmp_path: Path) -> None:
    assert mistakes_of(tmp_path, one="code: [", short=GOOD, two="- a") == [
        "one:1: is no YAML here: expected the node content, but found '<stream end>'",
        "two:1: must be a mapping of keys and values",
    ]


def test_an_unknown_key_without_a_likely_correction_is_to_be_removed(tmp_path: Path) -> None:
    assert mistakes_of(tmp_path, short=GOOD + "zzzzzz: 1\n") == ["short:7: zzzzzz: is not known here: remove it"]


def test_options_of_a_built_in_scale_are_refused(tmp_path: Path) -> None:
    content = GOOD + "    options: drivers\n"
    assert mistakes_of(tmp_path, short=content) == [
        "short:7: questions #1 options: the kind effort has its own options: remove these"
    ]


def test_a_file_is_named_by_the_code_of_its_survey(tmp_path: Path) -> None:
    assert mistakes_of(tmp_path, other=GOOD) == ["other:1: code: must be the name of the file: other"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "must be a mapping of keys and values"),
        ("questions: 5", "questions: must be a list: start each item with a dash"),
        ("questions: [5]", "questions #1: must be a mapping of keys and values"),
        ("questions: []", "questions: is empty: add at least one"),
    ],
)
def test_data_of_another_shape_is_a_mistake_too(tmp_path: Path, content: str, message: str) -> None:
    assert f"short:1: {message}" in mistakes_of(tmp_path, short=content)


def test_a_folder_without_surveys_is_a_mistake(tmp_path: Path) -> None:
    assert mistakes_of(tmp_path)[0].endswith(":1: has no surveys: put files *.yaml there")


def test_a_file_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(FileMistakes, match=r"none\.yaml:1: can't be read: No such file"):
        read_document(tmp_path / "none.yaml")


def test_a_file_in_another_encoding_is_a_mistake(tmp_path: Path) -> None:
    file = tmp_path / "old.yaml"
    file.write_bytes("имя: я".encode("cp1251"))
    with pytest.raises(FileMistakes, match="is not in UTF-8"):
        read_document(file)


def test_yes_and_no_are_text_and_the_rest_is_plain_data() -> None:
    text = "[yes, no, on, true, false, null, ~, 7, 0.5, '7', 2026-01-01, 12:30]"
    assert parse(text).value == [
        *("yes", "no", "on", True, False, None, None, 7, 0.5, "7", "2026-01-01", "12:30"),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\nb: &x 2\nc: *x\n", 3),
        ("a: 1\n--- \nb: 2\n", 2),
        ("a: 1\nb: \x07\n", 2),
        ("a: 1\n\tb: 2\n", 2),
        ("a: 'no end\n", 2),
        ("[" * 2000, 1),
    ],
)
def test_what_is_no_plain_yaml_is_refused_at_its_line(text: str, line: int) -> None:
    with pytest.raises(YamlSyntaxError) as caught:
        parse(text)
    assert caught.value.line == line


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(YamlSyntaxError):
        parse(text)
