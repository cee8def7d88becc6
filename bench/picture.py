"""The curves of `growth` and `reliability` and the bars of `throughput`, drawn."""

from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bench.tables import OURS

mpl.use("Agg")
_COLOURS = {OURS: "#0b6e4f", "WRatio": "#c1440e"}


def draw(rows: list[dict[str, Any]], path: Path) -> None:
    """Milliseconds a question over phrasings, both logarithmic, and write it as a PNG."""
    figure = Figure(figsize=(7.5, 4.4), dpi=130, layout="constrained")
    axes = figure.subplots()
    for engine in dict.fromkeys(row["engine"] for row in rows):
        _line(axes, engine, [row for row in rows if row["engine"] == engine])
    axes.set(xscale="log", yscale="log", xlabel="phrasings in the base", ylabel="milliseconds a question")
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
    axes.grid(visible=True, which="major", color="#dddddd")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False)
    figure.savefig(path, metadata={"Software": None})


def _line(axes: Axes, engine: str, rows: list[dict[str, Any]]) -> None:
    """The median as a full line, the 99th percentile as a dashed one, one colour for both."""
    sizes = [row["size"] for row in rows]
    for name, style in (("p50", "-"), ("p99", "--")):
        times = [row[f"{name}_ms"] for row in rows]
        axes.plot(sizes, times, style, marker="o", color=_COLOURS[engine], label=f"{engine}, {name}")


def draw_reliability(sets: dict[str, list[dict[str, float]]], path: Path) -> None:
    """The share of right answers over the score, a line for each set beside the diagonal, and write it as a PNG."""
    figure = Figure(figsize=(5.2, 4.8), dpi=130, layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="#999999", linewidth=1, label="as good as said")
    for name, bins in sets.items():
        axes.plot([one["score"] for one in bins], [one["right"] for one in bins], marker="o", label=name)
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="score of the best candidate", ylabel="share that is right")
    axes.grid(visible=True, color="#dddddd")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False)
    figure.savefig(path, metadata={"Software": None})


def draw_load(times: dict[str, float], path: Path) -> None:
    """A bar for each bot, as many times as long as its rival's, and write it as a PNG."""
    figure = Figure(figsize=(7.5, 0.6 + 0.42 * len(times)), dpi=130, layout="constrained")
    axes = figure.subplots()
    colours = [_COLOURS[OURS] if name.startswith(OURS) else "#999999" for name in times]
    bars = axes.barh(list(times), list(times.values()), color=colours)
    axes.bar_label(bars, fmt="%.1f ×", padding=4)
    axes.invert_yaxis()
    axes.set(xlabel="CPU of one update, in those of python-telegram-bot's echo")
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, metadata={"Software": None})
