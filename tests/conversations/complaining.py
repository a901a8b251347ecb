"""Citizens who are dissatisfied and ask for an answer, and the coordinator who opens their case."""

from bot.sandbox.client import Someone

POINT = "/start p_north-certificates"
WORDS = "Waited two hours, call me at +7 916 123-45-67"
CASE = "● 24 November 2026 · Certificates and extracts"


async def complain(person: Someone, resolved: str = "No", effort: str = "2", comment: str | None = WORDS) -> None:
    """Answer everything at a service point, dissatisfied unless told otherwise."""
    await person.send(POINT)
    await person.tap(resolved)
    await person.sees("2 of 5")
    await person.tap(effort)
    await person.tap("Not applicable")
    await person.sees("4 of 5")
    await person.tap("Skip")
    await person.sees("5 of 5")
    if comment is None:
        await person.tap("Skip")
    else:
        await person.send(comment)
    await person.sees("already erased")


async def ask_for_an_answer(person: Someone, comment: str | None = WORDS) -> None:
    """Complain and let the link be sealed."""
    await complain(person, comment=comment)
    await person.tap("I would like an answer")
    await person.sees("the link to you is sealed")


async def open_case(coordinator: Someone) -> None:
    """Open the day's first case."""
    await coordinator.send("/cases")
    await coordinator.tap(CASE)
