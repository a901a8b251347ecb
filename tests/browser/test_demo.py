"""The whole demo as a visitor sees it: the bot behind the page is real."""

import pytest
from playwright.async_api import expect

from tests.browser.browsing import PHONE, Look, Visitor
from tests.browser.conftest import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def somebody_new(visitor: Visitor, name: str, language: str = "English") -> None:
    await visitor.button("Add a person").click()
    await visitor.page.get_by_label("Name").fill(name)
    await visitor.page.get_by_label("Language of their Telegram").select_option(language)
    await visitor.button("Add").click()
    await expect(visitor.chat(name)).to_be_visible()


async def test_a_citizen_answers_a_survey_by_clicks(visit: Visit, demo_address: str) -> None:
    visitor = await visit(demo_address)
    await somebody_new(visitor, "Ann")
    await visitor.tap("Ann", "Benefits and allowances · North branch")
    await visitor.tap("Ann", "Yes")
    await visitor.sees("Ann", "2 of 5")
    await visitor.tap("Ann", "6")
    await visitor.sees("Ann", "3 of 5")
    await visitor.tap("Ann", "2")
    await visitor.sees("Ann", "What got in the way?")
    await visitor.tap("Ann", "The time it took")
    await visitor.tap("Ann", "✓ The time it took")
    await visitor.tap("Ann", "The time it took")
    await visitor.tap("Ann", "Done")
    await visitor.write("Ann", "I waited for an hour")
    await visitor.sees("Ann", "already erased")
    await expect(visitor.chat("Ann").get_by_role("button", name="Skip")).to_have_count(0)


async def test_the_tour_leads_through_three_chats(visit: Visit, demo_address: str) -> None:
    visitor = await visit(demo_address, look=Look(is_first_visit=True))
    tour = visitor.page.get_by_role("complementary", name="Tour")
    await expect(tour).to_contain_text("Step 1 of 3")
    await visitor.button("Open the link: Анна").click()
    await visitor.sees("Анна", "1 из 5")
    await visitor.button("Next").click()
    await expect(tour).to_contain_text("Staff learn")
    await visitor.button("Ask for the lesson: Мария").click()
    await visitor.sees("Мария", "Сегодня")
    await visitor.button("Next").click()
    await visitor.button("Ask for the summary: Ольга").click()
    await visitor.sees("Ольга", "95 %")
    await visitor.button("Done").click()
    await expect(tour).to_be_hidden()


async def test_the_tour_is_left_and_taken_again(visit: Visit, demo_address: str) -> None:
    visitor = await visit(demo_address, look=Look(is_first_visit=True))
    tour = visitor.page.get_by_role("complementary", name="Tour")
    await expect(tour).to_be_visible()
    await visitor.button("Leave the tour").click()
    await visitor.page.reload()
    await expect(visitor.chat("Анна")).to_be_visible()
    await expect(tour).to_be_hidden()
    await visitor.button("Tour").click()
    await expect(tour).to_contain_text("Step 1 of 3")
    await visitor.page.keyboard.press("Escape")
    await expect(tour).to_be_hidden()
    await expect(visitor.button("Tour")).to_be_focused()


async def test_everybody_has_the_menu_of_their_role(visit: Visit, demo_address: str) -> None:
    visitor = await visit(demo_address)
    await visitor.sees("Ольга", "координатор")
    await visitor.chat("Ольга").get_by_role("button", name="Command menu").click()
    menu = visitor.chat("Ольга").get_by_role("menu")
    await expect(menu.get_by_role("menuitem", name="/summary")).to_be_visible()
    await visitor.page.keyboard.press("Escape")
    await visitor.chat("Tom").get_by_role("button", name="Command menu").click()
    await expect(visitor.chat("Tom").get_by_role("menuitem", name="/rate")).to_be_visible()
    await expect(visitor.chat("Tom").get_by_role("menuitem", name="/summary")).to_have_count(0)


async def test_the_glossary_is_asked_inline(visit: Visit, demo_address: str) -> None:
    visitor = await visit(demo_address)
    await somebody_new(visitor, "Ida")
    await visitor.tap("Ida", "More")
    await visitor.chat("Ida").get_by_role("menuitem", name="Ask the bot inline").click()
    await visitor.page.keyboard.type("gemba")
    found = visitor.chat("Ida").get_by_role("menuitem", name="Gemba")
    await expect(found.first).to_be_visible()
    await found.first.click()
    await visitor.sees("Ida", "via @otklik_demo_bot")
    await expect(visitor.chat("Ida").locator(".message.bot")).to_have_count(0)
    await expect(visitor.field("Ida")).to_have_value("")
    await visitor.field("Ida").fill("@otk")
    await visitor.chat("Ida").get_by_role("menuitem", name="@otklik_demo_bot").click()
    await expect(visitor.field("Ida")).to_have_value("@otklik_demo_bot ")
    await visitor.field("Ida").fill("@otklik_demo_bot zzzzzz")
    await expect(visitor.chat("Ida").get_by_text("Nothing found")).to_be_visible()


async def test_a_text_that_is_too_long_for_one_message_goes_in_several(visit: Visit, demo_address: str) -> None:
    visitor = await visit(demo_address)
    await somebody_new(visitor, "Lee")
    await visitor.write("Lee", "word " * 1000)
    await expect(visitor.chat("Lee").locator(".message.person")).to_have_count(2)


async def test_keys_alone_are_enough(visit: Visit, demo_address: str) -> None:
    visitor = await visit(demo_address)
    await somebody_new(visitor, "Kay")
    keys = visitor.page.keyboard
    await visitor.field("Kay").focus()
    await keys.type("/sta")
    await keys.press("ArrowUp")
    await keys.press("Enter")
    await visitor.sees("Kay", "Choose a branch")
    first = visitor.chat("Kay").locator(".keyboard button").first
    while not await first.evaluate("element => element === document.activeElement"):
        await keys.press("Shift+Tab")
    await keys.press("Enter")
    await visitor.sees("Kay", "Choose a service")
    # The edit kept the place: the next Enter presses the button that is there now.
    await keys.press("Enter")
    await visitor.sees("Kay", "1 of 5")


async def test_a_phone_shows_one_chat_and_a_way_to_the_others(visit: Visit, demo_address: str) -> None:
    visitor = await visit(demo_address, look=Look(size=PHONE))
    people = visitor.page.get_by_role("navigation", name="People")
    await expect(visitor.chat("Анна")).to_be_visible()
    await expect(visitor.chat("Tom")).to_be_hidden()
    await people.get_by_role("button", name="Tom").click()
    await expect(visitor.chat("Tom")).to_be_visible()
    await expect(visitor.chat("Анна")).to_be_hidden()
    await visitor.write("Tom", "/help")
    await visitor.sees("Tom", "/rate")
    assert await visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_a_moved_clock_dates_what_comes_after(visit: Visit, demo_address: str) -> None:
    visitor = await visit(demo_address)
    await somebody_new(visitor, "Tim")
    await visitor.write("Tim", "/help")
    await visitor.sees("Tim", "/rate")
    await visitor.page.get_by_role("button", name="The sandbox's clock").click()
    await visitor.button("A week on").click()
    await visitor.write("Tim", "/privacy")
    await visitor.sees("Tim", "What we store")
    await expect(visitor.chat("Tim").locator(".day")).to_have_count(2)
