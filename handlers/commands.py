"""Every command of the chat, once: the menu, /help, the README and the tests read this list."""

from dataclasses import dataclass

from handlers.standing import Standing


@dataclass(frozen=True, slots=True)
class ChatCommand:
    """A command and the id of the text that explains it."""

    name: str
    text: str


EVERYONE = (
    ChatCommand("start", "command.start"),
    ChatCommand("rate", "command.rate"),
    ChatCommand("changes", "command.changes"),
    ChatCommand("help", "command.help"),
    ChatCommand("language", "command.language"),
    ChatCommand("privacy", "command.privacy"),
    ChatCommand("mydata", "command.mydata"),
    ChatCommand("forget", "command.forget"),
    ChatCommand("stop", "command.stop"),
)
COORDINATORS = (
    ChatCommand("summary", "command.summary"),
    ChatCommand("comments", "command.comments"),
    ChatCommand("export", "command.export"),
    ChatCommand("digest", "command.digest"),
)
ADMINISTRATORS = (ChatCommand("coordinators", "command.coordinators"),)


def commands_of(standing: Standing) -> tuple[ChatCommand, ...]:
    """The commands of a person with these rights."""
    coordinators = COORDINATORS if standing.is_coordinator else ()
    administrators = ADMINISTRATORS if standing.is_administrator else ()
    return (*EVERYONE, *coordinators, *administrators)
