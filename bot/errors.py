"""What can stop the bot, in words for the person who runs it.

BotError
├── ConfigurationError    a setting is missing or wrong (exit code 2)
├── AnotherPoller         a second instance takes the updates of the same token
├── TokenRevoked          Telegram does not accept the token
├── ApiUnreachable        the Bot API does not answer
├── ApiBusy               the Bot API asks to come back later
├── PortTaken             HOST:PORT can't be listened at
├── NothingExported       words name nothing, or too little to be shown
├── CountsDiffer          rollups are other than the answers say
└── MistakesFound         files of the project hold mistakes
"""

from typing import ClassVar


class BotError(Exception):
    """The bot can't go on."""

    exit_code: ClassVar[int] = 1


class ConfigurationError(BotError):
    """One or more settings are missing or wrong; a line for each."""

    exit_code = 2


class AnotherPoller(BotError):
    """A second instance takes the updates of the same token."""

    def __init__(self) -> None:
        super().__init__("another instance takes the updates of this BOT_TOKEN: stop it, or give this one its own bot")


class TokenRevoked(BotError):
    """Telegram does not accept the token."""

    def __init__(self) -> None:
        super().__init__("Telegram refuses BOT_TOKEN: it is mistyped or revoked; get the current one from @BotFather")


class ApiUnreachable(BotError):
    """The Bot API does not answer."""

    def __init__(self, address: str) -> None:
        super().__init__(f"the Bot API at {address} does not answer: check the network and BOT_API_URL")


class ApiBusy(BotError):
    """The Bot API asks to come back later."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"the Bot API had too many requests: start the bot again in {seconds} s")


class PortTaken(BotError):
    """HOST:PORT can't be listened at."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(f"can't listen at {host}:{port}: stop what listens there, or set HOST and PORT")


class NothingExported(BotError):
    """No file was written."""


class CountsDiffer(BotError):
    """Rollups are other than the answers say; a line for each."""

    def __init__(self, differences: list[str]) -> None:
        super().__init__("\n".join(differences))


class MistakesFound(BotError):
    """Mistakes in files; a line for each."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
