"""What nobody can do with a Telegram, whether a script, the page or a test asks for it."""

from bot.sandbox.chats import Person


class Impossible(Exception):
    """A person wants to do what their Telegram does not let them do; the text is a sentence that says why."""


def check_can_act(person: Person) -> None:
    """Who has blocked the bot can do nothing to it but unblock it. Raises Impossible."""
    if person.has_blocked:
        raise Impossible(f"{person.name} has blocked the bot.")
