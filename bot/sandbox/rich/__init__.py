"""Rich messages of Bot API 10.3: HTML to blocks, blocks as they are received, their limits.

https://core.telegram.org/bots/api#rich-message-formatting-options
"""
