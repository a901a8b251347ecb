"""A report on paper: headings, paragraphs, tables and pictures, one below the other, on A4."""

from functools import singledispatch
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Final

from fpdf import FPDF
from fpdf.fonts import FontFace

from surveys.exports.report import Heading, Paragraph, Picture, Report, Table

FONT: Final = "DejaVu"
# Millimetres and points.
MARGIN: Final = 18
TITLE_SIZE: Final = 18
HEADING_SIZE: Final = 13
TEXT_SIZE: Final = 10
SMALL_SIZE: Final = 8
LINE: Final = 1.45
# A picture takes what a page has left, if its letters stay readable, and two thirds of a page at the most.
SMALLEST_PICTURE: Final = 110
LARGEST_PICTURE: Final = 170
# What may stand below it on the same page.
BELOW_PICTURE: Final = 16
# A heading stays with the table that it belongs to.
BELOW_HEADING: Final = 45
POINT_IN_MM: Final = 0.3528


def pdf_of(report: Report) -> bytes:
    """The file. The fonts are embedded, so that Cyrillic letters are there on every machine."""
    return bytes(pages_of(report).output())


def pages_of(report: Report) -> "Pages":
    """Its pages, drawn."""
    pdf = Pages(report.title)
    pdf.set_lang(report.language)
    pdf.set_title(report.title)
    pdf.add_page()
    pdf.write_line(report.title, TITLE_SIZE, bold=True)
    for block in report.blocks:
        pdf.ln(2)
        _draw(block, pdf)
    return pdf


class Pages(FPDF):
    """Pages with a foot, on which blocks follow each other."""

    def __init__(self, title: str) -> None:
        super().__init__(format="A4")
        self._foot = title
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(auto=True, margin=MARGIN)
        self.add_font(FONT, "", _font("DejaVuSans.ttf"))
        self.add_font(FONT, "B", _font("DejaVuSans-Bold.ttf"))
        self.set_font(FONT, size=TEXT_SIZE)

    def footer(self) -> None:
        """The title and the number on every page."""
        self.set_y(-MARGIN + 4)
        self.set_font(FONT, size=SMALL_SIZE)
        number = f" · {self.page_no()}"
        room = self.epw - self.get_string_width(number) - 2 * self.c_margin
        self.cell(0, 5, self.cut(self._foot, room) + number, align="R")

    def write_line(self, text: str, size: int, *, bold: bool = False) -> None:
        """A paragraph, on one page where it fits one."""
        self.set_font(FONT, "B" if bold else "", size)
        line = size * POINT_IN_MM * LINE
        height = self.multi_cell(0, line, text, align="L", dry_run=True, output="HEIGHT")
        if isinstance(height, float) and self.left < height < self.eph:
            self.add_page()
        self.multi_cell(0, line, text, align="L", new_x="LMARGIN", new_y="NEXT")

    @property
    def left(self) -> float:
        """How much of the page is left."""
        return self.page_break_trigger - self.get_y()

    def cut(self, text: str, room: float) -> str:
        """The text, shortened to so many millimetres."""
        shown = text
        while self.get_string_width(shown) > room:
            text = text[:-1]
            shown = f"{text.rstrip()}…"
        return shown


@singledispatch
def _draw(block: object, pdf: Pages) -> None:  # noqa: ARG001 - the signature of the others
    raise TypeError(type(block))


@_draw.register
def _(block: Heading, pdf: Pages) -> None:
    if pdf.left < BELOW_HEADING:
        pdf.add_page()
    pdf.write_line(block.text, HEADING_SIZE, bold=True)


@_draw.register
def _(block: Paragraph, pdf: Pages) -> None:
    pdf.write_line(block.text, SMALL_SIZE if block.is_small else TEXT_SIZE)


@_draw.register
def _(block: Table, pdf: Pages) -> None:
    pdf.set_font(FONT, size=SMALL_SIZE)
    widths = (3, *[2] * (len(block.titles) - 1))
    style = FontFace(emphasis="BOLD", fill_color=(235, 239, 244))
    with pdf.table(col_widths=widths, headings_style=style, line_height=5, text_align="LEFT") as table:
        for row in (block.titles, *block.rows):
            table.row(row)


@_draw.register
def _(block: Picture, pdf: Pages) -> None:
    if pdf.left < SMALLEST_PICTURE + BELOW_PICTURE:
        pdf.add_page()
    height = min(LARGEST_PICTURE, pdf.left - BELOW_PICTURE)
    pdf.image(BytesIO(block.png), w=pdf.epw, h=height, alt_text=block.description, keep_aspect_ratio=True)


def _font(name: str) -> Path:
    # matplotlib is a dependency anyway and carries these files; importing it would cost half a second.
    found = find_spec("matplotlib")
    if found is None or found.origin is None:
        raise FileNotFoundError(name)
    return Path(found.origin).parent / "mpl-data" / "fonts" / "ttf" / name
