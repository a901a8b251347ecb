"""/points: coordinators keep service points in the chat, each only those of their units."""

from collections.abc import Mapping

import pytest
from sqlalchemy import Connection

from bot.composition import Program
from bot.jobs.posters import Posters
from bot.jobs.worker import Request
from bot.sandbox.client import Someone, Telegram
from bot.sandbox.demo import EXAMPLE
from storage import invitations, organisation, roles
from storage.invitations import NewInvitation
from surveys.catalog_files import load_catalog
from surveys.organisation import read_organisation
from surveys.publishing import load_organisation
from tests.conversations.clock import MovableClock
from tests.conversations.complaining import ask_for_an_answer, open_case


@pytest.fixture
async def olga(telegram: Telegram, bot: Program) -> Someone:
    """The administrator: the first person in the world."""
    olga = telegram.person("Ольга", language="en")
    await olga.send("/points")
    await olga.sees("Which unit")
    return olga


async def test_a_point_is_added_with_a_code_of_its_own(olga: Someone, bot: Program, telegram: Telegram) -> None:
    await olga.tap("North branch")
    await olga.sees("There are 3 service points here")
    await olga.tap("Add a point")
    await olga.tap("window")
    await olga.tap("Ease")
    await olga.sees("two lines")
    await olga.send("Всё в одной строке")
    await olga.sees("exactly two lines")
    await olga.send("Охота & <рыбалка>\nHunting & <fishing>")
    await olga.sees("Hunting & <fishing> · North branch")
    assert "start=p_north-hunting-fishing" in olga.last.text
    tom = telegram.person("Tom", language="en")
    await tom.send("/start p_north-hunting-fishing")
    await tom.sees("1 of 2")


async def test_what_the_chat_keeps_survives_a_load_of_the_file(
    olga: Someone, bot: Program, clock: MovableClock
) -> None:
    await olga.tap("North branch")
    await olga.tap("Electronic queue · visit")
    await olga.tap("Rename")
    await olga.send("Очередь\nThe queue")
    await olga.sees("The queue · North branch")
    await olga.tap("Another channel")
    await olga.tap("phone")
    await olga.sees("The queue · North branch · phone")
    catalog = load_catalog()
    kept = await bot.ground.database.run(load_organisation, read_organisation(EXAMPLE, catalog), catalog, clock())
    assert kept == {"north-queue", "north-the-queue"}
    renamed = await bot.ground.database.read(organisation.touchpoint, "north-queue")
    added = await bot.ground.database.read(organisation.touchpoint, "north-the-queue")
    assert renamed is not None
    assert renamed.service["en"] == "The queue"
    assert added is not None
    assert not added.closed
    await olga.tap("Close the point")
    await olga.tap("Open the point")
    await olga.sees("Takes answers")
    await olga.send("/audit")
    shown = await olga.sees("Acts of office")
    assert [line.split(" · ")[2] for line in shown.text.splitlines() if " · " in line] == [
        "opened a service point north-the-queue",
        "closed a service point north-the-queue",
        "added a service point north-the-queue",
        "renamed a service point north-queue",
    ]


async def test_a_closed_point_takes_no_answers(olga: Someone, bot: Program, telegram: Telegram) -> None:
    await olga.tap("North branch")
    await olga.tap("Electronic queue · visit")
    await olga.tap("Close the point")
    await olga.sees("Closed, takes no answers")
    tom = telegram.person("Tom", language="en")
    await tom.send("/start p_north-queue")
    await tom.sees("takes no answers any more")
    await olga.tap("← Back")
    await olga.tap("✕ Electronic queue · visit")
    await olga.tap("Open the point")
    await olga.sees("Takes answers")
    await tom.send("/start p_north-queue")
    await tom.sees("1 of 2")


