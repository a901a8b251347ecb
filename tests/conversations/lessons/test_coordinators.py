"""The coordinator's view: who is on course, numbers of large groups only, previews; and the bridge from surveys."""

from datetime import date
from itertools import count

import pytest
from sqlalchemy import Connection, insert

from bot.composition import Program
from bot.sandbox.client import Someone, Telegram
from storage import enrollments, organisation, people, practice, roles
from storage.tables import answers as answers_table
from storage.tables import checks as checks_table
from storage.tables import responses as responses_table
from surveys import releasing
from surveys.versions import Versions
from tests.conversations.clock import MovableClock
from tests.conversations.lessons.course import join, link_for, next_day

ids = count(1)


def staff(connection: Connection, count: int, right: int) -> None:
    """So many people of the north branch, who have all had and answered the first lesson."""
    unit_id = organisation.staffed_units(connection)[0].id
    for number in range(count):
        person = people.meet(connection, 9000 + number, "en")
        values = {
            "shown_name": f"Member {number:02}",
            "state": "finished" if number == 0 else "paused" if number == 1 else "active",
            "course": "standard",
            "position": 1,
            "hour": 10,
            "days_off": "",
            "ignored": 0,
            "joined_on": MovableClock().now.date(),
        }
        enrollments.begin(connection, person.id, unit_id, values)
        enrollment = enrollments.of(connection, person.id)
        assert enrollment is not None
        is_right = number < right
        row = {"enrollment_id": enrollment.id, "lesson": "client", "kind": "first", "local_date": enrollment.joined_on}
        answered = {"answered_on": enrollment.joined_on, "option": 2 if is_right else 0, "is_right": is_right}
        connection.execute(insert(checks_table), {**row, **answered})
        practice.report(connection, enrollment.id, "client", enrollment.joined_on, "a secret line")


async def show_team(olga: Someone) -> str:
    await olga.send("/team")
    await olga.tap("North branch")
    return (await olga.sees("Learning: North branch")).text


async def test_before_anybody_joins_there_is_nobody(telegram: Telegram, bot: Program, olga: Someone) -> None:
    assert "Nobody has joined yet" in await show_team(olga)


@pytest.mark.parametrize("count", [9, 10])
async def test_names_are_shown_and_numbers_from_ten_people_on(bot: Program, olga: Someone, count: int) -> None:
    await bot.ground.database.run(staff, count, 7)
    text = await show_team(olga)
    assert f"Started: {count}" in text
    assert "Paused (1): Member 01" in text
    assert "Finished (1): Member 00" in text
    assert ("fewer than 10 people answered about: 1" in text) == (count < 10)
    assert ("By lesson →" in olga.last.labels) == (count >= 10)
    if count >= 10:
        await olga.tap("By lesson →")
        message = await olga.sees("Client\nremembered: 70 % [40; 89], answers: 10")
        assert "tried by 10 people" in message.text
    assert not any("secret" in message.text for message in olga.messages)


async def test_the_eleventh_answer_changes_nothing_that_is_shown(bot: Program, olga: Someone) -> None:
    await bot.ground.database.run(staff, 13, 7)
    await show_team(olga)
    await olga.tap("By lesson →")
    await olga.sees("remembered: 70 % [40; 89], answers: 10")


async def test_a_coordinator_of_one_unit_sees_no_other(telegram: Telegram, bot: Program) -> None:
    telegram.person("Ольга", "en")
    ivan = telegram.person("Ivan", "en")
    await ivan.send("/help")
    await ivan.sees("/rate")

    def limit(connection: Connection) -> tuple[int, int]:
        person = people.find(connection, ivan.id)
        north, south, *_ = organisation.staffed_units(connection)
        assert person is not None
        roles.give(connection, person.id, "coordinator", south.id)
        return north.id, south.id

    north, south = await bot.ground.database.run(limit)
    await ivan.send("/team")
    await ivan.sees("Learning: South branch")
    await ivan.send("/invite")
    await ivan.sees("South branch: for how many people")
    for data in (f"vt:{north}:0", "vt:999:0", f"ni:{north}", f"nk:{north}:10:10"):
        notes = len(ivan.person.toasts)
        await ivan.tap_data(data)
        await ivan.sees_change((len(ivan.messages), ivan.last.text))
        assert "no such unit" in ivan.person.toasts[notes].text
    await ivan.tap_data(f"vt:{south}:7")
    await ivan.sees("Learning: South branch")


