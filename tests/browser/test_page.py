"""The page alone: what the local Telegram knows is what is shown, whoever the bot may be."""

import io
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
import segno
from playwright.async_api import FilePayload, expect

from bot.sandbox.acts import writing
from bot.sandbox.server import BotApi
from bot.sandbox.world import World
from tests.browser.browsing import Look, Visitor
from tests.browser.conftest import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100"
    "c9fe92ef0000000049454e44ae426082"
)


def file(name: str, mime: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": mime, "buffer": content}


class Bot:
    """A bot that says what a test wants."""

    def __init__(self, world: World) -> None:
        self._api = BotApi(world)
        self.chat_id = next(iter(world.people))

    async def call(self, method: str, **given: Any) -> Any:
        return await self._api.execute(method, given)

    async def says(self, text: str, **given: Any) -> Any:
        return await self.call("sendMessage", chat_id=self.chat_id, text=text, parse_mode="HTML", **given)


@pytest.fixture
def bot(world: World) -> Bot:
    """Анна has started it."""
    world.people[next(iter(world.people))].has_started = True
    return Bot(world)


@pytest_asyncio.fixture(loop_scope="session")
async def visitor(visit: Visit) -> AsyncIterator[Visitor]:
    """Somebody at a desk."""
    yield await visit()


async def test_a_language_that_the_page_has_no_word_for(visitor: Visitor, world: World) -> None:
    world.add_person("Jens", "de")
    await expect(visitor.chat("Jens")).to_contain_text("German")
    world.add_person("Nobody", "en-abcdefghijk")
    await expect(visitor.chat("Nobody")).to_contain_text("en-abcdefghijk")
    await visitor.page.reload()
    await expect(visitor.chat("Jens")).to_contain_text("German")


async def test_a_chat_that_cannot_be_shown_takes_no_other_along(visitor: Visitor, world: World, bot: Bot) -> None:
    world.add_person("Кассандра", "ru", "prophet")
    await bot.says("Still here")
    await visitor.sees("Анна", "Still here")
    await expect(visitor.page.locator("#lost")).to_be_hidden()
    # Told in the console all the same.
    assert visitor.problems
    visitor.problems.clear()


async def test_the_menu_button_is_the_one_that_the_bot_has_set(visitor: Visitor, bot: Bot) -> None:
    app = {"type": "web_app", "text": "Our office", "web_app": {"url": "https://e.org"}}
    chat = visitor.chat("Анна")
    await bot.call("setChatMenuButton", chat_id=bot.chat_id, menu_button=app)
    await visitor.tap("Анна", "Our office")
    await expect(chat.get_by_role("menuitem")).to_contain_text("opens a web app")
    await visitor.page.keyboard.press("Escape")
    await bot.call("setMyCommands", commands=[{"command": "rate", "description": "Rate"}])
    await bot.call("setChatMenuButton", chat_id=bot.chat_id, menu_button={"type": "commands"})
    await expect(chat.get_by_role("button", name="Our office")).to_have_count(0)
    await chat.locator("button.commands").click()
    await expect(chat.get_by_role("menuitem")).to_contain_text("/rate")


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


async def test_typing_is_shown_and_unread_messages_are_counted_until_read(visitor: Visitor, bot: Bot) -> None:
    await bot.call("sendChatAction", chat_id=bot.chat_id, action="typing")
    await expect(visitor.chat("Анна").get_by_text("the bot is typing…")).to_be_visible()
    await bot.says("one")
    await bot.says("two")
    entry = visitor.page.get_by_role("navigation", name="People").get_by_role("button", name="Анна")
    await expect(entry.get_by_label("unread: 2")).to_be_visible()
    await expect(visitor.chat("Анна").get_by_text("New messages")).to_be_visible()
    await visitor.chat("Анна").hover()
    await expect(entry.get_by_label("unread: 2")).to_have_count(0)
    await expect(visitor.chat("Анна").get_by_text("New messages")).to_have_count(0)


async def test_what_the_pointer_comes_to_stays_where_it_is(visitor: Visitor, bot: Bot, world: World) -> None:
    await bot.says("one", reply_markup={"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]})
    yes = visitor.chat("Анна").get_by_role("button", name="Yes")
    await expect(visitor.chat("Анна").get_by_text("New messages")).to_be_visible()
    before = await yes.bounding_box()
    await visitor.chat("Анна").hover()
    await expect(visitor.chat("Анна").get_by_text("New messages")).to_have_count(0)
    assert await yes.bounding_box() == before
    await visitor.write("Анна", "two")
    await visitor.sees("Анна", "two")
    await expect(visitor.chat("Анна").locator(".unread")).to_have_count(0)


async def test_a_click_is_not_lost_while_another_chat_changes(visitor: Visitor, bot: Bot) -> None:
    await visitor.chat("Tom").get_by_role("button", name="Certificates · North").hover()
    await visitor.page.mouse.down()
    await bot.says("meanwhile")
    await visitor.sees("Анна", "meanwhile")
    await visitor.page.mouse.up()
    await visitor.sees("Tom", "/start p_north-certificates")


async def test_a_link_is_pasted_or_read_from_a_picture(visitor: Visitor, world: World) -> None:
    link = f"https://t.me/{world.username}?start=p_north-certificates"
    await visitor.button("Open a link").click()
    dialog = visitor.page.get_by_role("dialog", name="Open a link")
    await dialog.get_by_label("A link, or its parameter").fill("https://t.me/another_bot?start=x")
    await dialog.get_by_role("button", name="Open", exact=True).click()
    await expect(dialog.get_by_role("alert")).to_contain_text("no start link of this bot")
    picture = io.BytesIO()
    segno.make(link).save(picture, kind="png", scale=6)
    code = file("code.png", "image/png", picture.getvalue())
    await dialog.get_by_label("Who opens it").select_option("Tom")
    await dialog.get_by_label("A picture of a QR code").set_input_files(code)
    await visitor.sees("Tom", "/start p_north-certificates")


async def test_a_picture_without_a_code_is_refused_in_words(visitor: Visitor) -> None:
    await visitor.button("Open a link").click()
    dialog = visitor.page.get_by_role("dialog", name="Open a link")
    for content in (PIXEL, b"no picture"):
        await dialog.get_by_label("A picture of a QR code").set_input_files(file("x.png", "image/png", content))
        await expect(dialog.get_by_role("alert")).to_contain_text("There is no QR code")


async def test_a_person_blocks_the_bot_and_speaks_another_language(visitor: Visitor, world: World) -> None:
    await visitor.tap("Анна", "More")
    await visitor.chat("Анна").get_by_role("menuitem", name="Set Telegram to English").click()
    await expect(visitor.chat("Анна").get_by_text("citizen · English")).to_be_visible()
    await visitor.tap("Анна", "More")
    await visitor.chat("Анна").get_by_role("menuitem", name="Block the bot").click()
    await expect(visitor.chat("Анна").get_by_text("has blocked the bot")).to_be_visible()
    anna = next(iter(world.people.values()))
    assert (anna.language, anna.has_blocked) == ("en", True)


async def test_who_has_blocked_the_bot_reads_and_acts_no_more(visitor: Visitor, bot: Bot, world: World) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    await bot.says("Well?", reply_markup=keyboard)
    await visitor.sees("Анна", "Well?")
    chat = visitor.chat("Анна")
    person = world.people[bot.chat_id]
    for blocked in (True, False):
        writing.set_blocked(world, person, blocked=blocked)
        for acting in (".write", ".keyboard"):
            await expect(chat.locator(acting).first).to_have_js_property("inert", blocked)
        await expect(chat.locator(".messages")).to_have_js_property("inert", value=False)


async def test_the_page_speaks_both_languages_and_remembers(visitor: Visitor) -> None:
    await visitor.button("Русский").click()
    await expect(visitor.button("Добавить человека")).to_be_visible()
    await expect(visitor.page.locator("html")).to_have_attribute("lang", "ru")
    await visitor.page.reload()
    await expect(visitor.button("Добавить человека")).to_be_visible()


async def test_both_languages_have_the_same_words(visitor: Visitor) -> None:
    keys = await visitor.page.evaluate(
        """async () => Promise.all(["ru", "en"].map(async (language) => {
            const { WORDS } = await import(`/page/words/${language}.js`);
            return Object.entries(WORDS).map(([key, text]) => [key, (text.match(/\\{\\w+\\}/g) ?? []).sort().join()]);
        }))"""
    )
    assert dict(keys[0]) == dict(keys[1])


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_light_and_dark_follow_the_system_until_another_is_chosen(visit: Visit, scheme: Any) -> None:
    visitor = await visit(look=Look(scheme=scheme))
    card = visitor.page.locator(".bar")
    before = await card.evaluate("element => getComputedStyle(element).backgroundColor")
    assert before == {"light": "rgb(255, 255, 255)", "dark": "rgb(24, 34, 43)"}[scheme]
    await visitor.button("Light or dark").click()
    await visitor.page.reload()
    assert await card.evaluate("element => getComputedStyle(element).backgroundColor") != before


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_words_stand_out_from_their_ground(visit: Visit, bot: Bot, scheme: Any) -> None:
    """WCAG 2.2, 1.4.3: at least 4.5 to 1 for text."""
    buttons = [[{"text": style, "callback_data": style, "style": style}] for style in ("primary", "success", "danger")]
    await bot.says("words <a href='https://example.org'>link</a>", reply_markup={"inline_keyboard": buttons})
    visitor = await visit(look=Look(scheme=scheme))
    await visitor.write("Анна", "own words")
    await visitor.sees("Анна", "own words")
    assert await visitor.page.evaluate(FAINT) == []


# Pairs of a text and its opaque ground with less contrast than 4.5.
FAINT = """() => {
  const channels = (color) => color.match(/[\\d.]+/g).map(Number);
  const linear = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = channels(getComputedStyle(at).backgroundColor);
      if (color.length === 3 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  const faint = [];
  for (const element of document.querySelectorAll("body *")) {
    const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!hasText || !element.checkVisibility()) continue;
    const [one, other] = [light(channels(getComputedStyle(element).color)), light(ground(element))];
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (contrast < 4.5) faint.push(`${element.className}: ${element.textContent} ${contrast.toFixed(2)}`);
  }
  return faint;
}"""
