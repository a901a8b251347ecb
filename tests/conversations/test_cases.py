"""Who was dissatisfied may ask for an answer; a coordinator gives it without learning who it is."""

import pytest
from sqlalchemy import Connection, Table, select

from bot.composition import Program
from bot.sandbox.client import Someone, Telegram
from storage import roles
from storage.tables import case_offers, case_seals, cases, outbox, people
from tests.conversations.clock import MovableClock
from tests.conversations.complaining import ask_for_an_answer, complain, open_case


@pytest.fixture
def tom(olga: Someone, telegram: Telegram) -> Someone:
    return telegram.person("Tom", language="en")


async def test_a_citizen_gets_an_answer_and_stays_unknown(
    telegram: Telegram, bot: Program, olga: Someone, tom: Someone
) -> None:
    await ask_for_an_answer(tom)
    await open_case(olga)
    shown = await olga.sees("Waited two hours, call me at [phone hidden]")
    assert not any(sign in shown.text for sign in (str(tom.id), "Tom", "916"))
    await olga.tap("Answer")
    await olga.sees("Write the answer in one message")
    await olga.send("We have opened one more window. <Sorry>")
    await olga.sees("Send this to the citizen?")
    await olga.tap("Send")
    await olga.sees("Answer: We have opened one more window. <Sorry>")
    await bot.heartbeat.beat()
    await tom.sees("We have opened one more window. <Sorry>")
    await tom.tap("Write more")
    await tom.send("Thank you, that helps")
    await tom.sees("Passed on")
    await open_case(olga)
    await olga.sees("Thank you, that helps")
    await olga.tap("Close the case")
    await olga.sees("no open cases")
    await bot.heartbeat.beat()
    await tom.sees("The link to you is erased")
    # Nothing that is left leads from the case to the person.
    assert await count(bot, case_seals, outbox) == 0
    assert await count(bot, cases) == 1


async def test_a_satisfied_citizen_is_offered_nothing(telegram: Telegram, bot: Program, tom: Someone) -> None:
    await complain(tom, resolved="Yes", effort="7")
    assert "I would like an answer" not in tom.last.labels
    assert await count(bot, case_offers) == 0


async def test_without_a_comment_the_bot_asks_what_happened(
    telegram: Telegram, bot: Program, olga: Someone, tom: Someone
) -> None:
    await complain(tom, comment=None)
    await tom.tap("I would like an answer")
    await tom.sees("Write in one message what happened")
    await olga.send("/cases")
    await olga.sees("no open cases")
    await tom.send("Nobody answered the phone")
    await tom.sees("Passed on")
    await open_case(olga)
    await olga.sees("Nobody answered the phone")


async def test_an_offer_is_taken_once_and_for_a_day(
    telegram: Telegram, bot: Program, clock: MovableClock, olga: Someone, tom: Someone
) -> None:
    await complain(tom)
    data, message = tom.data_of("I would like an answer"), tom.last
    await tom.tap_data(data, message)
    await tom.sees("the link to you is sealed")
    await tom.tap_data(data, message)
    await tom.sees_toast("out of date")
    eve = telegram.person("Eve", language="en")
    await complain(eve)
    clock.move(days=1, seconds=1)
    await bot.heartbeat.beat()
    await eve.tap("I would like an answer")
    await eve.sees_toast("out of date")
    assert await count(bot, cases) == 1


@pytest.mark.parametrize("data", ["xo:", "xo:abc", "xo:" + "A" * 22, "xc:1:w", "xc:-1:d", "xs:1:s", "xl:x"])
async def test_a_forged_button_opens_nothing(telegram: Telegram, bot: Program, tom: Someone, data: str) -> None:
    await tom.tap_data(data)
    await telegram.settled()
    await tom.sees_toast("")
    assert await count(bot, cases) == 0


async def test_a_case_of_another_is_out_of_reach(telegram: Telegram, bot: Program, olga: Someone, tom: Someone) -> None:
    await ask_for_an_answer(tom)
    withdraw = tom.data_of("I need no answer any more")
    eve = telegram.person("Eve", language="en")
    for data in (withdraw, withdraw.removesuffix("d") + "w"):
        await eve.tap_data(data)
        await eve.sees_toast("There is no such open case")
    await olga.send("/cases")
    await olga.sees("1 open case")


