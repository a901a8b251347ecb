"""The page alone: what the local Telegram knows is what is shown, whoever the bot may be."""

import pytest
from playwright.async_api import expect

from bot.sandbox.world import World
from tests.browser.browsing import Visitor
from tests.browser.conftest import PIXEL, Bot, file

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_text_is_formatted_and_markup_of_people_is_text(visitor: Visitor, bot: Bot) -> None:
    await bot.says("<b>Bold</b> <i>slanted</i> <code>code</code> <tg-spoiler>secret</tg-spoiler>")
    await visitor.sees("Анна", "Bold")
    bubble = visitor.chat("Анна").get_by_role("article").last
    await expect(bubble.locator("b")).to_have_text("Bold")
    await bubble.get_by_text("secret").click()
    await expect(bubble.locator(".spoiler.seen")).to_be_visible()
    await visitor.write("Анна", "<img src=x onerror=alert(1)>")
    await visitor.sees("Анна", "<img src=x onerror=alert(1)>")


@pytest.mark.parametrize("key", ["Enter", "Space"])
async def test_a_spoiler_opens_by_the_keyboard(visitor: Visitor, bot: Bot, key: str) -> None:
    await bot.says("<tg-spoiler>secret</tg-spoiler>")
    await visitor.chat("Анна").get_by_role("button", name="secret").press(key)
    await expect(visitor.chat("Анна").locator(".spoiler.seen")).to_have_attribute("aria-expanded", "true")


async def test_the_role_of_somebody_new_is_called_a_label(visitor: Visitor) -> None:
    await expect(visitor.page.locator("[data-word=role_note]")).to_contain_text("only a label")


async def test_a_rich_message_is_shown_as_blocks(visitor: Visitor, bot: Bot) -> None:
    blocks = [
        {"type": "heading", "text": "A lesson", "size": 2},
        {"type": "paragraph", "text": ["Ask ", {"type": "bold", "text": "one"}, " question"]},
        {"type": "list", "items": [{"blocks": [{"type": "paragraph", "text": "first"}]}]},
        {
            "type": "table",
            "cells": [
                [{"text": "point", "is_header": True, "align": "left", "valign": "top"}],
                [{"text": "north", "align": "left", "valign": "top"}],
            ],
        },
        {"type": "details", "summary": "More", "blocks": [{"type": "paragraph", "text": "inside"}]},
    ]
    await bot.call("sendRichMessage", chat_id=bot.chat_id, rich_message={"blocks": blocks})
    rich = visitor.chat("Анна").locator(".rich")
    await expect(rich.get_by_role("heading", name="A lesson")).to_be_visible()
    await expect(rich.get_by_role("columnheader", name="point")).to_be_visible()
    await rich.get_by_text("More").click()
    await expect(rich.get_by_text("inside")).to_be_visible()


async def test_buttons_have_their_styles_and_an_edit_happens_in_place(visitor: Visitor, bot: Bot, world: World) -> None:
    keyboard = [[{"text": "Yes", "callback_data": "y", "style": "success"}, {"text": "No", "callback_data": "n"}]]
    sent = await bot.says("Was it settled?", reply_markup={"inline_keyboard": keyboard})
    yes = visitor.chat("Анна").get_by_role("button", name="Yes")
    await expect(yes).to_have_class("success")
    await yes.click()
    await bot.call("editMessageText", chat_id=bot.chat_id, message_id=sent["message_id"], text="Thank you")
    await visitor.sees("Анна", "Thank you")
    await expect(yes).to_have_count(0)
    await expect(visitor.chat("Анна").get_by_role("article")).to_have_count(1)
    assert [update["callback_query"]["data"] for update in world.updates.waiting] == ["y"]


async def test_the_answer_to_a_tap_is_a_note_and_an_alert_stays(visitor: Visitor, bot: Bot, world: World) -> None:
    await bot.says("?", reply_markup={"inline_keyboard": [[{"text": "Go", "callback_data": "g"}]]})
    for alert in (False, True):
        await visitor.tap("Анна", "Go")
        query = await tapped(world)
        await bot.call("answerCallbackQuery", callback_query_id=query, text=f"Noted {alert}", show_alert=alert)
    await expect(visitor.chat("Анна").get_by_text("Noted False")).to_be_visible()
    alert_box = visitor.chat("Анна").get_by_role("alertdialog")
    await expect(alert_box).to_contain_text("Noted True")
    await alert_box.get_by_role("button", name="OK").click()
    await expect(alert_box).to_have_count(0)


async def tapped(world: World) -> str:
    while not world.queries.waiting:
        await world.change()
    return next(iter(world.queries.waiting))


async def test_a_reply_keyboard_writes_and_goes_away(visitor: Visitor, bot: Bot, world: World) -> None:
    await bot.says(
        "Choose", reply_markup={"keyboard": [[{"text": "Morning"}], [{"text": "Phone", "request_contact": True}]]}
    )
    await visitor.tap("Анна", "Morning")
    await visitor.sees("Анна", "Morning")
    await visitor.tap("Анна", "Phone")
    await visitor.sees("Анна", "Contact")
    await bot.says("Thanks", reply_markup={"remove_keyboard": True})
    await expect(visitor.chat("Анна").get_by_role("button", name="Morning")).to_have_count(0)


