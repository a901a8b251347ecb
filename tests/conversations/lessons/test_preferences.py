"""/settings: every change is confirmed with the hour, the zone and the next message; bad input is refused."""

import pytest

from bot.composition import Program
from bot.sandbox.client import Someone, Telegram
from storage import enrollments, people
from tests.conversations.clock import MovableClock
from tests.conversations.lessons.course import go_to, next_day


async def test_another_hour_and_zone(bot: Program, clock: MovableClock, anna: Someone) -> None:
    await anna.send("/settings")
    await anna.sees("Lessons: on working days at 10:00, Moscow")
    await anna.tap("Hour")
    await anna.tap("17:00")
    await anna.sees("Next message: Tuesday 8 September at 17:00, Moscow")
    await anna.tap("Time zone")
    await anna.tap("Omsk")
    await anna.sees("Next message: Tuesday 8 September at 17:00, Omsk")
    await anna.tap("Time zone")
    await anna.tap("Another city")
    await anna.sees("Write your city")
    await anna.send("Nowhere")
    await anna.sees("No such time zone")
    await anna.send("Екатеринбург")
    await anna.sees("17:00, Yekaterinburg")
    await anna.tap("Time zone")
    await anna.tap("Another city")
    await anna.send("mosco")
    await anna.sees("Did you mean Moscow (Europe/Moscow)?")
    await anna.tap("Yes, Moscow")
    await anna.sees("17:00, Moscow")
    await anna.tap("Time zone")
    await anna.tap("Another city")
    await anna.send("Asia/Kolkata")
    await anna.sees("17:00, Kolkata")


async def test_a_forged_zone_is_refused(bot: Program, anna: Someone) -> None:
    await anna.tap_data("ng:Europe/Narnia")
    await anna.sees_toast("No such time zone")


@pytest.mark.parametrize("data", ["ns:H:8", "ns:H:19", "ns:H:0"])
async def test_an_hour_outside_is_refused(bot: Program, anna: Someone, data: str) -> None:
    await anna.tap_data(data)
    await anna.sees_toast("from 9 to 18")


async def test_a_zone_to_the_east_gives_no_second_lesson_on_the_same_date(
    bot: Program, clock: MovableClock, anna: Someone
) -> None:
    await next_day(bot, clock)
    await anna.sees("Walk in the client's shoes")
    await anna.tap("👍")
    await anna.sees_toast("noted")
    seen = len(anna.messages)
    for number, zone in enumerate(("Kaliningrad", "Kamchatka", "Moscow"), 1):
        await anna.send("/settings")
        await anna.sees_messages(seen + number)
        await anna.tap("Time zone")
        await anna.tap(zone)
        await anna.sees(zone)
        for hour in (10.5, 13, 15, 18):
            go_to(clock, hour)
            await bot.heartbeat.beat()
    assert len(anna.messages) == seen + 3


async def test_days_of_the_week_without_lessons(bot: Program, clock: MovableClock, anna: Someone) -> None:
    await anna.send("/settings")
    await anna.tap("Weekdays")
    await anna.tap("Tue")
    await anna.tap("Wed")
    await anna.tap("← Settings")
    await anna.sees("Next message: Thursday 10 September")
    for day in (1, 4):
        await anna.tap_data(f"ns:D:{day}")
    await anna.tap_data("ns:D:5")
    await anna.sees_toast("At least one day")


async def test_a_pause_until_a_day_and_one_in_the_past(bot: Program, clock: MovableClock, anna: Someone) -> None:
    await anna.send("/settings")
    await anna.tap("Pause until a date")
    await anna.sees("Pause until when")
    await anna.send("06.09.2026")
    await anna.sees("is over already")
    await anna.send("soon")
    await anna.sees("can't read this date")
    await anna.send("17.09")
    message = await anna.sees("Next message: Thursday 17 September")
    assert "Away: 7 Sept 2026 – 16 Sept 2026" in message.text or "Away: 7 Sep 2026 – 16 Sep 2026" in message.text
    await next_day(bot, clock)
    await anna.sees("Next message")
    await anna.tap("Go on")
    await anna.sees("in a minute or two")


async def test_a_vacation_brings_nothing_and_loses_nothing(bot: Program, clock: MovableClock, anna: Someone) -> None:
    await anna.send("/settings")
    await anna.tap("Vacation")
    await anna.send("08.09")
    await anna.sees("can't read this date")
    await anna.send("8.09 - 14.09")
    await anna.sees("Next message: Tuesday 15 September")
    seen = len(anna.messages)
    for _ in range(7):
        await next_day(bot, clock)
    assert len(anna.messages) == seen
    await next_day(bot, clock)
    await anna.sees("Walk in the client's shoes")


async def test_a_pause_lasts_until_the_persons_word(bot: Program, clock: MovableClock, anna: Someone) -> None:
    await anna.send("/settings")
    await anna.tap("Pause")
    await anna.sees("paused until you press")
    seen = len(anna.messages)
    await next_day(bot, clock, days=30)
    assert len(anna.messages) == seen
    await anna.tap("Go on")
    await anna.sees("in a minute or two")
    await bot.heartbeat.beat()
    clock.move(minutes=1)
    await bot.heartbeat.beat()
    await anna.sees("Walk in the client's shoes")


async def test_another_name_another_language_and_leaving(
    telegram: Telegram, bot: Program, clock: MovableClock, anna: Someone
) -> None:
    await anna.send("/settings")
    await anna.tap("Name")
    await anna.send("Anna Smirnova")
    await anna.sees("Name: Anna Smirnova")
    await anna.tap("Language")
    await anna.tap("Русский")
    await anna.sees("по-русски")
    await anna.send("/settings")
    await anna.tap("Покинуть курс")
    await anna.sees("будет стёрто")
    await anna.tap("Покинуть и стереть")
    await anna.sees("Вы покинули курс")
    await anna.send("/lesson")
    await anna.sees("Такой команды нет")
    person = await bot.ground.database.read(people.find, anna.id)
    assert person is not None
    assert await bot.ground.database.read(enrollments.of, person.id) is None
    seen = len(anna.messages)
    await next_day(bot, clock)
    assert len(anna.messages) == seen
