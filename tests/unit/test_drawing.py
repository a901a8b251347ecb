"""Drawing happens in another process, which is replaced when it dies."""

import asyncio
import os
from collections.abc import AsyncIterator

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
