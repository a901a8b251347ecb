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
STAFF = (
    ChatCommand("lesson", "command.lesson"),
    ChatCommand("progress", "command.progress"),
    ChatCommand("practice", "command.practice"),
    ChatCommand("glossary", "command.glossary"),
    ChatCommand("tools", "command.tools"),
    ChatCommand("settings", "command.settings"),
)
COORDINATORS = (
    ChatCommand("summary", "command.summary"),
    ChatCommand("comments", "command.comments"),
    ChatCommand("cases", "command.cases"),
    ChatCommand("surveys", "command.surveys"),
    ChatCommand("export", "command.export"),
    ChatCommand("digest", "command.digest"),
    ChatCommand("team", "command.team"),
    ChatCommand("invite", "command.invite"),
    ChatCommand("preview", "command.preview"),
    ChatCommand("points", "command.points"),
)
ADMINISTRATORS = (
    ChatCommand("coordinators", "command.coordinators"),
    ChatCommand("audit", "command.audit"),
)


def commands_of(standing: Standing) -> tuple[ChatCommand, ...]:
    """The commands of a person with these rights."""
    staff = STAFF if standing.is_staff else ()
    coordinators = COORDINATORS if standing.is_coordinator else ()
    administrators = ADMINISTRATORS if standing.is_administrator else ()
    return (*EVERYONE, *staff, *coordinators, *administrators)
