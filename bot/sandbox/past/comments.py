"""What people write, drawn so that the same words do not come up again while there are others."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

import yaml

FILE = Path(__file__).parent / "comments.yaml"
# Where people do not come in person they write about the channel.
TOPICS = {"phone": "phone", "site": "screen", "app": "screen", "internal": "colleagues", "prototype": "prototype"}
RUSSIAN_SHARE = 0.85
SECOND_SENTENCE_CHANCE = 0.5

Key = tuple[str, str, str]


class Comments:
    """Decks of sentences by topic, by how it went and by language."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._sentences = _read()
        self._decks: dict[Key, list[str]] = {}

    def draw(self, channel: str, drivers: Sequence[str], *, is_good: bool) -> str:
        """A comment of one or two sentences on what moved the person."""
        topics = [TOPICS[channel]] if channel in TOPICS else drivers
        how = "good" if is_good else "bad"
        language = "ru" if self._random.random() < RUSSIAN_SHARE else "en"
        chosen = self._random.sample(topics, k=2) if self._says_more(topics) else [self._random.choice(topics)]
        return " ".join(self._next((topic, how, language)) for topic in chosen)

    def _says_more(self, topics: Sequence[str]) -> bool:
        return len(topics) > 1 and self._random.random() < SECOND_SENTENCE_CHANCE

    def _next(self, key: Key) -> str:
        deck = self._decks.setdefault(key, [])
        if not deck:
            deck.extend(self._sentences[key])
            self._random.shuffle(deck)
        return deck.pop()


def _read() -> Mapping[Key, list[str]]:
    document = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {
        (topic, how, language): sentences
        for topic, by_mood in document.items()
        for how, by_language in by_mood.items()
        for language, sentences in by_language.items()
    }
