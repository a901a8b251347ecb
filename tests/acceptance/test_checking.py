"""`python -m bot check`: what is wrong in the lessons is named with file and line."""

import shutil
from pathlib import Path

import pytest

from tests.acceptance.processes import ROOT, finished

PACKAGES = ("bot", "handlers", "lessons", "storage", "surveys")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the program, whose lessons may be spoiled."""
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def replace(file: Path, old: str, new: str) -> None:
    content = file.read_text(encoding="utf-8")
    assert old in content
    file.write_text(content.replace(old, new), encoding="utf-8")


async def test_the_program_as_it_comes_has_no_mistakes(tmp_path: Path) -> None:
    ended = await finished(tmp_path, "check")
    assert (ended.code, ended.output) == (0, "No mistakes: 6 surveys, 33 lessons, texts in 2 languages.\n")


async def test_what_makes_a_lesson_worse_is_named_with_file_and_line(copy: Path) -> None:
    replace(copy / "lessons" / "catalog" / "gemba.ru.md", "Процесс", "<b>Процесс</b>")
    ended = await finished(copy, "check", PYTHONPATH=str(copy))
    assert ended.code == 1
    assert "gemba.ru.md:26: why: has <b>, which would be shown as it is: write plain text" in ended.output
    assert len(ended.output.splitlines()) == 1
