"""The small parts of an XLSX workbook, those around the rows: ECMA-376, parts 1 and 2.

https://ecma-international.org/publications-and-standards/standards/ecma-376/
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from xml.sax.saxutils import quoteattr

HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Of the formats in `STYLES`.
BOLD, DAY = 1, 2

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"

STYLES: Final = (
    f'{HEAD}<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
ROOT: Final = (
    f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
SHEET_TAIL: Final = "</sheetData></worksheet>"


def sheet_head(columns: int, width: int) -> str:
    """What stands before a sheet's rows: columns of one width, and a first row that stays in sight."""
    return (
        f'{HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols><col min="1" max="{columns}" width="{width}" customWidth="1"/></cols><sheetData>'
    )


def small_parts(sheets: Sequence[str], texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Names and contents of all parts but the sheets; `texts` are the shared ones, escaped."""
    numbers = range(1, len(sheets) + 1)
    yield "[Content_Types].xml", _content_types(numbers)
    yield "_rels/.rels", ROOT
    yield "xl/workbook.xml", _workbook(sheets)
    yield "xl/_rels/workbook.xml.rels", _relations(numbers)
    yield "xl/styles.xml", STYLES
    shared = "".join(f"<si>{text}</si>" for text in texts)
    yield "xl/sharedStrings.xml", f'{HEAD}<sst xmlns="{_MAIN}">{shared}</sst>'


def _content_types(numbers: Iterable[int]) -> str:
    kinds = {
        "workbook": "sheet.main",
        "styles": "styles",
        "sharedStrings": "sharedStrings",
        **{f"worksheets/sheet{number}": "worksheet" for number in numbers},
    }
    overrides = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{_TYPE}.{kind}+xml"/>' for part, kind in kinds.items()
    )
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _workbook(sheets: Sequence[str]) -> str:
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(sheets, start=1)
    )
    return (
        f'{HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">'
        f"<bookViews><workbookView/></bookViews><sheets>{listed}</sheets></workbook>"
    )


def _relations(numbers: Sequence[int]) -> str:
    kinds = {number: ("worksheet", f"worksheets/sheet{number}") for number in numbers}
    kinds[len(numbers) + 1] = "styles", "styles"
    kinds[len(numbers) + 2] = "sharedStrings", "sharedStrings"
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{part}.xml"/>'
        for number, (kind, part) in kinds.items()
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'
