"""What runs in production knows nothing of the sandbox, and the sandbox is there before the bot."""

import subprocess
import sys

from tests.acceptance.processes import ROOT


def loaded(modules: str, package: str) -> str:
    """The modules of a package that others bring with them."""
    show = f"import sys, {modules}; print([name for name in sys.modules if name.startswith('{package}')])"
    shown = subprocess.run([sys.executable, "-c", show], cwd=ROOT, capture_output=True, text=True, check=True)
    return shown.stdout.strip()


def test_run_imports_nothing_of_it() -> None:
    assert loaded("bot.cli, bot.commands.run", "bot.sandbox") == "[]"


def test_its_page_does_not_wait_for_aiogram() -> None:
    assert loaded("bot.sandbox.serving", "aiogram") == "[]"
