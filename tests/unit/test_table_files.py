"""Files of tables, read back by other means than they are written with."""

import csv
import io
import re
import zipfile
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from surveys.exports import xlsx_file as xlsx
from surveys.exports import xlsx_texts
from surveys.exports.csv_files import csv_archive, guarded
from surveys.exports.tables import Cell, Row
from surveys.exports.xlsx_file import xlsx_file

SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ROWS: list[Row] = [
    (1, "north", 2.5, date(2026, 11, 24)),
    (2, "=1+1", -3, "a, «b»\r\nc"),
    (3, "0042", 0, '"'),
    (4, None, 1, None),
]


def read_csv(path: Path, name: str) -> tuple[bytes, list[list[str]]]:
    with zipfile.ZipFile(path) as archive:
        raw = archive.read(name)
    return raw, list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def read_xlsx(path: Path) -> dict[str, list[list[Cell]]]:
    """Sheets by name, cells as numbers or texts, empty ones before the last as None."""
    with zipfile.ZipFile(path) as archive:
        names = [each.get("name", "") for each in _parsed(archive, "workbook").iter(f"{SPREADSHEET}sheet")]
        shared = [_text(each) for each in _parsed(archive, "sharedStrings").iter(f"{SPREADSHEET}si")]
        sheets = [_parsed(archive, f"worksheets/sheet{number}") for number in range(1, len(names) + 1)]
    return {
        name: [_cells(row, shared) for row in sheet.iter(f"{SPREADSHEET}row")]
        for name, sheet in zip(names, sheets, strict=True)
    }


def _parsed(archive: zipfile.ZipFile, part: str) -> ET.Element:
    return ET.fromstring(archive.read(f"xl/{part}.xml"))


def _cells(row: ET.Element, shared: list[str]) -> list[Cell]:
    cells: list[Cell] = []
    for cell in row:
        assert {each.tag.removeprefix(SPREADSHEET) for each in cell.iter()} <= {"c", "is", "t", "v"}
        column = ord(cell.get("r", "")[0]) - ord("A")
        cells += [None] * (column - len(cells))
        match cell.get("t"):
            case "s":
                cells.append(shared[int(cell.findtext(f"{SPREADSHEET}v", ""))])
            case "inlineStr":
                cells.append(_text(cell))
            case _:
                cells.append(float(cell.findtext(f"{SPREADSHEET}v", "")))
    return cells


def _text(element: ET.Element) -> str:
    """As a spreadsheet reads it: ECMA-376, part 1, 22.9.2.19."""
    return re.sub("_x([0-9a-fA-F]{4})_", lambda found: chr(int(found[1], 16)), "".join(element.itertext()))


def test_csv_is_rfc_4180_with_a_byte_order_mark_and_no_formulas(tmp_path: Path) -> None:
    with csv_archive(tmp_path / "e.zip") as file:
        write = file.sheet("answers", ["n", "text", "score", "note"])
        for row in ROWS:
            write(row)
    raw, rows = read_csv(tmp_path / "e.zip", "answers.csv")
    assert raw.startswith(b"\xef\xbb\xbfn,text,score,note\r\n")
    assert rows[1:] == [
        ["1", "north", "2.5", "2026-11-24"],
        ["2", "'=1+1", "-3", "a, «b»\r\nc"],
        ["3", "0042", "0", '"'],
        ["4", "", "1", ""],
    ]


def test_rows_of_several_sheets_may_come_in_turns(tmp_path: Path) -> None:
    with csv_archive(tmp_path / "e.zip") as file:
        first, second = file.sheet("one", ["a"]), file.sheet("two", ["b"])
        for number in range(3):
            first([number])
            second([number * 10])
    assert read_csv(tmp_path / "e.zip", "one.csv")[1] == [["a"], ["0"], ["1"], ["2"]]
    assert read_csv(tmp_path / "e.zip", "two.csv")[1] == [["b"], ["0"], ["10"], ["20"]]


def test_numbers_are_numbers_and_texts_are_texts_in_a_workbook(tmp_path: Path) -> None:
    with xlsx_file(tmp_path / "e.xlsx") as file:
        write = file.sheet("answers", ["n", "text", "score"])
        for row in ROWS[:3]:
            write(row[:3])
        file.sheet("days", ["day"])([date(2026, 3, 1)])
    assert read_xlsx(tmp_path / "e.xlsx") == {
        "answers": [["n", "text", "score"], [1.0, "north", 2.5], [2.0, "=1+1", -3.0], [3.0, "0042", 0.0]],
        # What a spreadsheet shows as 2026-03-01: days since 1899-12-30.
        "days": [["day"], [46082.0]],
    }


