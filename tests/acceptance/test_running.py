"""The bot as a subprocess, by polling and by webhook."""

import time
from pathlib import Path

from bot.sandbox.client import Telegram
from bot.sandbox.faults import Fault
from tests.acceptance.answering import answer_everything
from tests.acceptance.processes import running


async def test_a_full_response(tmp_path: Path, settings: dict[str, str], telegram: Telegram) -> None:
    tom = telegram.person("Tom", language="en")
    async with running(tmp_path, settings):
        await answer_everything(tom)


async def test_sigterm_ends_it_within_five_seconds(
    tmp_path: Path, settings: dict[str, str], telegram: Telegram
) -> None:
    tom = telegram.person("Tom", language="en")
    async with running(tmp_path, settings) as process:
        await tom.send("/start p_north-certificates")
        await tom.sees("1 of 5", patience=20)
        await tom.tap("Yes")
        began = time.monotonic()
        process.terminate()
        ended = await process.end()
        assert (ended.code, time.monotonic() - began < 5) == (0, True)
        assert "Traceback" not in ended.output
    async with running(tmp_path, settings):
        await tom.send("/start")
        await tom.tap("Go on with my answer", patience=20)
        await tom.sees("2 of 5", patience=20)


async def test_too_many_requests_resets_and_a_bad_gateway_lose_no_screen(
    tmp_path: Path, polling: dict[str, str], telegram: Telegram
) -> None:
    tom = telegram.person("Tom", language="en")
    async with running(tmp_path, polling):
        for kind in ("429", "502", "reset_before", "500"):
            telegram.faults.add(Fault(kind, method="sendMessage"))
            before = len(tom.messages)
            await tom.send("/help")
            await tom.sees_messages(before + 1, patience=20)
