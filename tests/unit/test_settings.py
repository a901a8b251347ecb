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
