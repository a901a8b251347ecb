"""The picture of a summary: its trend with the interval, its distribution, its drivers. Drawn in the worker process.

matplotlib is imported when the first picture is drawn, and through its Figure API: pyplot keeps figures of its own.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from textwrap import fill
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# A phone shows a picture about 390 points wide: these are 1080 x 1350 pixels with letters of 11 points.
WIDTH, HEIGHT, DPI = 7.2, 9.0, 150
LETTERS: Final = 12
# Okabe, M. and Ito, K. (2008), Color Universal Design: told apart with every kind of colour blindness.
BLUE, ORANGE, GREY = "#0072B2", "#D55E00", "#6B6B6B"
# In characters: what stands left of a bar, and above everything.
WIDEST_LABEL: Final = 22
WIDEST_TITLE: Final = 48
# Where text begins: of the figure, and of the axes that stand 0.29 into it.
EDGE: Final = 0.03
INDENT: Final = -0.38
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
    is_good: bool


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
    from matplotlib.figure import Figure  # noqa: PLC0415 - 0.9 s and 77 MB, only in the worker and only when needed

    panels = [panel for panel in (picture.distribution, picture.drivers) if panel.bars]
    # Fixed margins: a layout engine draws everything twice.
    figure = Figure(figsize=(WIDTH, HEIGHT), dpi=DPI)
    figure.suptitle(fill(picture.title, WIDEST_TITLE), fontsize=LETTERS + 2, fontweight="bold", x=EDGE, ha="left")
    heights = [3, *(1 + len(panel.bars) * 0.42 for panel in panels)]
    margins = {"left": 0.29, "right": 0.96, "top": 0.86, "bottom": 0.05, "hspace": 0.32}
    axes = figure.subplots(len(heights), 1, height_ratios=heights, squeeze=False, gridspec_kw=margins)[:, 0]
    _trend(axes[0], picture)
    for axis, panel in zip(axes[1:], panels, strict=True):
        _bars(axis, panel)
    figure.text(EDGE, 0.015, picture.footnote, fontsize=LETTERS - 3, color=GREY)
    file = BytesIO()
    figure.savefig(file, format="png")
    return file.getvalue()


def _trend(axis: "Axes", picture: Picture) -> None:
    axis.set_title(f"{picture.subtitle}\n{picture.trend_title}", fontsize=LETTERS, loc="left", x=INDENT, pad=12)
    places = range(len(picture.trend))
    # What is not known leaves a gap: a line through it would be made up.
    values, lows, highs = (
        [math.nan if each is None else each for each in column]
        for column in zip(*((point.value, point.low, point.high) for point in picture.trend), strict=True)
    )
    axis.fill_between(places, lows, highs, color=BLUE, alpha=0.2, linewidth=0)
    axis.vlines(places, lows, highs, color=BLUE, alpha=0.5, linewidth=1.5)
    axis.plot(places, values, color=BLUE, marker="o", linewidth=2)
    axis.set_ylim(*picture.scale)
    axis.set_xlim(-0.5, max(len(picture.trend) - 0.5, 0.5))
    step = -(-len(picture.trend) // MOST_LABELS) or 1
    ticks = range(0, len(picture.trend), step)
    axis.set_xticks(ticks, [picture.trend[place].label for place in ticks], fontsize=LETTERS - 2)
    axis.tick_params(axis="y", labelsize=LETTERS - 1)
    axis.grid(axis="y", color="#DDDDDD")
    _without_frame(axis)


def _bars(axis: "Axes", panel: Panel) -> None:
    axis.set_title(panel.title, fontsize=LETTERS, loc="left", x=INDENT)
    places = range(len(panel.bars))
    drawn = axis.barh(
        places,
        [bar.value for bar in panel.bars],
        color=[BLUE if bar.is_good else ORANGE for bar in panel.bars],
        # Not by colour alone: what is bad is hatched too.
        hatch=["" if bar.is_good else "//" for bar in panel.bars],
        edgecolor="white",
    )
    axis.bar_label(drawn, [bar.shown for bar in panel.bars], padding=4, fontsize=LETTERS - 1)
    axis.set_yticks(places, [fill(bar.label, WIDEST_LABEL) for bar in panel.bars], fontsize=LETTERS - 1)
    axis.invert_yaxis()
    axis.set_xlim(0, max((bar.value for bar in panel.bars), default=0) * 1.3 or 1)
    axis.set_xticks([])
    _without_frame(axis)


def _without_frame(axis: "Axes") -> None:
    for side in ("top", "right", "bottom"):
        axis.spines[side].set_visible(False)
