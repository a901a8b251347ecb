"""The QR code of a service point, as a picture to print and as a poster in both languages."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from fpdf import FPDF

# A quarter of the code may be scratched or covered and it is still read.
ERROR_CORRECTION: Final = "q"
# Dots a module: a code of 41 modules with its border becomes about 1,200 dots, 10 cm at 300 dots an inch.
SCALE: Final = 24
# ISO/IEC 18004 asks for four modules of quiet around the code.
BORDER: Final = 4
# Millimetres.
SIZES: Final = {"A4": (210.0, 297.0), "A5": (148.0, 210.0)}
POINTS_A_MILLIMETRE: Final = 72 / 25.4

Size = Literal["A4", "A5"]


@dataclass(frozen=True, slots=True)
class PosterText:
    """What a poster says in one language."""

    service: str
    unit: str
    call: str
    promise: str


def qr_picture(link: str) -> bytes:
    """A PNG of the link."""
    import segno  # noqa: PLC0415 - needed in the drawing process only

    picture = BytesIO()
    segno.make(link, error=ERROR_CORRECTION, micro=False).save(picture, kind="png", scale=SCALE, border=BORDER)
    return picture.getvalue()


def poster(link: str, size: Size, texts: tuple[PosterText, PosterText]) -> bytes:
    """A PDF of one page: the code, and below it the words in both languages."""
    from fpdf import FPDF  # noqa: PLC0415 - as above

    pdf = FPDF(format=SIZES[size], unit="mm")
    pdf.set_auto_page_break(False)
    for style, file in (("", "DejaVuSans.ttf"), ("B", "DejaVuSans-Bold.ttf")):
        pdf.add_font("DejaVu", style, _fonts() / file)
    pdf.add_page()
    width = SIZES[size][0]
    code = width * 0.62
    pdf.image(BytesIO(qr_picture(link)), x=(width - code) / 2, y=width * 0.09, w=code)
    pdf.set_y(width * 0.78)
    for text in texts:
        _write(pdf, text, width)
    pdf.set_font("DejaVu", "", width * 0.016 * POINTS_A_MILLIMETRE)
    _centred(pdf, link, width, 0.026)
    return bytes(pdf.output())


def _write(pdf: "FPDF", text: PosterText, width: float) -> None:
    """Lines in proportion to the page, so that A4 is A5 enlarged."""
    for words, style, part in (
        (text.call, "B", 0.052),
        (f"{text.service} · {text.unit}", "", 0.032),
        (text.promise, "", 0.027),
    ):
        pdf.set_font("DejaVu", style, width * part * POINTS_A_MILLIMETRE)
        _centred(pdf, words, width, part * 1.45)
    pdf.ln(width * 0.025)


def _centred(pdf: "FPDF", words: str, width: float, height: float) -> None:
    margin = width * 0.08
    pdf.set_x(margin)
    pdf.multi_cell(width - 2 * margin, width * height, words, align="C", new_x="LMARGIN", new_y="NEXT")


def _fonts() -> Path:
    """DejaVu Sans, which matplotlib brings along: fonts of the system may have no Cyrillic."""
    import matplotlib as mpl  # noqa: PLC0415 - as above

    return Path(mpl.get_data_path()) / "fonts" / "ttf"
