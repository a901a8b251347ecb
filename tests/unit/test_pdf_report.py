"""The report on paper: Cyrillic, tables, pictures, many pages."""

import re
import struct
import zlib

from surveys.exports.pdf_report import pdf_of
from surveys.exports.report import Heading, Paragraph, Picture, Report, Table


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
