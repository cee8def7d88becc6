"""The figures of `compare` and `growth` as Markdown tables."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

OURS = "butler"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table: the first column to the left, all others to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def percent(value: float | None) -> str:
    """A share 0…1 as a percentage with one decimal; a dash for None."""
    return "–" if value is None else f"{100 * value:.1f}"


def three(value: float | None) -> str:
    """A figure 0…1 with three decimals and no leading zero; a dash for None."""
    return "–" if value is None else f"{value:.3f}".removeprefix("0")


def milliseconds(value: float | None) -> str:
    """Milliseconds with as many decimals as are worth reading; a dash for None."""
    return "–" if value is None else f"{value:.2f}" if value < 10 else f"{value:,.0f}"


def named(engine: str) -> str:
    """An engine's name; ours stands out."""
    return f"**{engine}**" if engine.startswith(OURS) else engine


_COLUMNS: dict[str, tuple[str, Callable[[float | None], str]]] = {
    "top1": ("top-1", percent),
    "top3": ("top-3", percent),
    "in_scope_accuracy": ("in-scope", percent),
    "oos_recall": ("OOS recall", percent),
    "auroc": ("AUROC", three),
    "ece": ("ECE", three),
    "p50_ms": ("p50 ms", milliseconds),
    "p99_ms": ("p99 ms", milliseconds),
    "build_s": ("build s", milliseconds),
}


def scores(engines: dict[str, dict[str, Any]]) -> str:
    """One yardstick: a row for each engine, with the number of questions that it was asked."""
    head = ["engine", "asked", *(title for title, _ in _COLUMNS.values())]
    rows = [
        [named(name), f"{found['asked']:,}", *(show(found.get(key)) for key, (_, show) in _COLUMNS.items())]
        for name, found in engines.items()
    ]
    return table(head, rows)


def crossing(engines: dict[str, dict[str, Any]]) -> str:
    """In-scope accuracy and recall with thresholds from the other half of the questions; empty where not measured."""
    rows = [
        [named(name), percent(found["crossed"][0]), percent(found["crossed"][1])]
        for name, found in engines.items()
        if "crossed" in found
    ]
    return table(["engine", "in-scope", "OOS recall"], rows) if rows else ""


def robustness(noises: dict[str, dict[str, float]]) -> str:
    """One yardstick: top-1 of clean questions, and how many points each noise takes, a column for each engine."""
    clean = noises["clean"]
    rows = [["clean, top-1", *map(percent, clean.values())]]
    for noise, found in noises.items():
        if noise != "clean":
            rows.append([noise, *(f"{100 * (top1 - clean[name]):+.1f}" for name, top1 in found.items())])
    return table(["noise", *map(named, clean)], rows)


def growth(rows: list[dict[str, Any]]) -> str:
    """A row for each engine and size."""
    head = ["phrasings", "labels", "engine", "p50 ms", "p99 ms", "build s", "memory MB", "at most MB"]
    return table(
        head,
        [
            [
                f"{row['size']:,}",
                f"{row['labels']:,}",
                named(row["engine"]),
                milliseconds(row["p50_ms"]),
                milliseconds(row["p99_ms"]),
                f"{row['build_s']:.2f}",
                f"{row['grown_mb']:,.0f}",
                f"{row['peak_mb']:,.0f}",
            ]
            for row in rows
        ],
    )
