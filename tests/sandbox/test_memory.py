"""A demo may run for days: what the sandbox remembers is bounded, and nothing that is still to come is forgotten."""

from datetime import timedelta

from bot.sandbox import updates
from bot.sandbox import world as worlds
from bot.sandbox.client import Someone, Telegram
from bot.sandbox.limits import TAP_LASTS
from bot.sandbox.world import World
from tests.sandbox.conftest import Api

MORE = 5


async def test_the_newest_updates_can_be_replayed(api: Api, world: World, anna: Someone) -> None:
    first = next(iter(world.updates.made))
    await api.ok("getUpdates")
    await api.ok("getUpdates", offset=first + 1)
    for _ in range(updates.MADE_KEPT + MORE):
        last = await anna.tap_data("x")
    assert len(world.updates.made) == updates.MADE_KEPT + MORE
    world.updates.drop()
    last = await anna.tap_data("x")
    assert len(world.updates.made) == updates.MADE_KEPT
    assert (await api.control(f"updates/{first}/replay"))[0] == 404
    assert (await api.control(f"updates/{last}/replay"))[0] == 200


async def test_taps_that_nobody_answers_are_forgotten(world: World, anna: Someone) -> None:
    await anna.tap_data("x")
    world.clock.move(TAP_LASTS + timedelta(seconds=1))
    await anna.tap_data("y")
    assert len(world.queries.waiting) == 1


async def test_the_newest_notes_are_kept(telegram: Telegram, world: World) -> None:
    anna = telegram.person("Анна")
    for number in range(worlds.TOASTS_KEPT + MORE):
        world.add_toast(anna.person, str(number), alert=False)
    assert [anna.person.toasts[0].text, len(anna.person.toasts)] == [str(MORE), worlds.TOASTS_KEPT]
