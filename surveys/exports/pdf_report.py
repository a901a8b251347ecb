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
# Two thirds of a page at the most.
PICTURE_HEIGHT: Final = 170
POINT_IN_MM: Final = 0.3528


def pdf_of(report: Report) -> bytes:
    """The file. The fonts are embedded, so that Cyrillic letters are there on every machine."""
    pdf = _Pages(report.title)
    pdf.set_lang(report.language)
    pdf.set_title(report.title)
    pdf.add_page()
    pdf.write_line(report.title, TITLE_SIZE, bold=True)
    for block in report.blocks:
        pdf.ln(2)
        _draw(block, pdf)
    return bytes(pdf.output())


class _Pages(FPDF):
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
        self.cell(0, 5, f"{self._foot} · {self.page_no()}", align="R")

    def write_line(self, text: str, size: int, *, bold: bool = False) -> None:
        self.set_font(FONT, "B" if bold else "", size)
        self.multi_cell(0, size * POINT_IN_MM * LINE, text, align="L", new_x="LMARGIN", new_y="NEXT")


@singledispatch
def _draw(block: object, pdf: _Pages) -> None:  # noqa: ARG001 - the signature of the others
    raise TypeError(type(block))


@_draw.register
def _(block: Heading, pdf: _Pages) -> None:
    pdf.write_line(block.text, HEADING_SIZE, bold=True)


@_draw.register
def _(block: Paragraph, pdf: _Pages) -> None:
    pdf.write_line(block.text, SMALL_SIZE if block.is_small else TEXT_SIZE)


@_draw.register
def _(block: Table, pdf: _Pages) -> None:
    pdf.set_font(FONT, size=SMALL_SIZE)
    widths = (3, *[2] * (len(block.titles) - 1))
    style = FontFace(emphasis="BOLD", fill_color=(235, 239, 244))
    with pdf.table(col_widths=widths, headings_style=style, line_height=5, text_align="LEFT") as table:
        for row in (block.titles, *block.rows):
            table.row(row)


@_draw.register
def _(block: Picture, pdf: _Pages) -> None:
    image = BytesIO(block.png)
    pdf.image(image, w=pdf.epw, h=PICTURE_HEIGHT, alt_text=block.description, keep_aspect_ratio=True)


def _font(name: str) -> Path:
    # matplotlib is a dependency anyway and carries these files; importing it would cost half a second.
    found = find_spec("matplotlib")
    if found is None or found.origin is None:
        raise FileNotFoundError(name)
    return Path(found.origin).parent / "mpl-data" / "fonts" / "ttf" / name
