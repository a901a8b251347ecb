"""The map of a course as a picture: a square a lesson, the habit score below."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from textwrap import shorten, wrap
from typing import Final, Literal

State = Literal["ahead", "had", "tried"]

COLUMNS: Final = 4
# Inches; at DPI a phone's width in pixels.
WIDTH: Final = 7.2
ROW_HEIGHT: Final = 0.82
DPI: Final = 150
TITLE_WIDTH: Final = 17
# Dark text stands on each of these with a contrast above 4.5:1 (WCAG 2.1, 1.4.3).
COLOURS: Final = {"ahead": "#eceff1", "had": "#bbdefb", "tried": "#a5d6a7"}
INK: Final = "#1c2730"


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
    from matplotlib.patches import FancyBboxPatch, Rectangle  # noqa: PLC0415 - as above

    rows = -(-len(progress.squares) // COLUMNS)
    figure = Figure(figsize=(WIDTH, (rows + 2) * ROW_HEIGHT), dpi=DPI, facecolor="white")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, COLUMNS)
    axes.set_ylim(rows + 2, 0)
    axes.axis("off")
    axes.text(0.08, 0.5, progress.title, fontsize=15, fontweight="bold", color=INK, va="center")
    for place, square in enumerate(progress.squares):
        row, column = divmod(place, COLUMNS)
        axes.add_patch(
            FancyBboxPatch(
                (column + 0.06, row + 1.06),
                0.88,
                0.88,
                boxstyle="round,pad=0,rounding_size=0.08",
                facecolor=COLOURS[square.state],
                edgecolor="none",
            )
        )
        title = "\n".join(wrap(shorten(square.title, 48, placeholder="…"), TITLE_WIDTH)[:3])
        axes.text(column + 0.5, row + 1.45, title, fontsize=8.5, color=INK, ha="center", va="center")
        axes.text(column + 0.88, row + 1.84, square.recall, fontsize=7.5, color=INK, ha="right", va="center")
    top = rows + 1.2
    axes.add_patch(Rectangle((0.08, top), 1.8, 0.22, facecolor=COLOURS["ahead"], edgecolor="none"))
    axes.add_patch(Rectangle((0.08, top), 1.8 * progress.habit, 0.22, facecolor="#2e7d32", edgecolor="none"))
    axes.text(0.08, top + 0.5, progress.habit_label, fontsize=9.5, color=INK, va="center")
    for place, (state, label) in enumerate(progress.legend):
        y = rows + 1.16 + 0.24 * place
        axes.add_patch(Rectangle((2.1, y), 0.12, 0.16, facecolor=COLOURS[state], edgecolor=INK, linewidth=0.4))
        axes.text(2.3, y + 0.08, label, fontsize=8.5, color=INK, va="center")
    drawn = BytesIO()
    figure.savefig(drawn, format="png")
    return drawn.getvalue()
