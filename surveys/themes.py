"""What comments speak of: words and two-word phrases that come up in several of them, counted by lemma.

A comment counts once for a theme, however often it repeats it. Languages are told apart word by word, by their
script, because people mix them. The dictionaries come with simplemma; nothing is downloaded.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import yaml

if TYPE_CHECKING:
    from simplemma import Lemmatizer

STOP_WORDS: Final = Path(__file__).parent / "wording" / "stop_words.yaml"
# A theme of two comments is a coincidence.
FEWEST_COMMENTS: Final = 3
MOST_THEMES: Final = 12
SHORTEST_WORD: Final = 3
# Longer ones are no words, and would fill a screen.
LONGEST_WORD: Final = 40
# A word that stands in its phrase this often says no more than the phrase.
_MOSTLY: Final = 0.8
_CLAUSE = re.compile(r"[.,;:!?()\n]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CYRILLIC = re.compile(r"[а-яё]")

Lemmas = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """A word or a phrase as people mostly write it, and in how many comments it comes up."""

    label: str
    comments: int


@dataclass(frozen=True, slots=True)
class _Words:
    stop: frozenset[str]
    negations: frozenset[str]


def themes(comments: Iterable[str], most: int = MOST_THEMES) -> list[Theme]:
    """The themes of these comments, the most frequent first; equal ones by their letters."""
    counts: Counter[Lemmas] = Counter()
    forms: dict[Lemmas, Counter[str]] = defaultdict(Counter)
    for comment in comments:
        found = dict(_terms(comment))
        counts.update(found.keys())
        for lemmas, form in found.items():
            forms[lemmas][form] += 1
    frequent = {lemmas: count for lemmas, count in counts.items() if count >= FEWEST_COMMENTS}
    kept = [lemmas for lemmas in frequent if not _is_part(lemmas, frequent)]
    kept.sort(key=lambda lemmas: (-frequent[lemmas], -len(lemmas), lemmas))
    return [Theme(_label(lemmas, forms[lemmas]), frequent[lemmas]) for lemmas in kept[:most]]


def matching(comments: Sequence[str], search: str) -> list[int]:
    """The places of the comments in which every word of a search stands, in some form of it or as a part of a word."""
    words = [(word, _lemma(word)) for word in search.casefold().split()]
    return [place for place, comment in enumerate(comments) if _has_all(comment.casefold(), words)]


def _terms(comment: str) -> Iterator[tuple[Lemmas, str]]:
    """Words and pairs of neighbours in a clause, each with the form it has in the comment."""
    for clause in _CLAUSE.split(comment.casefold()):
        before: tuple[str, str] | None = None
        for word in _WORD.findall(clause):
            lemma = _lemma(word)
            if _is_empty(lemma):
                before = None
                continue
            if lemma not in _words().negations:
                yield (lemma,), word
                if before:
                    yield (before[0], lemma), f"{before[1]} {word}"
            before = lemma, word


def _has_all(comment: str, words: Sequence[tuple[str, str]]) -> bool:
    missing = [lemma for word, lemma in words if word not in comment]
    return not missing or {_lemma(each) for each in _WORD.findall(comment)}.issuperset(missing)


def _is_empty(lemma: str) -> bool:
    words = _words()
    is_word = SHORTEST_WORD <= len(lemma) <= LONGEST_WORD or lemma in words.negations
    return lemma in words.stop or not is_word


def _is_part(lemmas: Lemmas, frequent: Mapping[Lemmas, int]) -> bool:
    longer = (each for each in frequent if len(each) > len(lemmas) and lemmas[0] in each)
    return len(lemmas) == 1 and any(frequent[each] >= _MOSTLY * frequent[lemmas] for each in longer)


def _label(lemmas: Lemmas, forms: Counter[str]) -> str:
    """A word as its lemma; a phrase as people write it, since lemmas side by side agree in nothing."""
    return lemmas[0] if len(lemmas) == 1 else min(forms, key=lambda form: (-forms[form], form))


@lru_cache(maxsize=65536)
def _lemma(word: str) -> str:
    language = "ru" if _CYRILLIC.search(word) else "en"
    # People write е for ё as they please.
    return _lemmatizer().lemmatize(word, lang=language).casefold().replace("ё", "е")


@cache
def _lemmatizer() -> "Lemmatizer":
    """The frugal dictionaries: 25 MB instead of 170, and a lookup still takes microseconds."""
    from simplemma import Lemmatizer  # noqa: PLC0415 - only the drawing process counts themes
    from simplemma.strategies import DefaultStrategy  # noqa: PLC0415 - as above
    from simplemma.strategies.dictionaries import StreamDictionaryFactory  # noqa: PLC0415 - as above

    return Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=StreamDictionaryFactory()))


@cache
def _words() -> _Words:
    lists = yaml.safe_load(STOP_WORDS.read_text(encoding="utf-8"))
    stop = f"{lists['ru']} {lists['en']}".replace("ё", "е")
    return _Words(frozenset(stop.split()), frozenset(lists["negations"].split()))
