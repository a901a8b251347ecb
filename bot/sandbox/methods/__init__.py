"""The methods of the Bot API, a module a group of them, as strict as Telegram about what they are given.

A method is a function of the world and of aiogram's model of the call; it returns what the answer's `result` holds.
"""
