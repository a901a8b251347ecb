"""Texts for people, in every language of the bot."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

NonEmpty = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Frozen(BaseModel):
    """A value: it never changes, and a key that it does not know is a mistake."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_alias=True, validate_by_name=True, serialize_by_alias=True
    )


class Text(Frozen):
    """One text in Russian and English; both are there, so that nobody reads a half-translated survey."""

    ru: NonEmpty
    en: NonEmpty

    def in_(self, language: str) -> str:
        """The text in a language of the bot; English for any other language."""
        return self.ru if language == "ru" else self.en

    @property
    def longest(self) -> int:
        """Characters of the longer translation."""
        return max(len(self.ru), len(self.en))
