"""A person who answers a whole survey, in English."""

from bot.sandbox.client import Someone


async def answer_everything(person: Someone, comment: str = "Kind people") -> None:
    """Every question of the certificates window at the north branch."""
    await person.send("/start p_north-certificates")
    await person.sees("1 of 5", patience=20)
    await person.tap("Yes")
    await person.sees("2 of 5")
    await person.tap("6")
    await person.sees("3 of 5")
    await person.tap("4")
    await person.sees("What helped?")
    await person.tap("How I was treated")
    await person.tap("Done")
    await person.sees("5 of 5")
    await person.send(comment)
    await person.sees("already erased")
