"""A link on a slip opens one response, once."""

from bot.composition import Program
from bot.sandbox.client import Telegram
from storage import roles
from tests.conversations.clock import MovableClock
from tests.conversations.invited import HOUR, line
from tests.conversations.sources import SERVED, Source

INTERNAL = {"touchpoint": "personnel", "outcome": "served"}


async def test_a_link_works_once(queue: Source, bot: Program, telegram: Telegram) -> None:
    tom, eve = telegram.person("Tom", language="en"), telegram.person("Eve", language="en")
    payload = await link(queue)
    await tom.send(f"/start {payload}")
    await tom.sees("1 of 2")
    await eve.send(f"/start {payload}")
    await eve.sees("has been used or has expired")
    await tom.tap("5")
    await tom.sees("2 of 2")
    await tom.tap("Skip")
    await tom.sees("already erased")
    row = await line(bot)
    assert (row.state, row.person_id, row.token_hash) == ("complete", None, None)


async def test_a_link_expires(queue: Source, bot: Program, telegram: Telegram, clock: MovableClock) -> None:
    tom = telegram.person("Tom", language="en")
    payload = await link(queue)
    clock.move(days=31)
    await tom.send(f"/start {payload}")
    await tom.sees("has been used or has expired")
    await bot.heartbeat.beat()
    assert (await line(bot)).state == "silent"


async def test_a_link_to_a_closed_point_is_not_used_up(queue: Source, bot: Program, telegram: Telegram) -> None:
    olga, tom = telegram.person("Ольга", "en"), telegram.person("Tom", language="en")
    payload = await link(queue)
    await olga.send("/points")
    await olga.tap("North branch")
    await olga.tap("Electronic queue · visit")
    await olga.tap("Close the point")
    await olga.sees("Closed, takes no answers")
    await tom.send(f"/start {payload}")
    await tom.sees("takes no answers any more")
    await olga.tap("Open the point")
    await olga.sees("Takes answers")
    await tom.send(f"/start {payload}")
    await tom.sees("1 of 2")


async def test_an_internal_service_is_open_to_colleagues_only(
    queue: Source, bot: Program, clock: MovableClock, telegram: Telegram
) -> None:
    # The first person of this world is its administrator.
    telegram.person("Ольга")
    tom = telegram.person("Tom", language="en")
    _, answer = await queue.report("visit-1", INTERNAL)
    await tom.send("/start " + str(answer["link"]).rpartition("?start=")[2])
    await tom.sees("no such service point")
    assert (await line(bot)).token_hash is not None
    await queue.report("visit-2", {**INTERNAL, "telegram_id": tom.id})
    messages = len(tom.messages)
    clock.move(**HOUR)
    await bot.heartbeat.beat()
    assert len(tom.messages) == messages
    assert ((await line(bot)).state, (await line(bot)).reason) == ("not_asked", "closed")
    token = await bot.ground.database.run(roles.invite, "coordinator", clock())
    await tom.send(f"/start r_{token}")
    await tom.sees("You are a coordinator now")
    await queue.report("visit-3", {**INTERNAL, "telegram_id": tom.id})
    clock.move(**HOUR)
    await bot.heartbeat.beat()
    await tom.sees("You were with us recently")


async def link(queue: Source) -> str:
    _, answer = await queue.report("visit-1", SERVED)
    return str(answer["link"]).rpartition("?start=")[2]
