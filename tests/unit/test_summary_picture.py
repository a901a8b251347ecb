"""The picture of a summary: whatever the names are, no text is cut off and none lies over another."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import combinations

import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from bot.drawing.summary_picture import Bar, Panel, Picture, TrendPoint, draw, figure_of
from surveys.catalog_files import load_catalog
from surveys.metrics import tone_of

NOTHING = TrendPoint("2 нояб", None, None, None)
USUAL = Picture(
    title="Справки и выписки · Северный филиал · окно",
    subtitle="Было просто (CES, оценки 5–7)",
    trend_title="Доля по времени, %, с 95 % интервалом",
    trend=[TrendPoint(f"{week} нояб", 60.0, 50.0, 70.0) for week in range(13)],
    scale=(0, 100),
    distribution=Panel("Ответы, %", [Bar(str(value), 14.0, "14,0 %", "good") for value in range(1, 8)]),
    drivers=Panel("Что мешало", [Bar(f"Причина {place}", 60.0, "60,0 %", "bad") for place in range(5)]),
    footnote="Ответов: 240 · ноябрь 2026, Europe/Moscow",
)
LONG = replace(
    USUAL,
    title="Выдача справок о составе семьи и регистрации по месту жительства · " * 3,
    drivers=Panel(
        "Что мешало",
        [Bar("Понятно ли, что происходит и почему именно так происходит", 60.0, "60,0 %", "bad"), *USUAL.drivers.bars],
    ),
    footnote="Ответов: 1 240 · 1 октября 2025 – 24 ноября 2026 г., America/Argentina/ComodRivadavia · " * 2,
)
PICTURES = {
    "usual": USUAL,
    "long": LONG,
    "loyalty": replace(
        USUAL,
        scale=(-100, 100),
        distribution=Panel("Ответы, %", [Bar(str(value), 9.0, "9,0 %", "neither") for value in range(11)]),
    ),
    "one point, one reason": replace(
        USUAL,
        trend=[*[NOTHING] * 12, TrendPoint("23 нояб", 100.0, 72.0, 100.0)],
        drivers=Panel("Что мешало", [Bar("Уважительное отношение", 100.0, "100,0 %", "bad")]),
    ),
    "no reason, no trend": replace(USUAL, trend=[NOTHING], drivers=Panel("Что мешало", [])),
}


def placed(figure: Figure) -> Iterator[tuple[str, Bbox]]:
    """The texts with the places that they take, in pixels."""
    figure.savefig(BytesIO(), format="png")
    for text in figure.findobj(Text):
        assert isinstance(text, Text)
        if text.get_visible() and text.get_text().strip():
            yield text.get_text(), text.get_window_extent()


@pytest.mark.parametrize("name", PICTURES)
def test_no_text_is_cut_off_and_none_lies_over_another(name: str) -> None:
    figure = figure_of(PICTURES[name])
    texts = list(placed(figure))
    edges = figure.bbox
    assert [text for text, box in texts if not (edges.x0 <= box.x0 and box.x1 <= edges.x1)] == []
    assert [text for text, box in texts if not (edges.y0 <= box.y0 and box.y1 <= edges.y1)] == []
    assert [(one, other) for (one, at), (other, there) in combinations(texts, 2) if at.overlaps(there)] == []


def test_a_picture_is_as_high_as_its_content_and_as_wide_as_a_phone() -> None:
    usual, short = figure_of(USUAL), figure_of(PICTURES["no reason, no trend"])
    assert (usual.bbox.width, short.bbox.width) == (1080, 1080)
    assert short.bbox.height < usual.bbox.height < 1800


def test_a_picture_is_a_png() -> None:
    assert draw(USUAL).startswith(b"\x89PNG\r\n\x1a\n")


@pytest.mark.parametrize(
    ("survey", "tones"),
    [
        ("loyalty", ["bad"] * 7 + ["neither"] * 2 + ["good"] * 2),
        ("csat", ["bad"] * 3 + ["good"] * 2),
        ("ces", ["bad"] * 4 + ["good"] * 3),
    ],
)
def test_answers_look_as_they_count(survey: str, tones: list[str]) -> None:
    question = next(each for each in load_catalog()[survey].questions if each.metric == survey)
    assert [tone_of(question, code) for code in question.codes] == tones
