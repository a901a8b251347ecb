"""What a report on paper holds: headings, paragraphs, tables and pictures, one below the other."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A line above what belongs together."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str
    is_small: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A row of titles and rows of texts; the first column is the widest."""

    titles: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG, and in words what it shows, for whoever can't see it."""

    png: bytes
    description: str


Block = Heading | Paragraph | Table | Picture


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a file holds; `language` is that of its texts, for readers' software."""

    title: str
    language: str
    blocks: Sequence[Block]


def printed(report: Report) -> bytes:
    """The report as a PDF. For the drawing process: the library takes 60 MB, which the bot does without."""
    from surveys.exports.pdf_report import pdf_of  # noqa: PLC0415 - as above

    return pdf_of(report)
