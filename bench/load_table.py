"""The figures of `throughput` as a Markdown table."""

from typing import Any

from bench.tables import named, table

RIVAL = "echo"
TOLD = (
    "Each bot is a process of its own before the same Bot API, which answers at once; where a butler on SQLite has a queue, a"
    " second process helps it to think, and is counted with it. Each person asks eight of 1,520 different questions in Chinese and"
    " English: the golden ones of the knowledge, in an order drawn once. “Backlog” is everything at once,"
    " “CPU” the operating system's time for one update in it, “×” that of python-telegram-bot's echo, which keeps nothing; the"
    " others are milliseconds from an update to its reply; in a flood 50 people write four questions a second each, and ten a"
    " second of everybody else are measured. The butler writes each update and each reply to the disk"
    " before it goes on, judges the question and answers it from the knowledge. Every reply was checked: none may be lost,"
    " doubled or, within a chat, reordered; only the concurrent echo and aiogram, which make a task of each update, may reorder."
)
ROUNDS = (
    "The medians of {rounds} rounds, in each of which all bots were measured in turn: such a machine changes its pace from one minute"
    " to the next."
)


def shown(found: dict[str, Any]) -> str:
    """A row for each bot, by the figures that `bench.throughput` keeps."""
    bots: dict[str, dict[str, Any]] = found["bots"]
    compared = times(found)
    rates = [phase for phase in next(iter(bots.values()), {}) if phase.startswith("at ")]
    spans = [f"{kind} {rate}" for rate in rates for kind in ("p50", "p99")]
    head = [
        f"backlog of {found['backlog']:,}",
        "×",
        "updates/s",
        "CPU ms",
        "MB",
        *spans,
        "p99 alone → in a flood",
    ]
    rounds = found.get("rounds", 1)
    told = f"{TOLD} {ROUNDS.format(rounds=rounds)}" if rounds > 1 else TOLD
    return f"{told}\n\n{table(head, [_row(name, one, rates, compared) for name, one in bots.items()])}"


def times(found: dict[str, Any]) -> dict[str, float]:
    """By bot, how many times the rival's CPU one of its updates takes; empty where the rival was not measured."""
    cpu = {name: one["backlog"]["cpu_ms"] for name, one in found["bots"].items()}
    rival = cpu.get(RIVAL)
    return {name: round(own / rival, 2) for name, own in cpu.items()} if rival else {}


def _row(name: str, one: dict[str, Any], rates: list[str], compared: dict[str, float]) -> list[str]:
    waiting, flood = one["backlog"], one.get("flood")
    ratio = f"{compared[name]:.1f}" if name in compared else "–"
    spans = [f"{one[rate][kind]:.0f}" for rate in rates for kind in ("p50_ms", "p99_ms")]
    figures = [f"{waiting['per_second']:,.0f}", f"{waiting['cpu_ms']:.2f}", f"{waiting['memory_mb']:.0f}"]
    beside = f"{flood['idle_p99_ms']:.0f} → {flood['p99_ms']:.0f}" if flood else "–"
    return [named(name), ratio, *figures, *spans, beside]
