"""`python -m bot demo` as it is started in a terminal."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from tests.acceptance.processes import ROOT


async def test_ctrl_c_ends_it_quietly_even_while_it_makes_itself_ready(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "PORT": "0"}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo"),
        cwd=tmp_path,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,
    )
    assert process.stdout is not None
    while b"http://127.0.0.1:" not in (line := await process.stdout.readline()):
        assert line
    # A terminal sends it to every process of the group.
    os.killpg(process.pid, signal.SIGINT)
    output, _ = await process.communicate()
    assert (process.returncode, output.decode().strip()) == (0, "")
