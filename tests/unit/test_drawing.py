"""Drawing happens in another process, which is replaced when it dies."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest

from bot.drawing.worker import Drawing


@pytest.fixture
async def drawing() -> AsyncIterator[Drawing]:
    drawing = Drawing()
    yield drawing
    drawing.close()


async def test_it_runs_elsewhere_and_always_in_the_same_process(drawing: Drawing) -> None:
    first, second = await asyncio.gather(drawing.draw(os.getpid), drawing.draw(os.getpid))
    assert first == second != os.getpid()


async def test_a_mistake_of_the_picture_comes_back_to_who_asked(drawing: Drawing) -> None:
    with pytest.raises(ZeroDivisionError):
        await drawing.draw(divmod, 1, 0)
    assert await drawing.draw(divmod, 7, 2) == (3, 1)


async def test_a_process_that_died_is_replaced(drawing: Drawing) -> None:
    died = await drawing.draw(os.getpid)
    os.kill(died, 9)
    assert await drawing.draw(os.getpid) != died


# As a file, not by -c: a spawned process imports the program that started it.
PROGRAM = """
import asyncio, os
from bot.drawing.worker import Drawing

async def main():
    print(await Drawing().draw(os.getpid), flush=True)
    await asyncio.Event().wait()

if __name__ == "__main__":
    asyncio.run(main())
"""


def test_it_does_not_outlive_a_program_that_is_killed(tmp_path: Path) -> None:
    file = tmp_path / "program.py"
    file.write_text(PROGRAM)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    # Its own errors, of the helpers of multiprocessing that lose their owner, are not this test's.
    with subprocess.Popen(
        [sys.executable, file], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, text=True
    ) as program:
        assert program.stdout is not None
        drawing = psutil.Process(int(program.stdout.readline()))
        program.kill()
    drawing.wait(10)
