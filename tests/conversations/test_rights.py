"""What a person may know, change and erase; how they like to read; what is for colleagues only."""

import pytest

from bot.composition import Program
from bot.sandbox.client import Someone, Telegram
from storage import contacts, organisation, people, roles
from surveys.contact_rules import ContactRules
from surveys.retention import Retention
from tests.conversations.clock import MovableClock
from tests.conversations.hurrying import given, to_comment

POINT = "/start p_north-certificates"


async def test_privacy_names_the_organisations_own_terms(telegram: Telegram, bot: Program) -> None:
    kept = Retention(comments=21, people=400)
    await bot.ground.database.run(organisation.keep_rules, approval=False, retention=kept.model_dump())
    tom, anna = telegram.person("Tom", language="en"), telegram.person("Анна")
    await tom.send("/privacy")
    await tom.sees("Texts of comments: 21 days")
    await anna.send("/privacy")
    await anna.sees("Тексты комментариев: 21 день")


async def test_privacy_names_how_long_reactions_are_remembered(telegram: Telegram, bot: Program) -> None:
    rules = ContactRules.model_validate({"cooldowns": {"completed": {"any": 16, "this": 52}}})
    await bot.ground.database.run(contacts.keep_rules, rules.model_dump(mode="json"))
    tom, anna = telegram.person("Tom", language="en"), telegram.person("Анна")
    await tom.send("/privacy")
    await tom.sees("erased 52 weeks after that week")
    await anna.send("/privacy")
    await anna.sees("Через 52 недели после этой недели запись стирается")


async def test_forget_gives_a_receipt(telegram: Telegram, bot: Program) -> None:
    tom = telegram.person("Tom", language="en")
    await tom.send(POINT)
    await tom.tap("Yes")
    await tom.sees("2 of 5")
    await tom.send("/forget")
    await tom.tap("Erase")
    receipt = await tom.sees("Receipt: erased 24 Nov 2026, 12:00")
    erased = [line for line in receipt.text.splitlines() if line.startswith("•")]
    assert erased == ["• chat number, language and settings", "• 1 unfinished answer"]
    assert await bot.ground.database.read(people.find, tom.id) is None


async def test_what_is_remembered_of_a_person_is_shown_and_named_in_the_receipt(
    telegram: Telegram, bot: Program
) -> None:
    olga = telegram.person("Ольга", language="en")
    await olga.send(POINT)
    await finish(olga)
    await olga.send("/comments")
    await olga.sees("Fewer than 10 answers can be shown")
    await olga.send("/mydata")
    shown = await olga.sees("Of 1 survey the week of your last reaction is kept")
    assert "1 choice of comments that you opened is kept" in shown.text
    await olga.send("/forget")
    await olga.tap("Erase")
    receipt = await olga.sees("• the week of your last reaction to 1 survey")
    assert "• 1 choice of comments" in receipt.text


async def test_my_data_knows_the_week_and_nothing_finer(telegram: Telegram, bot: Program) -> None:
    tom = telegram.person("Tom", language="en")
    await tom.send("/mydata")
    # 24 November 2026 is a Tuesday.
    await tom.sees("the week that ends on 29 November 2026")


async def test_personal_data_in_a_comment_is_masked_before_it_is_stored(telegram: Telegram, bot: Program) -> None:
    anna = telegram.person("Анна")
    await to_comment(anna)
    await anna.send("Позвоните мне: 8 (916) 123-45-67, паспорт 4509 123456")
    await anna.sees("мы скрыли и не сохранили")
    assert (await given(bot))["comment"] == "Позвоните мне: [телефон скрыт], паспорт [паспорт скрыт]"


