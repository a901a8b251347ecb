"""A local Telegram: a Bot API server with people on a web page, for the demo, for tests and for looking around.

Nothing of `python -m bot run` imports this package.
"""
