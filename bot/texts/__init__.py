"""Texts for people: a folder of gettext catalogs a language, a file an area, read at start."""

from bot.texts.catalogs import Catalogs, load_catalogs

__all__ = ["Catalogs", "load_catalogs"]
