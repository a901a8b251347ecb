"""Texts for people: one gettext catalog a language, read at start."""

from bot.texts.catalogs import Catalogs, load_catalogs

__all__ = ["Catalogs", "load_catalogs"]
