"""How the program is told to stop."""

import asyncio
import signal


def stop_on_signals(stop: asyncio.Event) -> None:
    """Let SIGTERM and Ctrl-C end the program in order."""
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, stop.set)
