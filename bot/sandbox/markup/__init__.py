"""Telegram's formatting: HTML to text and entities, entities that the server finds itself, and HTML for a page."""
