"""Starts `python -m bot run` again and again in the time of a fork: the imports of 3 s are made once.

A line on stdin forks a child that runs the program; its process id comes back as a line on stdout. The end of stdin
ends this.
"""

import os
import signal
import sys

import bot.commands.run  # noqa: F401 - imported before the forks, which is the point
from bot.cli import main


def serve() -> None:
    """Fork a child a line."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            os._exit(main(["run"]))
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


serve()
