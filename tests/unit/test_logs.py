"""What must never be logged is not."""

import logging

import pytest
import structlog

from bot.logs import configure

TOKEN = "123456789:" + "A" * 35


@pytest.fixture(autouse=True)
def as_before() -> object:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.mark.parametrize("style", ["console", "json"])
def test_tokens_and_personal_data_stay_out(style: str, capsys: pytest.CaptureFixture[str]) -> None:
    configure("INFO", style)  # type: ignore[arg-type]
    structlog.get_logger("x").info(
        "sent", chat_id=987654321, text="secret words", url=f"/bot{TOKEN}/getMe", update_id=1
    )
    logging.getLogger("aiohttp.client").warning("failed: /bot%s/getMe", TOKEN)
    structlog.get_logger("x").error("broke", exc_info=ValueError(f"bad {TOKEN}"))
    _break_with(local="a local value")
    shown = capsys.readouterr().err
    assert "update_id" in shown
    assert "broke" in shown
    assert "_break_with" in shown
    for kept_out in (TOKEN, "987654321", "secret words", "a local value"):
        assert kept_out not in shown


def _break_with(local: str) -> None:
    try:
        local.index("missing")
    except ValueError:
        structlog.get_logger("x").exception("broke")