async def test_a_coordinator_of_a_unit_finds_no_other(
    olga: Someone, bot: Program, telegram: Telegram, clock: MovableClock
) -> None:
    ivan = telegram.person("Иван", language="en")
    await ivan.send("/points")
    await ivan.sees("There is no such command")
    units = await bot.ground.database.read(organisation.open_units)
    south = next(each for each in units if each.code == "south")
    token = await bot.ground.database.run(roles.invite, "coordinator", clock(), south.id)
    await ivan.send(f"/start r_{token}")
    await ivan.sees("You are a coordinator now")
    await ivan.send("/points")
    await ivan.sees("Which unit")
    assert ivan.last.labels == ["South branch"]
    for forged in ("iu:1:0", "ip:1:s", "ip:1:c", "ip:1:x", "ip:1:r", "iq:1:png", "ia:1:1:phone", "is:1:phone:ces"):
        shown = (len(ivan.messages), ivan.last.text)
        await ivan.tap_data(forged, ivan.last)
        await ivan.sees_change(shown)
    assert {toast.text for toast in ivan.person.toasts} == {
        "There is no such service point. Choose from the list: /rate"
    }
    assert len(ivan.messages) == 3
    before = await bot.ground.database.read(organisation.touchpoint, "north-certificates")
    assert before is not None
    assert not before.kept_in_chat


@pytest.mark.parametrize("forged", ["ip:1:s", "iq:1:A4", "ia:1:0:", "is:1:phone:ces", "ix"])
async def test_a_strangers_button_is_out_of_date(olga: Someone, telegram: Telegram, forged: str) -> None:
    eve = telegram.person("Eve", language="en")
    await eve.tap_data(forged)
    await eve.sees_toast("out of date")


@pytest.mark.parametrize(
    "forged",
    [
        "is:1:fax:ces",
        "is:1:phone:no_such",
        "is:1:phone:internal_client",
        "is:1:internal:ces",
        "ia:1:1:fax",
        "ia:1:1:internal",
    ],
)
async def test_only_what_is_offered_is_taken(olga: Someone, forged: str) -> None:
    await olga.tap_data(forged, olga.last)
    await olga.sees_toast("There is no such service point")


async def test_colleagues_and_citizens_are_offered_different_surveys(olga: Someone) -> None:
    await olga.tap("North branch")
    await olga.sees("service points here")
    await olga.tap("Add a point")
    await olga.tap("phone")
    await olga.sees("Which survey")
    assert "Internal client" not in olga.last.labels
    assert "Ease" in olga.last.labels
    await olga.tap("← Back")
    await olga.sees("service points here")
    await olga.tap("Add a point")
    await olga.tap("internal service")
    await olga.sees("Which survey")
    assert olga.last.labels == ["Internal client", "← Back"]
    await olga.tap_data("ia:1:1:", olga.last)
    await olga.sees("Where do people")
    assert "phone" in olga.last.labels
    assert "internal service" not in olga.last.labels


async def test_a_text_long_after_the_question_is_no_name(olga: Someone, bot: Program, clock: MovableClock) -> None:
    await olga.tap("North branch")
    await olga.tap("Electronic queue · visit")
    await olga.tap("Rename")
    await olga.sees("two lines")
    clock.move(minutes=16)
    await olga.send("hotline")
    await olga.sees("This is what I found")


async def test_what_is_asked_for_later_is_no_name(olga: Someone, bot: Program, telegram: Telegram) -> None:
    tom = telegram.person("Tom", language="en")
    await ask_for_an_answer(tom)
    await open_case(olga)
    await olga.sees("Waited two hours")
    case, answer = olga.last, olga.data_of("Answer")
    await olga.send("/points")
    await olga.sees("Which unit")
    await olga.tap("North branch")
    await olga.tap("Electronic queue · visit")
    await olga.tap("Rename")
    await olga.sees("two lines")
    await olga.tap_data(answer, case)
    await olga.send("Dear citizen, come again.\nYours, Olga")
    await olga.sees("Send this to the citizen?")
    assert await service_of(bot, "north-queue") == "Electronic queue"


