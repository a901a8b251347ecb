"""Whatever is wrong, the person who runs the bot reads one line that says what to do, and nothing is damaged."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.sandbox.client import Telegram
from bot.sandbox.world import World
from tests.acceptance.processes import ROOT, Ended, finished, running

FAILED, BAD_USAGE = 1, 2


def says(ended: Ended, code: int, line: str) -> bool:
    """Whether the program ended with this code and one line that holds `line`."""
    lines = ended.output.splitlines()
    return ended.code == code and len(lines) == 1 and lines[0].startswith("otklik: ") and line in lines[0]


def is_empty(folder: Path) -> bool:
    return not any(folder.iterdir())


def damage(file: Path) -> None:
    """Ten pages after the first, as a failing disk would leave them."""
    with file.open("r+b") as opened:
        opened.seek(4096)
        opened.write(b"\xff" * 40_960)


async def test_without_a_token_nothing_starts(tmp_path: Path) -> None:
    ended = await finished(tmp_path, "run")
    assert says(ended, BAD_USAGE, "BOT_TOKEN is missing: get one from @BotFather"), ended
    assert is_empty(tmp_path)


async def test_a_token_that_telegram_refuses(tmp_path: Path, polling: dict[str, str]) -> None:
    token = "123456789:" + "A" * 35
    ended = await finished(tmp_path, "run", **{**polling, "BOT_TOKEN": token})
    assert says(ended, FAILED, "Telegram refuses BOT_TOKEN"), ended
    assert token not in ended.output


async def test_a_token_revoked_while_the_bot_runs(
    tmp_path: Path, polling: dict[str, str], world: World, telegram: Telegram
) -> None:
    tom = telegram.person("Tom", language="en")
    async with running(tmp_path, polling) as process:
        await tom.send("/help")
        await tom.sees("/rate", patience=20)
        world.token = "another"
        await tom.send("/help")
        ended = await process.end()
    assert ended.code == FAILED
    assert "otklik: Telegram refuses BOT_TOKEN" in ended.output
    assert "Traceback" not in ended.output


async def test_a_token_revoked_while_the_webhook_is_called(
    tmp_path: Path, webhook: dict[str, str], world: World, telegram: Telegram
) -> None:
    tom = telegram.person("Tom", language="en")
    async with running(tmp_path, webhook) as process:
        await tom.send("/help")
        await tom.sees("/rate", patience=20)
        world.token = "another"
        await tom.send("/help")
        ended = await process.end()
    assert ended.code == FAILED
    assert "otklik: Telegram refuses BOT_TOKEN" in ended.output
    assert "Traceback" not in ended.output


async def test_an_api_that_does_not_answer(tmp_path: Path, polling: dict[str, str], unused_tcp_port: int) -> None:
    address = f"http://127.0.0.1:{unused_tcp_port}"
    ended = await finished(tmp_path, "run", **{**polling, "BOT_API_URL": address})
    assert says(ended, FAILED, f"the Bot API at {address} does not answer"), ended


async def test_a_port_that_is_taken(tmp_path: Path, polling: dict[str, str]) -> None:
    taken = polling["BOT_API_URL"].rpartition(":")[2]
    ended = await finished(tmp_path, "run", **{**polling, "PORT": taken})
    assert says(ended, FAILED, f"can't listen at 127.0.0.1:{taken}"), ended


async def test_an_unknown_setting(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("BOT_TOKN=1\n")
    assert says(await finished(tmp_path, "migrate"), BAD_USAGE, "did you mean BOT_TOKEN?")


async def test_a_file_of_settings_in_another_encoding(tmp_path: Path) -> None:
    token = "123456789:" + "A" * 35
    (tmp_path / ".env").write_text(f"BOT_TOKEN={token}\n", encoding="utf-16")
    ended = await finished(tmp_path, "run")
    assert says(ended, BAD_USAGE, ".env is not UTF-8"), ended
    assert token not in ended.output


async def test_a_bug_before_anything_is_set_up_shows_no_values(tmp_path: Path) -> None:
    token = "123456789:" + "A" * 35
    # The name of the file is what the program can't foresee here.
    (tmp_path / "sitecustomize.py").write_text("import bot.settings\nbot.settings.Settings = None\n")
    path = f"{tmp_path}:{ROOT}"
    ended = await finished(tmp_path, "run", PYTHONPATH=path, BOT_TOKEN=token)
    assert says(ended, FAILED, "this is a bug"), ended
    assert token not in ended.output


async def test_an_unknown_command(tmp_path: Path) -> None:
    ended = await finished(tmp_path, "fly")
    assert ended.code == BAD_USAGE
    assert "invalid choice: 'fly'" in ended.output


async def test_bad_yaml_is_named_with_its_line_and_loads_nothing(tmp_path: Path) -> None:
    (tmp_path / "organisation.yaml").write_text("name: {ru: Центр, en: Centre}\nunits: [\n")
    assert says(await finished(tmp_path, "load", "organisation.yaml"), FAILED, "organisation.yaml:3: is no YAML here")
    assert not (tmp_path / "data").exists()


async def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    ended = await finished(tmp_path, "migrate", DATABASE_URL="sqlite:///nowhere/otklik.db")
    assert says(ended, FAILED, "database nowhere/otklik.db: can't be opened: check that its folder exists"), ended


async def test_a_postgresql_that_is_not_there(tmp_path: Path, unused_tcp_port: int) -> None:
    url = f"postgresql://otklik:secret@127.0.0.1:{unused_tcp_port}/otklik"
    ended = await finished(tmp_path, "migrate", DATABASE_URL=url)
    assert says(ended, FAILED, "the server can't be reached"), ended
    assert "secret" not in ended.output


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"This is a letter, no database." * 100, "the file is no SQLite database: restore a backup"),
        (b"SQLite format 3\x00" + b"\xff" * 5000, "the file is"),
    ],
)
async def test_a_file_that_is_no_database_stays_as_it_is(tmp_path: Path, content: bytes, line: str) -> None:
    file = tmp_path / "otklik.db"
    file.write_bytes(content)
    assert says(await finished(tmp_path, "migrate", DATABASE_URL=f"sqlite:///{file}"), FAILED, line)
    assert file.read_bytes() == content


async def test_a_file_damaged_in_the_middle(tmp_path: Path, polling: dict[str, str]) -> None:
    damage(Path(polling["DATABASE_URL"].partition("///")[2]))
    ended = await finished(tmp_path, "run", **polling)
    assert says(ended, FAILED, "the file is damaged: restore a backup"), ended


async def test_a_file_that_may_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "otklik.db").touch()
    url = "sqlite:///file:otklik.db?mode=ro&uri=true"
    ended = await finished(tmp_path, "migrate", DATABASE_URL=url)
    assert says(ended, FAILED, "may not be written: check the owner and the permissions"), ended


async def test_a_file_that_another_program_holds(tmp_path: Path, database_url: str) -> None:
    with closing(sqlite3.connect(database_url.partition("///")[2], isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        ended = await finished(tmp_path, "migrate", DATABASE_URL=database_url)
    assert says(ended, FAILED, "is held by another process: stop the other bot or tool"), ended


async def test_a_database_of_a_newer_release(tmp_path: Path, polling: dict[str, str]) -> None:
    with closing(sqlite3.connect(polling["DATABASE_URL"].partition("///")[2])) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    ended = await finished(tmp_path, "run", **polling)
    assert says(ended, FAILED, "the database has schema 9999"), ended
    assert "install the newer release" in ended.output