def test_an_empty_cell_keeps_its_place_in_a_workbook(tmp_path: Path) -> None:
    with xlsx_file(tmp_path / "e.xlsx") as file:
        file.sheet("answers", ["n", "text", "score", "day"])([None, "a", None, date(1900, 3, 1)])
    assert read_xlsx(tmp_path / "e.xlsx")["answers"][1] == [None, "a", None, 61.0]


@pytest.mark.parametrize("shared", [0, 1000])
@given(texts=st.lists(st.text(), min_size=1, max_size=5))
@example(texts=["<r><t>bold</t></r>", "<r>&</r>", "</t></is></c>", "_x0041_ _x", "\ud800\ufffe\x00\r\n\t ", "=1+1"])
def test_a_text_of_a_workbook_is_the_text_whatever_it_holds(
    tmp_path_factory: pytest.TempPathFactory, shared: int, texts: list[str]
) -> None:
    path = tmp_path_factory.mktemp("texts") / "e.xlsx"
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(xlsx_texts, "MOST_SHARED", shared)
        with xlsx_file(path) as file:
            write = file.sheet("comments", ["comment"])
            for text in texts:
                write([text])
    assert read_xlsx(path)["comments"] == [["comment"], *([text] for text in texts)]


def test_texts_are_shared_while_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_texts, "MOST_SHARED", 2)
    texts = xlsx_texts.Texts()
    long = "x" * (xlsx_texts.LONGEST_SHARED + 1)
    kinds = ["inlineStr" in texts.cell(text) for text in (long, "north", "south", "north", "east", "south")]
    assert kinds == [True, False, False, False, True, False]
    assert texts.cell("north") != texts.cell("south")
    assert list(texts.shared()) == [xlsx_texts.text_element("north"), xlsx_texts.text_element("south")]


@pytest.mark.parametrize(("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_letters(column: int, letters: str) -> None:
    assert xlsx.column_letters(column) == letters


def test_what_does_not_fit_a_sheet_goes_on_in_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    with xlsx_file(tmp_path / "e.xlsx") as file:
        write = file.sheet("answers", ["n"])
        for number in range(5):
            write([number])
    assert read_xlsx(tmp_path / "e.xlsx") == {
        "answers": [["n"], [0.0], [1.0]],
        "answers 2": [["n"], [2.0], [3.0]],
        "answers 3": [["n"], [4.0]],
    }


@given(st.text(min_size=1))
def test_no_text_begins_like_a_formula(text: str) -> None:
    written = guarded(text)
    assert isinstance(written, str)
    assert written[0] not in "=+-@\t\r\n"
    assert written.removeprefix("'") == text.removeprefix("'")


@pytest.mark.parametrize("number", [-1, -2.5, 0, None])
def test_numbers_and_empty_cells_are_left_alone(number: Cell) -> None:
    assert guarded(number) == number


@pytest.mark.parametrize("cell", [True, False, float("nan"), float("inf"), float("-inf")])
def test_what_is_no_cell_is_refused(tmp_path: Path, cell: float) -> None:
    with xlsx_file(tmp_path / "file.xlsx") as file:
        write = file.sheet("sheet", ["a"])
        with pytest.raises(ValueError, match="no cell"):
            write([cell])


@pytest.mark.parametrize("letter", ["я", "😀"])
def test_a_text_longer_than_a_cell_is_cut_with_a_mark(tmp_path: Path, letter: str) -> None:
    width = len(letter.encode("utf-16-le")) // 2
    longest = letter * (xlsx_texts.LONGEST_TEXT // width)
    path = tmp_path / "file.xlsx"
    with xlsx_file(path) as file:
        write = file.sheet("sheet", ["a"])
        write([longest])
        write([longest + letter])
    _, (whole,), (cut,) = read_xlsx(path)["sheet"]
    assert whole == longest
    assert isinstance(cut, str)
    assert cut == letter * ((xlsx_texts.LONGEST_TEXT - 1) // width) + xlsx_texts.CUT
    assert len(cut.encode("utf-16-le")) // 2 <= xlsx_texts.LONGEST_TEXT
