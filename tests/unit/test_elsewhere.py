"""Long work runs in a process of its own, which ends with whoever waits for it."""

import asyncio
import os
import time
from contextlib import suppress
from pathlib import Path

import pytest

from bot.elsewhere import WorkFailed, elsewhere


def note_process(path: Path) -> None:
    path.write_text(str(os.getpid()))


def note_process_and_stay(path: Path) -> None:
    note_process(path)
    time.sleep(60)


def fail() -> None:
    raise SystemExit(3)


async def test_it_runs_elsewhere(tmp_path: Path) -> None:
    file = tmp_path / "pid"
    await elsewhere(note_process, file)
    assert int(file.read_text()) != os.getpid()


async def test_a_failure_is_told() -> None:
    with pytest.raises(WorkFailed, match="exit code 3"):
        await elsewhere(fail)


async def test_nobody_waits_so_it_ends(tmp_path: Path) -> None:
    file = tmp_path / "pid"
    task = asyncio.create_task(elsewhere(note_process_and_stay, file))
    await asyncio.to_thread(begun, file)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.to_thread(ended, int(file.read_text()))


def begun(file: Path) -> None:
    """Return when the process has told its id, or fail with the test's time."""
    while not (file.exists() and file.read_text()):
        time.sleep(0.01)


def ended(pid: int) -> None:
    """Return when the process is gone, or fail as above."""
    with suppress(ProcessLookupError):
        while True:
            os.kill(pid, 0)
            time.sleep(0.01)
