"""Everything around the survey: finding it, languages, rights, mistakes, places where the bot is not at home."""

import pytest

from bot.composition import Program
from bot.sandbox.client import Someone, Telegram
from handlers.commands import ADMINISTRATORS, COORDINATORS, EVERYONE
from storage import jobs, people
from storage.people import Person
from surveys import rights


async def test_without_a_link_a_unit_and_a_point_are_chosen(telegram: Telegram, bot: Program) -> None:
    tom = telegram.person("Tom", language="en")
    await tom.send("/start")
    await tom.tap("North branch")
    await tom.sees("Choose a service")
    await tom.tap("← Back")
    await tom.tap("North branch")
    await tom.tap("Certificates and extracts · window")
    await tom.sees("1 of 5")


async def test_a_part_of_the_name_finds_the_point_in_either_language(telegram: Telegram, bot: Program) -> None:
    tom = telegram.person("Tom", language="en")
    await tom.send("СПРАВКИ")
    await tom.sees("This is what I found")
    await tom.send("<b>no such thing</b>")
    await tom.sees("Nothing found")


async def test_the_language_is_that_of_telegram_until_another_is_chosen(telegram: Telegram, bot: Program) -> None:
    jose = telegram.person("José", language="pt-br")
    await jose.send("/language")
    await jose.tap("English")
    await jose.sees("I write in English from now on")
    await jose.send("/help")
    await jose.sees("/rate — rate a service")


@pytest.mark.parametrize(
    ("link", "answer"),
    [
        ("p_nowhere", "no such service point"),
        ("p_", "no such service point"),
        ("i_token", "has been used or has expired"),
        ("r_token", "has been used or has expired"),
        ("x", "don't know this link"),
    ],
)
async def test_an_unknown_link_gets_a_calm_answer(telegram: Telegram, bot: Program, link: str, answer: str) -> None:
    tom = telegram.person("Tom", language="en")
    await tom.send(f"/start {link}")
    await tom.sees(answer)


async def test_whatever_becomes_of_a_link_the_person_is_known_and_written_to_again(
    telegram: Telegram, bot: Program
) -> None:
    tom = telegram.person("Tom", language="en")
    await tom.send("/start p_nowhere")
    await tom.sees("no such service point")
    await tom.send("/stop")
    await tom.sees("won't write to you first")
    await tom.send("/start p_nowhere")
    await tom.sees_messages(3)
    person = await known(bot, tom)
    assert (person.language, person.stopped) == ("en", False)


async def test_a_name_with_markup_and_direction_marks_breaks_nothing(telegram: Telegram, bot: Program) -> None:
    odd = telegram.person("<b>\u202eevE</b>", language="en")
    await odd.send("/start p_north-certificates")
    await odd.sees("1 of 5")


async def test_edited_messages_are_let_pass(telegram: Telegram, bot: Program) -> None:
    tom = telegram.person("Tom", language="en")
    await tom.send("/help")
    await tom.sees("/rate")
    await tom.edit("/start")
    await tom.send("/privacy")
    await tom.sees("What we store")
    assert len(tom.messages) == 2


async def test_in_a_group_the_bot_says_where_it_is_at_home(telegram: Telegram, bot: Program) -> None:
    tom = telegram.person("Tom", language="en")
    await tom.write_in_group("/start")
    await tom.write_in_group("hello")
    await tom.send("/help")
    await tom.sees("/rate")
    assert ["private messages only" in text for text in await said_in_the_group(telegram, bot)] == [True]


async def test_in_a_group_a_command_may_be_for_another_bot(telegram: Telegram, bot: Program) -> None:
    tom = telegram.person("Tom", language="en")
    user = {"id": tom.id, "is_bot": False, "first_name": "Tom", "language_code": "en"}
    # An administrator of a group reads everything there.
    message = {"message_id": 1, "date": 1, "chat": {"id": -1000, "type": "group", "title": "Neighbours"}, "from": user}
    for text in ("/start@another_bot now", f"/help@{telegram.world.username}"):
        telegram.world.updates.add("message", {**message, "text": text})
    await tom.send("/help")
    await tom.sees("/rate")
    assert len(await said_in_the_group(telegram, bot)) == 1


async def said_in_the_group(telegram: Telegram, bot: Program) -> list[str]:
    await bot.replies.idle()
    return [call.parameters["text"] for call in telegram.calls if call.parameters.get("chat_id") == -1000]


async def test_my_data_shows_the_unfinished_answer(telegram: Telegram, bot: Program) -> None:
    tom = telegram.person("Tom", language="en")
    await tom.send("/start p_north-certificates")
    await tom.tap("Yes")
    await tom.sees("2 of 5")
    await tom.send("/mydata")
    await tom.sees("Certificates and extracts: 1 answer")


async def test_my_data_shows_what_waits_and_what_could_not_be_processed(telegram: Telegram, bot: Program) -> None:
    tom = telegram.person("Tom", language="en")
    await tom.send("/help")
    await tom.sees("/rate")
    telegram.world.updates.add("message", {"chat": {"id": tom.id}, "text": "without a date"})
    person = await known(bot, tom)
    await bot.ground.database.run(jobs.put, person.id, "export", {}, bot.ground.clock())
    await tom.send("/mydata")
    message = await tom.sees("1 message or tap of yours that could not be processed")
    assert "1 request of yours is being worked on" in message.text


