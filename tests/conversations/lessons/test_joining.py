"""Joining by a link: what is asked, what is refused, and that nobody else gets in."""

import pytest

from bot.composition import Program
from bot.sandbox.client import Someone, Telegram
from storage import enrollments, people
from storage.enrollments import Enrollment
from tests.conversations.clock import MovableClock
from tests.conversations.lessons.course import join, link_for


async def enrollment_of(bot: Program, someone: Someone) -> Enrollment | None:
    person = await bot.ground.database.read(people.find, someone.id)
    return await bot.ground.database.read(enrollments.of, person.id) if person else None


async def test_the_confirmation_names_the_hour_the_zone_and_the_next_time(
    telegram: Telegram, bot: Program, olga: Someone
) -> None:
    anna = telegram.person("Anna", "en")
    await join(anna, await link_for(telegram, olga), course="First step", hour="15:00", zone="Omsk")
    confirmation = anna.messages[-2].text
    assert "on working days at 15:00, Omsk" in confirmation
    assert "Tuesday 8 September at 15:00" in confirmation
    assert anna.last.text.startswith("Client\n")


async def test_the_whole_way_in_russian(telegram: Telegram, bot: Program, olga: Someone) -> None:
    anna = telegram.person("Анна")
    await anna.send(await link_for(telegram, olga))
    await anna.sees("Имя: Анна")
    await anna.tap("Всё верно")
    await anna.sees("33, 42 рабочих дня")
    await anna.tap("Быстрый")
    await anna.tap("09:00")
    await anna.tap("Екатеринбург")
    await anna.sees("Клиент")
    assert "по рабочим дням в 09:00, Екатеринбург" in anna.messages[-2].text
    assert "следующий — вторник, 8 сентября, в 09:00" in anna.messages[-2].text


async def test_another_name_and_another_city_are_written(telegram: Telegram, bot: Program, olga: Someone) -> None:
    anna = telegram.person("anya_1990", "en")
    await anna.send(await link_for(telegram, olga))
    await anna.sees("anya_1990")
    await anna.tap("Another name")
    await anna.sees("Write the name")
    await anna.send("x" * 65)
    await anna.sees("1 to 64 characters")
    await anna.send("  Anna   <b>Smirnova</b> ")
    await anna.sees("Name: Anna <b>Smirnova</b>")
    await anna.tap("That is right")
    await anna.tap("First step")
    await anna.tap("10:00")
    await anna.tap("Another city")
    await anna.sees("Write your city")
    await anna.send("Narnia")
    await anna.sees("No such time zone")
    await anna.send("lord hove")
    await anna.sees("Did you mean Lord Howe Island (Australia/Lord_Howe)? It is 17:00 there now.")
    # Something else was meant, or it is written again: the text is taken.
    await anna.send("Omskk")
    await anna.sees("Did you mean Omsk")
    await anna.send("lord hove")
    await anna.sees("Did you mean Lord Howe Island")
    await anna.tap("Yes, Lord Howe Island")
    await anna.sees("Client")
    enrollment = await enrollment_of(bot, anna)
    assert enrollment is not None
    assert (enrollment.shown_name, enrollment.zone) == ("Anna <b>Smirnova</b>", "Australia/Lord_Howe")


async def test_joining_can_be_left_and_taken_up_again(telegram: Telegram, bot: Program, olga: Someone) -> None:
    anna, link = telegram.person("Anna", "en"), await link_for(telegram, olga)
    await anna.send(link)
    await anna.tap("That is right")
    await anna.sees("Which course")
    await anna.send("/lesson")
    await anna.sees("You are on no course")
    await join(anna, link)


async def test_a_link_for_one_is_used_up_by_one(telegram: Telegram, bot: Program, olga: Someone) -> None:
    anna, eve = telegram.person("Anna", "en"), telegram.person("Eve", "en")
    link = await link_for(telegram, olga)
    await join(anna, link)
    await eve.send(link)
    await eve.sees("has been used or has expired")
    assert await enrollment_of(bot, eve) is None
    await anna.send(link)
    await anna.sees("has been used or has expired")


async def test_a_link_for_ten_lets_ten_in(telegram: Telegram, bot: Program, olga: Someone) -> None:
    link = await link_for(telegram, olga, people="10 people, 14 days")
    for number in range(11):
        someone = telegram.person(f"Person {number}", "en")
        await someone.send(link)
        await someone.sees("You are joining" if number < 10 else "has been used or has expired")


async def test_an_expired_link_is_refused(telegram: Telegram, bot: Program, clock: MovableClock, olga: Someone) -> None:
    anna, link = telegram.person("Anna", "en"), await link_for(telegram, olga)
    clock.move(days=7, seconds=1)
    await anna.send(link)
    await anna.sees("has been used or has expired")


async def test_a_link_of_another_unit_is_refused_and_not_used_up(
    telegram: Telegram, bot: Program, olga: Someone
) -> None:
    anna, boris = telegram.person("Anna", "en"), telegram.person("Boris", "en")
    await join(anna, await link_for(telegram, olga))
    south = await link_for(telegram, olga, unit="South branch")
    await anna.send(south)
    await anna.sees("This link is for another unit")
    await boris.send(south)
    await boris.sees("South branch")


@pytest.mark.parametrize("data", ["nj:h:8", "nj:h:19", "nj:h:x", "nj:h:", "nj:h:²"])
async def test_a_forged_hour_is_refused(telegram: Telegram, bot: Program, olga: Someone, data: str) -> None:
    anna = telegram.person("Anna", "en")
    await anna.send(await link_for(telegram, olga))
    await anna.sees("You are joining")
    await anna.tap_data(data)
    await anna.sees_toast("from 9 to 18")


@pytest.mark.parametrize("data", ["nj:c:nonsense", "nj:z:99", "nj:z:-1", "nj:q:1"])
async def test_other_forged_steps_break_nothing(telegram: Telegram, bot: Program, olga: Someone, data: str) -> None:
    anna = telegram.person("Anna", "en")
    await anna.send(await link_for(telegram, olga))
    await anna.sees("You are joining")
    shown = len(anna.messages), anna.last.text
    await anna.tap_data(data)
    await anna.sees_change(shown)


async def test_to_a_citizen_the_staffs_commands_and_buttons_do_not_exist(telegram: Telegram, bot: Program) -> None:
    telegram.person("Ольга", "en")
    tom = telegram.person("Tom", "en")
    for command in ("lesson", "progress", "practice", "glossary", "tools", "settings", "team", "invite", "preview"):
        await tom.send(f"/{command}")
    await tom.sees_messages(9)
    assert {message.text for message in tom.messages} == {"There is no such command. What I can do: /help"}
    for data in (
        "nc:client",
        "na:1:0",
        "nr",
        "nd:client",
        "ns:X:0",
        "nj:n:",
        "ni:1",
        "nk:1:10:10",
        "vt:1:0",
        "vp:gemba:en",
    ):
        toasts = len(tom.person.toasts)
        await tom.tap_data(data)
        await tom.sees_change((len(tom.messages), tom.last.text))
        assert "out of date" in tom.person.toasts[toasts].text


async def test_the_menu_of_staff_has_their_commands(telegram: Telegram, bot: Program, olga: Someone) -> None:
    anna = telegram.person("Anna", "en")
    await join(anna, await link_for(telegram, olga))
    await telegram.settled()
    await bot.replies.idle()
    names = [command["command"] for command in telegram.world.commands_for(anna.person)]
    assert {"lesson", "progress", "settings"} <= set(names)
    assert "team" not in names
