"""Pictures are drawn in one process of their own: in a thread of the bot they would hold every tap up to 60 ms."""
