"""The QR code of a service point, as a picture to print and as a poster in both languages."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final, Literal, cast

# A quarter of the code may be scratched or covered and it is still read.
ERROR_CORRECTION: Final = "q"
# Dots a module: a code of 41 modules with its border becomes about 1,200 dots, 10 cm at 300 dots an inch.
SCALE: Final = 24
# ISO/IEC 18004 asks for four modules of quiet around the code.
BORDER: Final = 4
# Millimetres.
SIZES: Final = {"A4": (210.0, 297.0), "A5": (148.0, 210.0)}
POINTS_A_MILLIMETRE: Final = 72 / 25.4

# Parts of the page's width: the edge that printers leave free and more, the code with its quiet border, the gaps.
MARGIN: Final = 0.07
CODE: Final = 0.58
NARROWEST_GAP, WIDEST_GAP = 0.012, 0.045
# The height of a line in that of its letters.
LEADING: Final = 1.3
# Tried in this order until everything fits; names as long as they may be need about 0.8.
SCALES: Final = tuple(percent / 100 for percent in range(100, 30, -2))

Size = Literal["A4", "A5"]


@dataclass(frozen=True, slots=True)
class PosterText:
    """What a poster says in one language."""

    service: str
    unit: str
    call: str
    scan: str
    promise: str


@dataclass(frozen=True, slots=True)
class Line:
    """Words of one size, a part of the page's width; broken into several lines where they are long."""

    words: str
    size: float
    style: Literal["", "B"] = ""


def qr_picture(link: str) -> bytes:
    """A PNG of the link."""
    import segno  # noqa: PLC0415 - needed in the drawing process only

    picture = BytesIO()
    segno.make(link, error=ERROR_CORRECTION, micro=False).save(picture, kind="png", scale=SCALE, border=BORDER)
    return picture.getvalue()


def poster(link: str, size: Size, texts: tuple[PosterText, PosterText]) -> bytes:
    """A PDF of one page: the call, read from afar, the code, and what it is about, in both languages.

    Sizes are parts of the page's width, so that A4 is A5 enlarged; long names make all words a little smaller.
    """
    call, *others = _blocks(link, texts)
    page = _Page(size, [call, *others])
    page.write(call)
    page.draw(qr_picture(link))
    for number, block in enumerate(others):
        if number:
            page.skip()
        page.write(block)
    return page.output()


def _blocks(link: str, texts: tuple[PosterText, PosterText]) -> list[list[Line]]:
    first, second = texts
    return [
        [Line(first.call, 0.052, "B"), Line(second.call, 0.042, "B")],
        [Line(text.scan, 0.029) for text in texts],
        *([Line(text.service, 0.038, "B"), Line(text.unit, 0.031)] for text in texts),
        [Line(text.promise, 0.025) for text in texts],
        # For those whose telephone reads no codes.
        [Line(link.removeprefix("https://"), 0.022)],
    ]


class _Page:
    """The page with its blocks of lines, the code below the first of them, and equal gaps between all."""

    def __init__(self, size: Size, blocks: list[list[Line]]) -> None:
        from fpdf import FPDF  # noqa: PLC0415 - as above

        self._blocks = blocks
        self._width, height = SIZES[size]
        self._pdf = FPDF(format=SIZES[size], unit="mm")
        self._pdf.set_auto_page_break(False)
        for style, file in (("", "DejaVuSans.ttf"), ("B", "DejaVuSans-Bold.ttf")):
            self._pdf.add_font("DejaVu", style, _fonts() / file)
        self._pdf.add_page()
        room = height - (2 * MARGIN + CODE) * self._width
        # Above and below the code there is its own border.
        gaps = len(blocks) - 2
        least = gaps * NARROWEST_GAP * self._width
        self._scale = next(scale for scale in SCALES if self._height(scale) + least <= room)
        spare = room - self._height(self._scale)
        self._gap = min(spare / gaps, WIDEST_GAP * self._width)
        self._pdf.set_y(MARGIN * self._width + (spare - self._gap * gaps) / 2)

    def write(self, block: list[Line]) -> None:
        """A block."""
        for line in block:
            width = self._balanced(line)
            self._choose_font(line, self._scale)
            self._pdf.set_x((self._width - width) / 2)
            height = self._line_height(line, self._scale)
            self._pdf.multi_cell(width, height, line.words, align="C", new_x="LMARGIN", new_y="NEXT")

    def skip(self) -> None:
        """A gap."""
        self._pdf.set_y(self._pdf.get_y() + self._gap)

    def draw(self, picture: bytes) -> None:
        """The code."""
        code, top = CODE * self._width, self._pdf.get_y()
        self._pdf.image(BytesIO(picture), x=(self._width - code) / 2, y=top, w=code)
        self._pdf.set_y(top + code)

    def output(self) -> bytes:
        """The finished document."""
        return bytes(self._pdf.output())

    def _height(self, scale: float) -> float:
        lines = [line for block in self._blocks for line in block]
        return sum(self._count(line, scale, self._widest) * self._line_height(line, scale) for line in lines)

    @property
    def _widest(self) -> float:
        return self._width * (1 - 2 * MARGIN)

    def _line_height(self, line: Line, scale: float) -> float:
        return self._width * line.size * scale * LEADING

    def _balanced(self, line: Line) -> float:
        """The narrowest width with as few lines: no single word is left for the last one, and none is broken."""
        count, least = self._count(line, self._scale, self._widest), self._longest_word(line)
        widths = (self._widest * part / 100 for part in range(50, 100, 2))
        fitting = (width for width in widths if width >= least and self._count(line, self._scale, width) == count)
        return next(fitting, self._widest)

    def _longest_word(self, line: Line) -> float:
        """The width that its longest word needs, with the margins of a cell."""
        self._choose_font(line, self._scale)
        words = max(map(self._pdf.get_string_width, line.words.split()), default=0.0)
        return float(words) + 2 * float(self._pdf.c_margin)

    def _count(self, line: Line, scale: float, width: float) -> int:
        self._choose_font(line, scale)
        broken = self._pdf.multi_cell(width, 1, line.words, align="C", dry_run=True, output="LINES")
        return len(cast("list[str]", broken))

    def _choose_font(self, line: Line, scale: float) -> None:
        self._pdf.set_font("DejaVu", line.style, self._width * line.size * scale * POINTS_A_MILLIMETRE)


def _fonts() -> Path:
    """DejaVu Sans, which matplotlib brings along: fonts of the system may have no Cyrillic."""
    import matplotlib as mpl  # noqa: PLC0415 - as above

    return Path(mpl.get_data_path()) / "fonts" / "ttf"