async def test_a_coordinators_own_comment_is_no_name(olga: Someone, bot: Program) -> None:
    await olga.tap("North branch")
    await olga.tap("Electronic queue · visit")
    await olga.tap("Rename")
    await olga.sees("two lines")
    await olga.send("/start p_north-queue")
    await olga.tap("6")
    await olga.sees("2 of 2")
    await olga.send("It was cold\nand dark")
    await olga.sees("already erased")
    assert await service_of(bot, "north-queue") == "Electronic queue"


async def test_after_a_command_no_name_is_waited_for(olga: Someone, bot: Program) -> None:
    await olga.tap("North branch")
    await olga.tap("Electronic queue · visit")
    await olga.tap("Rename")
    await olga.sees("two lines")
    await olga.send("/help")
    await olga.sees("/rate")
    await olga.send("Очередь\nThe queue")
    await olga.sees("Nothing found")
    assert await service_of(bot, "north-queue") == "Electronic queue"


@pytest.mark.parametrize(("what", "methods"), [("png", ["sendPhoto", "sendDocument"]), ("A4", ["sendDocument"])])
async def test_codes_and_posters_are_drawn_for_the_one_who_asked(
    olga: Someone, bot: Program, what: str, methods: list[str]
) -> None:
    posters = Posters(bot.ground.database, bot.ground.drawing, bot.catalogs, "otklik_bot")
    request = Request({"code": "north-certificates", "what": what}, olga.id, bot.catalogs("en"))
    made = await posters.draw(request)
    assert [each.__api_method__ for each in made] == methods
    assert {getattr(each, "chat_id", None) for each in made} == {olga.id}


async def test_a_code_and_a_poster_come_into_the_chat(olga: Someone) -> None:
    await olga.tap("North branch")
    await olga.tap("Electronic queue · visit")
    await olga.tap("QR code")
    await olga.sees("This file is for printing", patience=20)
    await olga.tap("Poster A5")
    await olga.sees("Electronic queue · North branch", patience=20)
    assert len(olga.messages) == 4


async def test_the_card_tells_of_whole_months_and_does_not_change_with_every_single_person(
    olga: Someone, bot: Program, clock: MovableClock
) -> None:
    def end(connection: Connection, states: Mapping[invitations.Ended, int]) -> None:
        point = organisation.touchpoint(connection, "north-queue")
        assert point is not None
        for state, count in states.items():
            for _ in range(count):
                invitation = NewInvitation(point.id, "ces", "served", "invited", clock().date())
                reason = "cooldown" if state == "not_asked" else None
                invitations.end(connection, invitations.put(connection, invitation), state, reason)

    async def card() -> str:
        shown = (len(olga.messages), olga.last.text)
        await olga.send("/points")
        await olga.sees_change(shown)
        await olga.tap("North branch")
        await olga.tap("Electronic queue · visit")
        return (await olga.sees("nvitation")).text

    await bot.ground.database.run(end, {"complete": 20, "silent": 30, "declined": 3, "not_asked": 12, "undelivered": 4})
    first = await card()
    assert "is shown by whole months" in first
    assert "In the last 90 days: undelivered (not shown)" in first
    assert "Not asked in the last 90 days: asked recently 12" in first
    assert not any(word in first for word in ("Delivered", "complete", "silent", "declined"))
    await bot.ground.database.run(end, {"complete": 1, "not_asked": 8})
    assert await card() == first
    await bot.ground.database.run(end, {"declined": 1})
    # Ten people more since the card was counted.
    second = await card()
    assert "asked recently 20" in second
    await bot.ground.database.run(end, {"not_asked": 1})
    assert await card() == second
    clock.move(days=7)
    assert "asked recently 21" in await card()
    clock.move(days=70)
    await bot.heartbeat.beat()
    assert "Invitations, November 2026\nDelivered: 55, answered to the end: 38.2 % [" in await card()


async def service_of(bot: Program, code: str) -> str:
    found = await bot.ground.database.read(organisation.touchpoint, code)
    assert found is not None
    return found.service["en"]
