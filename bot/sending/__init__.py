"""How messages go out: at Telegram's pace, with every kind of refusal sorted by what to do."""
