"""`python -m bot export`: the operator's files, and what they read when there is none."""

import zipfile
from datetime import UTC, datetime
from pathlib import Path

from storage.database import Database
from tests.acceptance.processes import finished
from tests.conversations.answered import Given, answer

FAILED, BAD_USAGE = 1, 2


async def test_a_file_of_each_kind(tmp_path: Path, database_url: str) -> None:
    database = Database(database_url)
    await database.run(answer, "north-certificates", [Given()] * 10, datetime(2026, 1, 15, 9, tzinfo=UTC))
    await database.dispose()
    for name in ("answers.zip", "answers.xlsx", "report.pdf"):
        ended = await finished(tmp_path, "export", name, "north", "january", "2026", DATABASE_URL=database_url)
        assert (ended.code, ended.output) == (0, f"{name}: 10 complete responses.\n")
    with zipfile.ZipFile(tmp_path / "answers.zip") as archive:
        sheets = ("about", "answers", "codebook", "comments", "responses", "scores")
        assert sorted(archive.namelist()) == [f"{sheet}.csv" for sheet in sheets]
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-")


async def test_what_can_not_be_exported_is_one_line(tmp_path: Path, database_url: str) -> None:
    for arguments, code, line in (
        (["answers.csv"], BAD_USAGE, "answers.csv: end its name with one of .zip, .xlsx, .pdf"),
        (["nowhere/answers.zip"], BAD_USAGE, "there is no folder nowhere: make it first"),
        (["answers.zip", "atlantis"], FAILED, "atlantis: There is no such unit"),
        (["answers.zip", "2026-01-30", "2026-01-01"], FAILED, "The period ends before it begins"),
        (["answers.zip", "north", "2020-01"], FAILED, "no answers from 2020-01-01 to 2020-01-31 may be shown"),
        (["answers.zip", "window"], FAILED, "There is no such unit"),
    ):
        ended = await finished(tmp_path, "export", *arguments, DATABASE_URL=database_url)
        assert (ended.code, len(ended.output.splitlines())) == (code, 1), ended
        assert ended.output.startswith("otklik: ")
        assert line in ended.output
    assert not is_begun(tmp_path)


def is_begun(folder: Path) -> bool:
    """Whether a file was left, whole or in part."""
    return any("answers" in each.name for each in folder.iterdir())
