"""Settings, and one readable line for every mistake in them."""

from pathlib import Path

import pytest

from bot.errors import ConfigurationError
from bot.settings import Settings, load_settings

TOKEN = "123456789:" + "A" * 35


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("PORT=1111\nADMIN_IDS=5, 7\n")
    monkeypatch.setenv("PORT", "2222")
    settings = load_settings(env_file)
    assert (settings.port, settings.admin_ids) == (2222, frozenset({5, 7}))


def test_a_plain_address_of_a_database_gets_its_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://otklik@db/otklik")
    assert load_settings(Path("none")).database_url == "postgresql+asyncpg://otklik@db/otklik"


@pytest.mark.parametrize("mode", ["require", "verify-full"])
def test_encryption_may_be_asked_for_as_hosts_of_postgresql_write_it(
    monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgres://otklik:p%40ss@db:5433/otklik?sslmode={mode}")
    expected = f"postgresql+asyncpg://otklik:p%40ss@db:5433/otklik?ssl={mode}"
    assert load_settings(Path("none")).database_url == expected


def test_an_empty_value_means_not_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [name.upper() for name in Settings.model_fields]
    env_file = tmp_path / ".env"
    env_file.write_text("".join(f"{name}=\n" for name in names))
    assert load_settings(env_file) == load_settings(Path("none"))
    for name in names:
        monkeypatch.setenv(name, "")
    assert load_settings(Path("none")).host == "127.0.0.1"


def test_the_level_may_be_written_in_small_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "debug")
    assert load_settings(Path("none")).log_level == "DEBUG"


def test_the_mark_that_windows_puts_first_is_no_part_of_a_name(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("PORT=1111\n", encoding="utf-8-sig")
    assert load_settings(env_file).port == 1111


def test_a_file_in_another_encoding_is_named_without_its_content(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text(f"BOT_TOKEN={TOKEN}\n# Ключ\n", encoding="utf-16")
    with pytest.raises(ConfigurationError, match="is not UTF-8") as raised:
        load_settings(env_file)
    assert raised.value.__suppress_context__
    assert TOKEN not in str(raised.value)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("sqlite:///", "name a file"),
        ("sqlite://data/otklik.db", "name a file"),
        ("sqlite:///:memory:", "name a file"),
        ("postgresql://otklik:hidden@db:abc/otklik", "write it like"),
        ("postgresql://otklik:hidden@db:99999/otklik", "the port is a number"),
        ("postgresql://otklik:hidden@db/otklik?sslmode=yes", "sslmode is one of disable"),
        ("postgresql://otklik:hidden@db/otklik?channel_binding=require", "remove channel_binding"),
    ],
)
def test_a_mistyped_address_of_a_database_is_one_line_without_the_password(
    monkeypatch: pytest.MonkeyPatch, url: str, says: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(ConfigurationError, match=f"^DATABASE_URL: .*{says}") as raised:
        load_settings(Path("none"))
    assert "hidden" not in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("PORT", "99999", "PORT"),
        ("ADMIN_IDS", "me", "ADMIN_IDS"),
        ("DEFAULT_LANGUAGE", "fr", "DEFAULT_LANGUAGE"),
        ("DATABASE_URL", "mysql://x", "begin it with sqlite:/// or postgresql://"),
        ("WEBHOOK_URL", "http://example.org/hook", "beginning with https://"),
        ("WEBHOOK_URL", "https://example.org/hook", "WEBHOOK_SECRET"),
        ("HEARTBEAT_SECONDS", "0", "HEARTBEAT_SECONDS"),
        ("EVENT_KEYS", f"file:{'k' * 64}", "file is the source of events from files"),
    ],
)
def test_a_mistake_is_named_with_its_setting(monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError, match=says):
        load_settings(Path("none"))


def test_an_unknown_setting_in_the_file_is_named_with_what_was_meant(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("BOT_TOKN=x\n")
    with pytest.raises(ConfigurationError, match="BOT_TOKN, which is no setting: did you mean BOT_TOKEN"):
        load_settings(env_file)


@pytest.mark.parametrize("token", ["", "hello", "123:short"])
def test_a_missing_or_mistyped_token_names_botfather(monkeypatch: pytest.MonkeyPatch, token: str) -> None:
    monkeypatch.setenv("BOT_TOKEN", token)
    with pytest.raises(ConfigurationError, match="@BotFather") as raised:
        load_settings(Path("none")).token()
    assert not token or token not in str(raised.value)


def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    assert TOKEN not in repr(load_settings(Path("none")))