async def test_authors_see_how_good_the_questions_are(bot: Program, olga: Someone) -> None:
    await bot.ground.database.run(staff, 12, 4)
    await olga.send("/team")
    await olga.tap("Questions: for authors")
    message = await olga.sees("Check questions")
    assert message.text.index("⚠ Client") < message.text.index("too few answers")
    assert "right 40 %, answers: 10\n1: 60 % · 2: 0 % · 3: 40 % · 4: 0 % · not sure: 0 %" in message.text
    await olga.tap("→")
    await olga.sees("Check questions")


async def test_a_lesson_is_previewed_in_both_languages(bot: Program, olga: Someone) -> None:
    await olga.send("/preview gemba")
    message = await olga.sees("Code: gemba")
    assert "✓ Ask why, and write it down" in message.text
    await olga.tap("Русский")
    await olga.sees("✓ Спросить, почему так, и записать")
    await olga.tap("All tools")
    await olga.sees("Which lesson")
    await olga.tap("→")
    await olga.tap_data("vp:nonsense:en")
    await olga.sees_toast("no such lesson")


async def test_what_citizens_name_as_an_obstacle_is_what_the_unit_learns_next(
    telegram: Telegram, bot: Program, clock: MovableClock, olga: Someone, anna: Someone
) -> None:
    boris = telegram.person("Boris", "en")
    await join(boris, await link_for(telegram, olga, unit="South branch"))
    day = clock.now.date()
    await bot.ground.database.run(dissatisfied, "north-certificates", day, 30, "humanity")
    await bot.ground.database.run(dissatisfied, "south-documents", day, 60, "other")
    await next_day(bot, clock)
    message = await anna.sees("Why this lesson")
    assert "100 % of the people who answered about us said that how they were treated got in the way" in message.text
    # Four weeks before Tuesday 8 September is a Tuesday; its week is released as a whole.
    assert "elsewhere it was 0 %. Answers: 30, 10 Aug\u2009–\u20098 Sept 2026." in message.text
    assert "Walk in the client's shoes" in message.text
    assert not any("how they were treated" in each.text for each in boris.messages)
    seen = len(anna.messages)
    await anna.send("/lesson")
    await anna.sees_messages(seen + 1)
    assert "Why this lesson" in anna.last.text
    await next_day(bot, clock)
    await anna.sees("Rule 2")


async def test_a_difference_that_may_be_chance_suggests_nothing(
    bot: Program, clock: MovableClock, anna: Someone
) -> None:
    day = clock.now.date()
    for point in ("north-certificates", "south-documents"):
        for driver in ("humanity", "ease"):
            await bot.ground.database.run(dissatisfied, point, day, 15, driver)
    # Nine answers are too few to be shown, however bad.
    await bot.ground.database.run(dissatisfied, "hotline", day, 9, "place")
    await next_day(bot, clock)
    await anna.sees("Walk in the client's shoes")
    assert "Why this lesson" not in anna.last.text


def dissatisfied(connection: Connection, code: str, day: date, n: int, driver: str) -> None:
    """So many responses of people who name the driver after a bad score."""
    touchpoint = organisation.touchpoint(connection, code)
    assert touchpoint is not None
    versions = Versions()
    version_id, _ = versions.newest(connection, touchpoint.survey)
    for _ in range(n):
        response_id = next(ids)
        values = {"id": response_id, "survey_version_id": version_id, "touchpoint_id": touchpoint.id}
        connection.execute(insert(responses_table), {**values, "state": "complete", "local_date": day})
        for question, value, options in (("satisfaction", 1, None), ("drivers", None, [driver])):
            row = {"response_id": response_id, "question": question, "state": "answered"}
            connection.execute(insert(answers_table), {**row, "number": value, "options": options})
        releasing.count_in(connection, versions, response_id)