async def test_a_vote_is_shown_and_taken_back(visitor: Visitor, bot: Bot, world: World) -> None:
    sent = await bot.call("sendPoll", chat_id=bot.chat_id, question="Windows?", options=["Morning", "Evening"])
    poll = visitor.chat("Анна").get_by_role("group", name="Windows?")
    await poll.get_by_role("button", name="Evening").click()
    await expect(poll.locator(".result.chosen")).to_contain_text("100%")
    await expect(poll.get_by_text("Votes: 1")).to_be_visible()
    await poll.get_by_role("button", name="Retract the vote").click()
    await expect(poll.get_by_role("button", name="Evening")).to_be_visible()
    await bot.call("stopPoll", chat_id=bot.chat_id, message_id=sent["message_id"])
    await expect(poll.get_by_text("Final results")).to_be_visible()
    await expect(poll.get_by_role("button")).to_have_count(0)
    votes = [each["poll"]["total_voter_count"] for each in world.updates.waiting if "poll" in each]
    assert votes == [1, 0]


async def test_several_options_are_ticked_and_sent_at_once(visitor: Visitor, bot: Bot, world: World) -> None:
    several = {"options": ["Morning", "Noon", "Evening"], "allows_multiple_answers": True, "is_anonymous": False}
    await bot.call("sendPoll", chat_id=bot.chat_id, question="Windows?", **several)
    poll = visitor.chat("Анна").get_by_role("group", name="Windows?")
    vote = poll.get_by_role("button", name="Vote")
    await expect(vote).to_be_disabled()
    await poll.get_by_label("Morning").check()
    await poll.get_by_label("Evening").check()
    await vote.click()
    await expect(poll.locator(".result.chosen")).to_have_count(2)
    assert world.updates.waiting[-1]["poll_answer"]["option_ids"] == [0, 2]


async def test_a_quiz_says_what_was_right(visitor: Visitor, bot: Bot) -> None:
    quiz = {"options": ["A report", "The place of work"], "type": "quiz", "correct_option_ids": [1]}
    await bot.call("sendPoll", chat_id=bot.chat_id, question="Gemba?", explanation="Where value is made", **quiz)
    poll = visitor.chat("Анна").get_by_role("group", name="Gemba?")
    await expect(poll.get_by_text("Where value is made")).to_have_count(0)
    await poll.get_by_role("button", name="A report").click()
    await expect(poll.get_by_role("img", name="wrong")).to_be_visible()
    await expect(poll.get_by_role("img", name="right")).to_be_visible()
    await expect(poll.get_by_text("Where value is made")).to_be_visible()
    await expect(poll.get_by_role("button")).to_have_count(0)


async def test_people_are_chosen_for_a_button_no_more_than_it_takes(visitor: Visitor, bot: Bot, world: World) -> None:
    world.add_person("Ольга", "ru", "coordinator")
    request = {"request_id": 1, "max_quantity": 2}
    await bot.says("Who?", reply_markup={"keyboard": [[{"text": "Choose staff", "request_users": request}]]})
    await visitor.tap("Анна", "Choose staff")
    dialog = visitor.page.get_by_role("dialog", name="Choose staff")
    await expect(dialog.get_by_role("button", name="Share")).to_be_disabled()
    for name in ("Tom", "Ольга"):
        await dialog.get_by_role("checkbox", name=name).check()
    await expect(dialog.get_by_role("checkbox", name="Анна")).to_be_disabled()
    await dialog.get_by_role("button", name="Share").click()
    await visitor.sees("Анна", "People: Tom, Ольга")
    assert world.updates.waiting[-1]["message"]["users_shared"]["user_ids"] == [502, 503]


async def test_one_person_is_chosen_where_one_is_asked_for_and_buttons_for_one_time_go(
    visitor: Visitor, bot: Bot
) -> None:
    asked = {"text": "Choose a colleague", "request_users": {"request_id": 1}}
    await bot.says("Who?", reply_markup={"keyboard": [[asked]], "one_time_keyboard": True})
    await visitor.tap("Анна", "Choose a colleague")
    dialog = visitor.page.get_by_role("dialog", name="Choose a colleague")
    await dialog.get_by_role("radio", name="Tom").check()
    await dialog.get_by_role("button", name="Share").click()
    await visitor.sees("Анна", "People: Tom")
    await expect(visitor.chat("Анна").get_by_role("button", name="Choose a colleague")).to_have_count(0)


async def test_a_date_is_written_for_its_reader(visitor: Visitor, bot: Bot) -> None:
    await bot.says('<tg-time unix="1795600000" format="D">soon</tg-time> or <tg-time unix="1795600000">soon</tg-time>')
    dates = visitor.chat("Анна").locator(".text time")
    await expect(dates.first).to_have_text("November 25, 2026")
    await expect(dates.last).to_have_text("soon")
    await expect(dates.last).to_have_attribute("title", "Wednesday, November 25, 2026 at 12:46")


async def test_a_photo_opens_and_a_document_downloads(visitor: Visitor) -> None:
    chooser = visitor.chat("Анна").locator("input[type=file]")
    await chooser.set_input_files(file("queue.png", "image/png", PIXEL))
    await visitor.chat("Анна").get_by_role("button", name="Open the photo").click()
    dialog = visitor.page.get_by_role("dialog", name="Photo")
    await expect(dialog.get_by_role("img")).to_be_visible()
    await visitor.page.keyboard.press("Escape")
    await expect(dialog).to_be_hidden()
    await chooser.set_input_files(file("report.csv", "text/csv", b"a,b\n"))
    async with visitor.page.expect_download() as download:
        await visitor.chat("Анна").get_by_role("link", name="report.csv").click()
    assert (await download.value).suggested_filename == "report.csv"