async def test_a_coordinator_of_other_units_finds_no_case(
    telegram: Telegram, bot: Program, clock: MovableClock, olga: Someone, tom: Someone
) -> None:
    south, north = telegram.person("Юг", language="en"), telegram.person("Север", language="en")
    for someone, unit_id in ((south, 2), (north, 1)):
        token = await bot.ground.database.run(roles.invite, "coordinator", clock(), unit_id)
        await someone.send(f"/start r_{token}")
        await someone.sees("coordinator")
    await ask_for_an_answer(tom)
    await bot.heartbeat.beat()
    await north.sees("Citizens are waiting for an answer")
    await open_case(north)
    await north.sees("Waited two hours")
    await south.send("/cases")
    await south.sees("no open cases")
    for act in "sryc":
        await south.tap_data(north.data_of("Answer").removesuffix("r") + act)
        await telegram.settled()
    assert len(south.messages) == 2
    await north.send("/cases")
    await north.sees("1 open case")


async def test_a_command_takes_back_the_reply_that_was_begun(
    telegram: Telegram, bot: Program, olga: Someone, tom: Someone
) -> None:
    await ask_for_an_answer(tom)
    await open_case(olga)
    await olga.tap("Answer")
    await olga.sees("Write the answer")
    await olga.send("/help")
    await olga.sees("/cases")
    await olga.send("certificates")
    await olga.sees("This is what I found")


async def test_a_survey_gone_on_with_takes_the_text_that_a_case_had_asked_for(
    telegram: Telegram, bot: Program, clock: MovableClock, olga: Someone, tom: Someone
) -> None:
    await complain(tom, comment=None)
    await tom.tap("I would like an answer")
    await tom.sees("Write in one message what happened")
    clock.move(seconds=1)
    # The words are the comment of this survey; the case gets none.
    await complain(tom, resolved="Yes", effort="7", comment="All went well")
    await olga.send("/cases")
    await olga.sees("no open cases")


async def test_a_reply_is_sent_once_however_often_it_is_tapped(
    telegram: Telegram, bot: Program, olga: Someone, tom: Someone
) -> None:
    await ask_for_an_answer(tom)
    await open_case(olga)
    await olga.tap("Answer")
    await olga.send("Sorry!")
    await olga.sees("Send this to the citizen?")
    message, data = olga.last, olga.data_of("Send")
    for _ in range(3):
        await olga.tap_data(data, message)
    await olga.sees("Answer: Sorry!")
    await telegram.settled()
    await bot.heartbeat.beat()
    await tom.sees("Sorry!")
    assert sum("Sorry!" in each.text for each in tom.messages) == 1


async def test_a_case_nobody_answered_in_its_time_is_closed_and_the_citizen_hears_of_it(
    telegram: Telegram, bot: Program, clock: MovableClock, olga: Someone, tom: Someone
) -> None:
    await ask_for_an_answer(tom)
    clock.move(days=91)
    await bot.heartbeat.beat()
    await bot.heartbeat.beat()
    await tom.sees("The time of your matter is over")
    assert await count(bot, case_seals) == 0


async def test_stop_and_forget_end_a_case(telegram: Telegram, bot: Program, olga: Someone, tom: Someone) -> None:
    eve = telegram.person("Eve", language="en")
    for someone in (tom, eve):
        await ask_for_an_answer(someone)
    await tom.send("/stop")
    await tom.sees("won't write to you first")
    assert await count(bot, case_seals) == 1
    await eve.send("/mydata")
    await eve.sees("Certificates and extracts, since 24 November 2026")
    await eve.send("/forget")
    await eve.tap("Erase")
    await eve.sees("1 case with what was written in it")
    assert await count(bot, case_seals) == 0
    assert await count(bot, people) == 1
    await olga.send("/cases")
    await olga.sees("no open cases")


async def test_who_stopped_before_gets_the_answer_they_asked_for(
    telegram: Telegram, bot: Program, olga: Someone, tom: Someone
) -> None:
    await complain(tom)
    data, message = tom.data_of("I would like an answer"), tom.last
    await tom.send("/stop")
    await tom.sees("won't write")
    await tom.tap_data(data, message)
    await telegram.settled()
    await open_case(olga)
    await olga.tap("Answer")
    await olga.send("Here it is")
    await olga.tap("Send")
    await olga.sees("Answer: Here it is")
    await bot.heartbeat.beat()
    await tom.sees("Here it is")


async def count(bot: Program, *tables: Table) -> int:
    def counted(connection: Connection) -> int:
        return sum(len(connection.execute(select(table)).all()) for table in tables)

    return await bot.ground.database.read(counted)
