"""The certificate of a finished course, as a picture and as a PDF."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from textwrap import wrap
from typing import Final

INK: Final = "#1c2730"
ACCENT: Final = "#2e7d32"
# A4, landscape.
PAGE_INCHES: Final = (11.69, 8.27)
PAGE_MM: Final = (297, 210)
MARGIN_MM: Final = 12
DPI: Final = 110
LINE_WIDTH: Final = 62
# A name of so many letters fills the line at NAME_SIZE; a longer one is set smaller.
NAME_FITS: Final = 32
NAME_SIZE: Final = 28


@dataclass(frozen=True, slots=True)
class Certificate:
    """All that is written on it, in the person's language."""

    organisation: str
    title: str
    says: str
    name: str
    course: str
    day: str

    @property
    def name_size(self) -> float:
        """Points at which the name stays within the frame."""
        return NAME_SIZE * min(1, NAME_FITS / len(self.name))


def draw_certificate(certificate: Certificate) -> bytes:
    """A PNG."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - 0.9 s that only the drawing process spends
    from matplotlib.patches import Rectangle  # noqa: PLC0415 - as above

    figure = Figure(figsize=PAGE_INCHES, dpi=DPI, facecolor="white")
    frame = Rectangle((0.04, 0.055), 0.92, 0.89, fill=False, edgecolor=ACCENT, linewidth=3)
    figure.add_artist(frame)
    for text, y, size, weight in (
        (certificate.organisation, 0.84, 17, "normal"),
        (certificate.title, 0.70, 40, "bold"),
        (certificate.says, 0.585, 16, "normal"),
        (certificate.name, 0.48, certificate.name_size, "bold"),
        ("\n".join(wrap(certificate.course, LINE_WIDTH)), 0.345, 17, "normal"),
        (certificate.day, 0.16, 15, "normal"),
    ):
        figure.text(0.5, y, text, ha="center", va="center", fontsize=size, fontweight=weight, color=INK)
    drawn = BytesIO()
    figure.savefig(drawn, format="png")
    return drawn.getvalue()


def write_certificate(certificate: Certificate) -> bytes:
    """A PDF of one page, its text selectable, in the letters of DejaVu, which matplotlib brings along."""
    from fpdf import FPDF  # noqa: PLC0415 - as above
    from matplotlib import get_data_path  # noqa: PLC0415 - as above

    fonts = Path(get_data_path()) / "fonts" / "ttf"
    pdf = FPDF(orientation="landscape", format="A4")
    pdf.set_title(f"{certificate.title}: {certificate.name}")
    pdf.add_font("DejaVu", "", fonts / "DejaVuSans.ttf")
    pdf.add_font("DejaVu", "B", fonts / "DejaVuSans-Bold.ttf")
    pdf.set_auto_page_break(auto=False)
    pdf.add_page()
    width, height = PAGE_MM
    pdf.set_draw_color(46, 125, 50)
    pdf.set_line_width(1)
    pdf.rect(MARGIN_MM, MARGIN_MM, width - 2 * MARGIN_MM, height - 2 * MARGIN_MM)
    for text, y, size, style in (
        (certificate.organisation, 28, 17, ""),
        (certificate.title, 52, 38, "B"),
        (certificate.says, 82, 16, ""),
        (certificate.name, 100, certificate.name_size, "B"),
        (certificate.course, 125, 16, ""),
        (certificate.day, 172, 14, ""),
    ):
        pdf.set_font("DejaVu", style, size)
        pdf.set_xy(2 * MARGIN_MM, y)
        pdf.multi_cell(width - 4 * MARGIN_MM, size * 0.5, text, align="C")
    return bytes(pdf.output())
