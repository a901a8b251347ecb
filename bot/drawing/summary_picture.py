"""The picture of a summary: its trend with the interval, its distribution, its drivers. Drawn in the worker process.

matplotlib is imported when the first picture is drawn, and through its Figure API: pyplot keeps figures of its own.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from textwrap import fill
from typing import TYPE_CHECKING, Any, Final

from surveys.scores import Tone

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# A phone shows a picture about 390 points wide: these are 1080 pixels with letters of 11 points.
WIDTH, DPI = 7.2, 150
LETTERS: Final = 12
# Okabe, M. and Ito, K. (2008), Color Universal Design: told apart with every kind of colour blindness.
BLUE, ORANGE, GREY = "#0072B2", "#D55E00", "#6B6B6B"
# Not by colour alone: what is bad is hatched; what is neither is grey.
LOOKS: Final[Mapping[Tone, tuple[str, str]]] = {"good": (BLUE, ""), "bad": (ORANGE, "//"), "neither": ("#8A8A8A", "")}
# In characters: what stands left of a bar, above everything and below it.
WIDEST_LABEL: Final = 20
WIDEST_TITLE: Final = 48
WIDEST_FOOT: Final = 92
# Names of service points are long: what does not fit so many lines ends in an ellipsis.
MOST_LINES: Final = 3
# In inches, from above: a line of the title, what stands over and under a trend, and the trend.
TITLE_LINE, TREND_HEAD, TREND, TREND_FOOT = 0.27, 0.75, 2.6, 0.35
# A panel's title, a bar with a label of one line, and each further line of it; a line of the foot.
PANEL_HEAD, BAR, LABEL_LINE, FOOT_LINE = 0.6, 0.36, 0.17, 0.22
# Where text begins, where axes begin and end.
EDGE, LEFT, RIGHT = 0.2, 2.1, 6.9
# Labels of a longer trend would run into each other.
MOST_LABELS: Final = 7


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A step in time; None where too few answered."""

    label: str
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its share in percent and the words for it."""

    label: str
    value: float
    shown: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Panel:
    """Bars with a title."""

    title: str
    bars: Sequence[Bar]


@dataclass(frozen=True, slots=True)
class Picture:
    """All words and figures, in the person's language already."""

    title: str
    subtitle: str
    trend_title: str
    trend: Sequence[TrendPoint]
    scale: tuple[float, float]
    distribution: Panel
    drivers: Panel
    footnote: str


def draw(picture: Picture) -> bytes:
    """The picture as PNG."""
    file = BytesIO()
    figure_of(picture).savefig(file, format="png")
    return file.getvalue()


def figure_of(picture: Picture) -> "Figure":
    """The picture, as high as its content needs."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - 0.9 s and 77 MB, only in the worker and only when needed

    panels = [panel for panel in (picture.distribution, picture.drivers) if panel.bars]
    title = _folded(picture.title, WIDEST_TITLE)
    foot = _folded(picture.footnote, WIDEST_FOOT)
    heights = [TREND, *(_height(panel) for panel in panels)]
    # Fixed places: a layout engine draws everything twice.
    top = EDGE + TITLE_LINE * _lines(title)
    height = top + TREND_HEAD + TREND_FOOT + sum(heights) + PANEL_HEAD * len(panels) + EDGE + FOOT_LINE * _lines(foot)
    figure = Figure(figsize=(WIDTH, height), dpi=DPI)
    canvas = _Canvas(figure, height)
    canvas.text(title, EDGE, fontsize=LETTERS + 2, fontweight="bold")
    _trend(canvas.axes(top + TREND_HEAD, TREND), picture)
    canvas.text(f"{picture.subtitle}\n{picture.trend_title}", top + EDGE / 2, fontsize=LETTERS)
    top += TREND_HEAD + TREND + TREND_FOOT
    for panel, panel_height in zip(panels, heights[1:], strict=True):
        canvas.text(panel.title, top + PANEL_HEAD / 2.2, fontsize=LETTERS)
        _bars(canvas.axes(top + PANEL_HEAD, panel_height), panel)
        top += PANEL_HEAD + panel_height
    canvas.text(foot, top + EDGE / 2, fontsize=LETTERS - 3, color=GREY)
    return figure


@dataclass(frozen=True, slots=True)
class _Canvas:
    """A figure by inches from its upper edge."""

    figure: "Figure"
    height: float

    def axes(self, top: float, height: float) -> "Axes":
        return self.figure.add_axes(
            (LEFT / WIDTH, 1 - (top + height) / self.height, (RIGHT - LEFT) / WIDTH, height / self.height)
        )

    def text(self, text: str, top: float, **style: Any) -> None:  # noqa: ANN401 - of matplotlib
        self.figure.text(EDGE / WIDTH, 1 - top / self.height, text, ha="left", va="top", **style)


def _folded(text: str, widest: int) -> str:
    return fill(text, widest, max_lines=MOST_LINES, placeholder=" …")


def _lines(text: str) -> int:
    return text.count("\n") + 1


def _height(panel: Panel) -> float:
    """Bars are equally high: the longest label says how high."""
    most = max(_lines(_folded(bar.label, WIDEST_LABEL)) for bar in panel.bars)
    return len(panel.bars) * max(BAR, LABEL_LINE * most + BAR - LABEL_LINE)


def _trend(axis: "Axes", picture: Picture) -> None:
    places = range(len(picture.trend))
    # What is not known leaves a gap: a line through it would be made up.
    values, lows, highs = (
        [math.nan if each is None else each for each in column]
        for column in zip(*((point.value, point.low, point.high) for point in picture.trend), strict=True)
    )
    axis.fill_between(places, lows, highs, color=BLUE, alpha=0.2, linewidth=0)
    axis.vlines(places, lows, highs, color=BLUE, alpha=0.5, linewidth=1.5)
    # A point at the end of the scale is drawn whole.
    axis.plot(places, values, color=BLUE, marker="o", linewidth=2, clip_on=False)
    axis.set_ylim(*picture.scale)
    axis.set_xlim(-0.5, max(len(picture.trend) - 0.5, 0.5))
    step = -(-len(picture.trend) // MOST_LABELS) or 1
    ticks = range(0, len(picture.trend), step)
    axis.set_xticks(ticks, [picture.trend[place].label for place in ticks], fontsize=LETTERS - 2)
    axis.tick_params(axis="y", labelsize=LETTERS - 1)
    axis.grid(axis="y", color="#DDDDDD")
    _without_frame(axis)


def _bars(axis: "Axes", panel: Panel) -> None:
    places = range(len(panel.bars))
    drawn = axis.barh(
        places,
        [bar.value for bar in panel.bars],
        color=[LOOKS[bar.tone][0] for bar in panel.bars],
        hatch=[LOOKS[bar.tone][1] for bar in panel.bars],
        edgecolor="white",
    )
    axis.bar_label(drawn, [bar.shown for bar in panel.bars], padding=4, fontsize=LETTERS - 1)
    axis.set_yticks(places, [_folded(bar.label, WIDEST_LABEL) for bar in panel.bars], fontsize=LETTERS - 1)
    axis.set_ylim(len(panel.bars) - 0.5, -0.5)
    axis.set_xlim(0, max((bar.value for bar in panel.bars), default=0) * 1.3 or 1)
    axis.set_xticks([])
    _without_frame(axis)


def _without_frame(axis: "Axes") -> None:
    for side in ("top", "right", "bottom"):
        axis.spines[side].set_visible(False)