async def test_forget_erases_everything_that_leads_to_the_person(telegram: Telegram, bot: Program) -> None:
    tom = telegram.person("Tom", language="en")
    await tom.send("/start p_north-certificates")
    await tom.tap("Yes")
    await tom.sees("2 of 5")
    await tom.send("/forget")
    await tom.tap("Erase")
    await tom.sees("everything that was linked to you is erased")
    assert await bot.ground.database.read(people.find, tom.id) is None


async def test_stop_and_start_again(telegram: Telegram, bot: Program) -> None:
    tom = telegram.person("Tom", language="en")
    await tom.send("/stop")
    await tom.sees("won't write to you first")
    assert (await known(bot, tom)).stopped
    await tom.send("/start")
    await tom.sees("Hello!")
    assert not (await known(bot, tom)).stopped


async def test_a_block_makes_the_person_inactive_and_start_active_again(telegram: Telegram, bot: Program) -> None:
    tom = telegram.person("Tom", language="en")
    await tom.send("/start")
    await tom.sees("Hello!")
    await tom.block()
    await tom.unblock()
    await tom.block()
    await telegram.settled()
    assert not (await known(bot, tom)).active
    await tom.unblock()
    await tom.send("/start")
    await tom.sees_messages(2)
    assert (await known(bot, tom)).active


@pytest.mark.parametrize("command", [each.name for each in (*COORDINATORS, *ADMINISTRATORS)])
async def test_to_a_citizen_the_commands_of_others_do_not_exist(telegram: Telegram, bot: Program, command: str) -> None:
    telegram.person("Ольга")
    tom = telegram.person("Tom", language="en")
    for text in (f"/{command}", "/nonsense"):
        await tom.send(text)
    await tom.sees_messages(2)
    assert [message.text for message in tom.messages] == ["There is no such command. What I can do: /help"] * 2


@pytest.mark.parametrize("command", [each.name for each in (*EVERYONE, *COORDINATORS, *ADMINISTRATORS)])
@pytest.mark.parametrize("language", ["ru", "en"])
async def test_every_command_answers_the_administrator(
    telegram: Telegram, bot: Program, command: str, language: str
) -> None:
    olga = telegram.person("Ольга", language=language)
    await olga.send(f"/{command}")
    message = await olga.sees("")
    assert "no such command" not in message.text
    assert "Такой команды нет" not in message.text


async def test_start_gives_an_administrator_the_longer_menu(telegram: Telegram, bot: Program) -> None:
    olga = telegram.person("Ольга", language="en")
    await olga.send("/start")
    await olga.sees("Hello!")
    await bot.replies.idle()
    shown = [command["command"] for command in telegram.world.commands_for(olga.person)]
    assert shown == [each.name for each in (*EVERYONE, *COORDINATORS, *ADMINISTRATORS)]


async def test_a_coordinator_is_invited_once_and_sees_a_summary(telegram: Telegram, bot: Program) -> None:
    olga, ivan, eve = telegram.person("Ольга", "en"), telegram.person("Иван", "en"), telegram.person("Eve", "en")
    await olga.send("/coordinators")
    await olga.tap("Invite a coordinator")
    message = await olga.sees("Give this link to one person")
    payload = message.text.rpartition("?start=")[2]
    await ivan.send(f"/start {payload}")
    await ivan.sees("You are a coordinator now")
    await eve.send(f"/start {payload}")
    await eve.sees("has been used or has expired")
    await ivan.send("/summary certificates north")
    await ivan.sees("No data")
    await olga.send("/coordinators")
    await olga.tap("Withdraw the role from all")
    await olga.sees("0 coordinators")
    await ivan.send("/summary")
    await ivan.sees("There is no such command")


async def test_below_ten_answers_no_score_is_shown_and_from_ten_on_it_is(telegram: Telegram, bot: Program) -> None:
    olga = telegram.person("Ольга", language="en")
    citizens = [telegram.person(f"Citizen {number}", language="en") for number in range(10)]
    for citizen in citizens:
        if citizen is citizens[-1]:
            await olga.send("/summary certificates north")
            await olga.sees("Fewer than 10 answers")
        await citizen.send("/start p_north-certificates")
        await citizen.tap("Yes")
        await citizen.sees("2 of 5")
        await citizen.tap("6")
        await citizen.sees("3 of 5")
        await citizen.tap("Finish")
        await citizen.sees("already erased")
    await olga.send("/summary certificates north")
    await olga.sees_messages(2)
    assert "10 complete responses" in olga.last.text
    assert "100.0 % [72.2; 100.0], answers: 10" in olga.last.text
    assert "Few answers" in olga.last.text


async def test_a_poison_update_is_set_aside_and_the_rest_goes_on(telegram: Telegram, bot: Program) -> None:
    olga = telegram.person("Ольга", language="en")
    await olga.send("/help")
    await olga.sees("/summary")
    telegram.world.updates.add("message", {"message_id": "not a number", "chat": {"id": 777}})
    tom = telegram.person("Tom", language="en")
    await tom.send("/help")
    await tom.sees("/rate")
    await bot.heartbeat.beat()
    await olga.sees("1 update could not be processed")


async def test_what_is_stored_about_a_new_person_is_little(telegram: Telegram, bot: Program) -> None:
    tom = telegram.person("Tom", language="en")
    await tom.send("/help")
    await tom.sees("/rate")
    person = await bot.ground.database.read(people.find, tom.id)
    assert person is not None
    stored = await bot.ground.database.read(rights.stored_about, person)
    assert (list(stored.unfinished), list(stored.roles), stored.messages, stored.set_aside) == ([], [], 0, 0)


async def known(bot: Program, someone: Someone) -> Person:
    person = await bot.ground.database.read(people.find, someone.id)
    assert person is not None
    return person
