"""The report on paper: Cyrillic, tables, pictures, many pages."""

import re
import struct
import zlib

from surveys.exports.pdf_report import pages_of, pdf_of
from surveys.exports.report import Block, Heading, Paragraph, Picture, Report, Table


def png(width: int, height: int) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\0" + b"\x80" * width) * height
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def test_everything_is_in_the_file_and_its_fonts_too() -> None:
    report = Report(
        "Северный филиал, ноябрь 2026",
        "ru",
        [
            Heading("Оценки"),
            Table(["вопрос", "оценка", "n"], [["Было просто", "77,0 %", "100"], ["Доволен", "80,0 %", "98"]]),
            Picture(png(60, 30), "Тренд: 77,0 %"),
            Paragraph("В скобках — интервал.", is_small=True),
        ],
    )
    file = pdf_of(report)
    assert file.startswith(b"%PDF-")
    assert file.count(b"/FontFile2") == 2
    assert len(re.findall(rb"/Subtype */Image", file)) == 1
    assert len(re.findall(rb"/Type */Page\b(?!s)", file)) == 1


def test_a_long_report_has_several_pages() -> None:
    rows = [[f"Точка {number}", "77,0 %", "100"] for number in range(120)]
    file = pdf_of(Report("Точки", "ru", [Table(["точка", "оценка", "n"], rows)]))
    assert len(re.findall(rb"/Type */Page\b(?!s)", file)) > 1


def pages(file: bytes) -> int:
    return len(re.findall(rb"/Type */Page\b(?!s)", file))


def test_a_picture_takes_what_is_left_of_a_page_while_it_can_be_read() -> None:
    rows = [["Было просто", "77,0 %", "100"]]
    picture = Picture(png(108, 120), "Тренд")
    short: list[Block] = [Heading("Оценки"), Table(["вопрос", "оценка", "n"], rows * 10), picture]
    long: list[Block] = [Heading("Оценки"), Table(["вопрос", "оценка", "n"], rows * 30), picture]
    assert pages(pdf_of(Report("Точка", "ru", short))) == 1
    assert pages(pdf_of(Report("Точка", "ru", long))) == 2


def test_a_heading_stays_with_its_table_and_a_paragraph_on_one_page() -> None:
    rows = [["Было просто", "77,0 %", "100"]] * 42
    for block in (Heading("Ещё"), Paragraph("\n".join(f"Строка {number}" for number in range(8)))):
        report = Report("Точка", "ru", [Table(["вопрос", "оценка", "n"], rows), block])
        pdf = pages_of(report)
        assert (pdf.page, pdf.get_y() < 60) == (2, True)
        # What is put out closes the files of its fonts.
        pdf.output()


def test_a_long_title_does_not_leave_the_foot_of_a_page() -> None:
    pdf = pages_of(Report("Выдача справок о составе семьи · " * 12, "ru", []))
    assert pdf.cut("Точка", 60) == "Точка"
    shown = pdf.cut("Выдача справок о составе семьи · " * 12, 60)
    assert shown.endswith("…")
    assert 50 < pdf.get_string_width(shown) <= 60
    pdf.output()
