"""The page as people use it: reading, start links, languages, blocking, light and dark."""

import io
from typing import Any

import pytest
import segno
from playwright.async_api import expect

from bot.sandbox.acts import writing
from bot.sandbox.world import World
from tests.browser.browsing import Look, Visitor
from tests.browser.conftest import PIXEL, Bot, Visit, file

pytestmark = pytest.mark.asyncio(loop_scope="session")


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
