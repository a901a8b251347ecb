"""The map of a course as a picture: a square a lesson, the habit score below."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from textwrap import wrap
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from matplotlib.axes import Axes

State = Literal["ahead", "had", "tried"]

COLUMNS: Final = 4
# Inches; at DPI a phone's width in pixels.
WIDTH: Final = 7.2
ROW_HEIGHT: Final = 0.82
DPI: Final = 150
# Characters and lines of a title in its square.
TITLE_WIDTH: Final = 20
TITLE_LINES: Final = 3
# The share of a square's cell that is left free, and the height and width of the bar, in cells.
GAP: Final = 0.06
BAR: Final = (1.8, 0.22)
# Dark text stands on each of these with a contrast above 4.5:1 (WCAG 2.1, 1.4.3).
COLOURS: Final = {"ahead": "#eceff1", "had": "#bbdefb", "tried": "#a5d6a7"}
INK: Final = "#1c2730"
ACCENT: Final = "#2e7d32"


@dataclass(frozen=True, slots=True)
class Square:
    """A lesson: its title, what became of it, and the person's right answers such as 2/3, empty without any."""

    title: str
    state: State
    recall: str


@dataclass(frozen=True, slots=True)
class ProgressMap:
    """All that the picture says, in the person's language; `habit` is 0..1."""

    title: str
    squares: Sequence[Square]
    habit: float
    habit_label: str
    legend: Sequence[tuple[State, str]]


def draw_progress(progress: ProgressMap) -> bytes:
    """A PNG."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - 0.9 s that only the drawing process spends

    rows = -(-len(progress.squares) // COLUMNS)
    figure = Figure(figsize=(WIDTH, (rows + 2) * ROW_HEIGHT), dpi=DPI, facecolor="white")
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, COLUMNS), ylim=(rows + 2, 0))
    axes.axis("off")
    axes.text(GAP, 0.5, progress.title, fontsize=15, fontweight="bold", color=INK, va="center")
    for place, square in enumerate(progress.squares):
        _square(axes, place % COLUMNS, place // COLUMNS + 1, square)
    _habit(axes, rows + 1.2, progress)
    for place, (state, label) in enumerate(progress.legend):
        _legend(axes, rows + 1.16 + 0.24 * place, state, label)
    drawn = BytesIO()
    figure.savefig(drawn, format="png")
    return drawn.getvalue()


def _square(axes: "Axes", column: int, row: int, square: Square) -> None:
    from matplotlib.patches import FancyBboxPatch  # noqa: PLC0415 - as above

    side = 1 - 2 * GAP
    style = "round,pad=0,rounding_size=0.08"
    place = (column + GAP, row + GAP)
    axes.add_patch(FancyBboxPatch(place, side, side, style, facecolor=COLOURS[square.state], edgecolor="none"))
    title = "\n".join(wrap(square.title, TITLE_WIDTH)[:TITLE_LINES])
    axes.text(column + 0.5, row + 0.45, title, fontsize=8.2, color=INK, ha="center", va="center")
    axes.text(column + 0.88, row + 0.84, square.recall, fontsize=7.5, color=INK, ha="right", va="center")


def _habit(axes: "Axes", top: float, progress: ProgressMap) -> None:
    from matplotlib.patches import Rectangle  # noqa: PLC0415 - as above

    width, height = BAR
    axes.add_patch(Rectangle((GAP, top), width, height, facecolor=COLOURS["ahead"], edgecolor="none"))
    axes.add_patch(Rectangle((GAP, top), width * progress.habit, height, facecolor=ACCENT, edgecolor="none"))
    axes.text(GAP, top + 0.5, progress.habit_label, fontsize=9.5, color=INK, va="center")


def _legend(axes: "Axes", top: float, state: State, label: str) -> None:
    from matplotlib.patches import Rectangle  # noqa: PLC0415 - as above

    axes.add_patch(Rectangle((2.1, top), 0.12, 0.16, facecolor=COLOURS[state], edgecolor=INK, linewidth=0.4))
    axes.text(2.3, top + 0.08, label, fontsize=8.5, color=INK, va="center")
