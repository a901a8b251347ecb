"""The commands of `python -m bot`. Exit codes: 0 done, 1 failed, 2 bad usage or configuration."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

FAILED = 1
INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Command:
    """A command, kept in the module of bot.commands with its name; imported only when it is called."""

    name: str
    help: str
    # Whether a file is named: "no", "may", "must".
    file: str = "no"
    # Switches: their names and what they do.
    switches: tuple[tuple[str, str], ...] = ()
    # What words after the file mean; none are taken when empty.
    words: str = ""


COMMANDS = (
    Command("run", "run the bot: by long polling, or by webhook when WEBHOOK_URL is set"),
    Command("demo", "run the bot with a local Telegram and a web page; no token, no internet"),
    Command("check", "check the surveys, the lessons, the texts and, when named, an organisation file", file="may"),
    Command(
        "load",
        "load an organisation file into the database",
        file="must",
        switches=(("replace-edited", "let survey files win over versions that were published in the chat"),),
    ),
    Command("verify", "count the rollups again from the answers and name every difference"),
    Command("migrate", "bring the database to the schema of this release"),
    Command(
        "export",
        "write answers to a file: .zip (CSV), .xlsx, or .pdf (a report)",
        file="must",
        words="a place, a survey and a period, as in /summary: north last month; this month of everything if left out",
    ),
)


def main(argv: Sequence[str]) -> int:
    """Carry out one command and return the exit code; mistakes go to stderr, a line each."""
    arguments = _parser().parse_args(argv)
    try:
        _execute(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last resort: nobody who runs the bot gets a traceback
        return _explain(error)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Otklik: listens to citizens, teaches staff")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for command in COMMANDS:
        subparser = commands.add_parser(command.name, help=command.help, description=command.help)
        if command.file != "no":
            subparser.add_argument("file", type=Path, nargs=None if command.file == "must" else "?")
        for name, meaning in command.switches:
            subparser.add_argument(f"--{name}", action="store_true", help=meaning)
        if command.words:
            subparser.add_argument("words", nargs="*", help=command.words)
    return parser


def _execute(arguments: argparse.Namespace) -> None:
    from bot.importing import importing  # noqa: PLC0415 - `--help` needs none of this

    with importing():
        from bot.logs import configure  # noqa: PLC0415 - as above
        from bot.settings import load_settings  # noqa: PLC0415 - as above

        settings = load_settings()
        configure(settings.log_level, settings.log_format)
        command = import_module(f"bot.commands.{arguments.command}")
    command.execute(arguments, settings)


def _explain(error: Exception) -> int:
    from bot.errors import BotError  # noqa: PLC0415 - as above
    from storage.documents.reading import FileMistakes  # noqa: PLC0415 - as above
    from storage.errors import StorageError  # noqa: PLC0415 - as above

    known = isinstance(error, BotError | StorageError | FileMistakes)
    text = str(error) if known else f"{type(error).__name__}: this is a bug; LOG_LEVEL=DEBUG shows where"
    for line in text.splitlines():
        sys.stderr.write(f"otklik: {line}\n")
    if not known:
        _show_where(error)
    return error.exit_code if isinstance(error, BotError) else FAILED


def _show_where(error: Exception) -> None:
    import structlog  # noqa: PLC0415 - as above

    # Before it is configured, structlog writes everything and shows the values of variables.
    if structlog.is_configured():
        structlog.get_logger(__name__).debug("bug", exc_info=error)