async def test_easy_reading_puts_one_option_a_row_and_words_beside_numbers(telegram: Telegram, bot: Program) -> None:
    tom = telegram.person("Tom", language="en")
    await tom.send("/language")
    await tom.tap("Large and simple")
    await tom.sees("texts are simpler")
    await tom.send(POINT)
    shown = await tom.sees("Please answer the questions")
    assert all(len(row) == 1 for row in shown.keyboard)
    await tom.tap("Yes")
    shown = await tom.sees("2 of 5")
    assert shown.buttons == [
        *(["1 — strongly disagree"], ["2 — disagree"], ["3 — rather disagree"], ["4 — neither"]),
        *(["5 — rather agree"], ["6 — agree"], ["7 — strongly agree"], ["← Back"]),
    ]
    await tom.tap("5 — rather agree")
    await tom.sees("3 of 5")
    await tom.tap("← Back")
    assert "✓ 5 — rather agree" in (await tom.sees("2 of 5")).labels
    await tom.send("/mydata")
    await tom.sees("You read large and simple")
    await tom.send("/language")
    await tom.sees("Which language")
    await tom.tap("The usual way")
    await tom.sees("Back to the usual way")
    await tom.send("/start")
    await tom.tap("Go on with my answer")
    shown = await tom.sees("2 of 5")
    assert max(len(row) for row in shown.keyboard) == 7


@pytest.mark.parametrize("way", ["/start p_personnel", "t:personnel"])
async def test_to_a_citizen_internal_services_do_not_exist(telegram: Telegram, bot: Program, way: str) -> None:
    telegram.person("Ольга")
    tom = telegram.person("Tom", language="en")
    await tom.send("/rate")
    await tom.tap("Head office")
    assert "Hotline · phone" in (await tom.sees("Choose a service")).labels
    assert not any("Personnel" in label for label in tom.last.labels)
    await tom.send("personnel")
    await tom.sees("Nothing found")
    if way.startswith("/"):
        await tom.send(way)
        await tom.sees("no such service point")
    else:
        await tom.tap_data(way)
        await tom.sees_toast("no such service point")


async def test_a_colleague_rates_an_internal_service_in_the_same_flow(
    telegram: Telegram, bot: Program, clock: MovableClock
) -> None:
    olga, ivan = telegram.person("Ольга", language="en"), telegram.person("Иван", language="en")
    token = await bot.ground.database.run(roles.invite, "coordinator", clock(), 1)
    await ivan.send(f"/start r_{token}")
    await ivan.sees("coordinator")
    await ivan.send("/rate")
    await ivan.tap("Head office")
    await ivan.tap("Personnel department · internal service")
    await ivan.sees("You asked colleagues in another department")
    await finish(ivan)
    await olga.send("/summary personnel")
    await olga.sees("Fewer than 10 answers")


async def test_the_audit_names_acts_of_office_and_no_citizen(telegram: Telegram, bot: Program) -> None:
    olga, ivan = telegram.person("Ольга", language="en"), telegram.person("Иван", language="en")
    await olga.send("/audit")
    await olga.sees("no entries yet")
    await olga.send("/coordinators")
    await olga.tap("Invite a coordinator")
    message = await olga.sees("Give this link")
    await ivan.send(f"/start {message.text.rpartition('?start=')[2]}")
    await ivan.sees("You are a coordinator now")
    await olga.send("/coordinators")
    await olga.tap("Withdraw the role from all")
    await olga.sees("0 coordinators")
    await olga.send("/audit")
    shown = (await olga.sees("Acts of office")).text
    lines = [line for line in shown.splitlines() if " · " in line]
    assert [line.split(" · ")[2].strip() for line in lines] == [
        "withdrew the role, people: 1",
        "accepted the role",
        "invited a coordinator",
    ]
    assert not any(sign in shown for sign in (str(ivan.id), "Иван", str(olga.id)))
    await ivan.send("/forget")
    await ivan.tap("Erase")
    await ivan.sees("is erased")
    await olga.send("/audit")
    await telegram.settled()
    await olga.sees("coordinator · accepted the role")


async def finish(person: Someone) -> None:
    await person.tap("Yes")
    await person.sees("2 of 5")
    await person.tap("7")
    await person.sees("3 of 5")
    await person.tap("Finish")
    await person.sees("already erased")
