"""What is printed can be read: the codes lead to the link, whatever the names are, and everything is on the page."""

import re
import struct
import zlib
from io import BytesIO
from itertools import pairwise
from typing import cast

import pytest
import segno
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.drawing.posters import (
    BORDER,
    ERROR_CORRECTION,
    SCALE,
    SIZES,
    Line,
    PosterText,
    Size,
    _Page,
    poster,
    qr_picture,
)
from surveys.definition import LONGEST_NAME

LINK = "https://t.me/otklik_bot?start=p_north-certificates"
LONGEST_LINK = f"https://t.me/{'n' * 28}_bot?start=p_{'c' * 32}"
POINTS_A_MILLIMETRE = 72 / 25.4
TEXTS = (
    PosterText("Справки", "Северный филиал", "Как прошло?", "Наведите камеру", "Два нажатия"),
    PosterText("Certificates", "North branch", "How did it go?", "Point the camera", "Two taps"),
)
# fpdf2 warns of its own use of a name that Pillow is to drop.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

sizes = st.sampled_from(sorted(SIZES))
names = st.text("абвгШЩжabcWM .,-", min_size=1, max_size=LONGEST_NAME).filter(str.strip)


@pytest.mark.parametrize("link", [LINK, LONGEST_LINK])
def test_the_picture_holds_the_link_and_is_large_enough_to_print(link: str) -> None:
    picture = Image.open(BytesIO(qr_picture(link)))
    # 8 cm and more at 300 dots an inch.
    assert picture.width == picture.height >= 1000
    assert modules(picture) == encoded(link) != encoded(f"{link}x")


@pytest.mark.parametrize("size", sorted(SIZES))
@pytest.mark.parametrize("link", [LINK, LONGEST_LINK])
def test_a_poster_is_one_page_of_its_size_with_the_code_in_the_middle(size: Size, link: str) -> None:
    pdf = poster(link, size, TEXTS)
    width, height = (side * POINTS_A_MILLIMETRE for side in SIZES[size])
    assert pdf.count(b"/Type /Page\n") == 1
    assert f"{width:.2f} {height:.2f}".encode() in pdf
    picture = image_of(pdf)
    assert modules(picture) == encoded(link)
    side, again, left, _ = placed(pdf)
    assert side == again
    assert left + side / 2 == pytest.approx(width / 2, abs=0.02)
    # The rule of thumb is a tenth of the distance: 4 cm are read by an outstretched arm, 7 cm by one who stands behind.
    assert side * (1 - 2 * BORDER * SCALE / picture.width) / POINTS_A_MILLIMETRE >= 60


@settings(max_examples=15, deadline=None)
@given(sizes, names, names, names, names)
def test_whatever_the_names_all_words_stand_on_the_page_below_each_other(
    size: Size, service: str, unit: str, other_service: str, other_unit: str
) -> None:
    first, second = TEXTS
    texts = (
        PosterText(service, unit, first.call, first.scan, first.promise),
        PosterText(other_service, other_unit, second.call, second.scan, second.promise),
    )
    pdf = poster(LONGEST_LINK, size, texts)
    _, height = (side * POINTS_A_MILLIMETRE for side in SIZES[size])
    side, _, _, bottom = placed(pdf)
    lines = heights(pdf)
    assert all(above > below for above, below in pairwise(lines))
    assert lines[-1] > height * 0.03
    assert not any(bottom < line < bottom + side for line in lines)


@settings(max_examples=60, deadline=None)
@given(
    sizes,
    st.lists(st.sampled_from(("Электрокардиографический", "кабинет", "и", "Certificates")), min_size=1, max_size=5),
)
@example("A5", ["Электрокардиографический", "кабинет"])
def test_a_line_breaks_between_words_where_each_word_fits(size: Size, words: list[str]) -> None:
    line = Line(" ".join(words), 0.038, "B")
    page = _Page(size, [[line], [line], [line]])
    page._choose_font(line, page._scale)
    broken = page._pdf.multi_cell(page._balanced(line), 1, line.words, align="C", dry_run=True, output="LINES")
    assert " ".join(cast("list[str]", broken)) == line.words
    # What is put out closes the files of its fonts.
    page.output()


def encoded(link: str) -> list[list[bool]]:
    code = segno.make(link, error=ERROR_CORRECTION, micro=False)
    return [[bool(module) for module in row] for row in code.matrix]


def modules(picture: Image.Image) -> list[list[bool]]:
    """Dark modules, each read at its middle; the border around them must be white."""
    dots = picture.convert("1")
    count = dots.width // SCALE
    dark = [
        [not dots.getpixel((x * SCALE + SCALE // 2, y * SCALE + SCALE // 2)) for x in range(count)]
        for y in range(count)
    ]
    inner = range(BORDER, count - BORDER)
    assert not any(dark[y][x] for y in range(count) for x in range(count) if x not in inner or y not in inner)
    return [row[BORDER:-BORDER] for row in dark[BORDER:-BORDER]]


def image_of(pdf: bytes) -> Image.Image:
    """The one image of the page: black and white as a fax machine would send it, which TIFF knows too."""
    found = re.search(rb"/Columns (\d+) .*?/Rows (\d+).*?/CCITTFaxDecode.*?/Length (\d+).*?stream\n", pdf, re.DOTALL)
    assert found is not None
    columns, rows, length = map(int, found.groups())
    data = pdf[found.end() : found.end() + length]
    # Width, height, bits, group 4, black is 0, where the data are, rows a strip, how long they are.
    tags = {256: columns, 257: rows, 258: 1, 259: 4, 262: 1, 273: 8 + 2 + 8 * 12 + 4, 278: rows, 279: length}
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags.items())
    header = struct.pack("<2sHIH", b"II", 42, 8, len(tags))
    return Image.open(BytesIO(header + entries + struct.pack("<I", 0) + data))


def placed(pdf: bytes) -> tuple[float, float, float, float]:
    """The image's width, height, left and bottom, in points."""
    found = re.search(rb"q ([\d.]+) 0 0 ([\d.]+) ([\d.]+) ([\d.]+) cm /I1 Do Q", content(pdf))
    assert found is not None
    width, height, left, bottom = map(float, found.groups())
    return width, height, left, bottom


def heights(pdf: bytes) -> list[float]:
    """Where the lines stand, in points from the bottom, as they are written."""
    return [float(each) for each in re.findall(rb"BT [\d.]+ ([\d.]+) Td", content(pdf))]


def content(pdf: bytes) -> bytes:
    """The drawing of the page."""
    streams = (
        zlib.decompressobj().decompress(pdf[each.end() :])
        for each in re.finditer(rb"/FlateDecode.*?stream\n", pdf, re.DOTALL)
    )
    return next(each for each in streams if b"/I1 Do" in each)
