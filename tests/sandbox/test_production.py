"""What runs in production knows nothing of the sandbox."""

import subprocess
import sys

from tests.acceptance.processes import ROOT

SHOW = "import sys, bot.cli, bot.commands.run; print([name for name in sys.modules if name.startswith('bot.sandbox')])"


def test_run_imports_nothing_of_it() -> None:
    shown = subprocess.run([sys.executable, "-c", SHOW], cwd=ROOT, capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
