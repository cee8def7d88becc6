"""The numbers under `/metrics`, in Prometheus' text form. Names and labels are explained in docs/operations.md.

Every label is a word of the program's own: a kind, a state, a method. No ids, names or words of people.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.domain.trouble import Trouble
from bot.operations import machine
from bot.operations.subject import Subject
from bot.runtime.vitals import BOUNDS_S, Vitals
from bot.storage.vital_signs import Signs


def exposition(subject: Subject, signs: Signs | None) -> bytes:
    """Everything as Prometheus reads it; without `signs`, when the database cannot be read, what else is known."""
    registry = CollectorRegistry()
    registry.register(_Once([*_of_process(subject), *(_of_rows(subject, signs) if signs else ())]))
    return generate_latest(registry)


class _Once(Collector):
    """Hands out what was collected already."""

    def __init__(self, families: Iterable[Metric]) -> None:
        self._families = list(families)

    def collect(self) -> Iterable[Metric]:
        return self._families


def _of_process(subject: Subject) -> Iterator[Metric]:
    vitals, room = subject.vitals, machine.room_at(subject.folder)
    yield _counters("butler_updates", "Updates by what became of them", "step", vitals.updates)
    yield _calls(vitals)
    yield _gauge("butler_telegram_silence_seconds", "Since Telegram answered last", vitals.silence_s)
    lasting = {trouble.value: vitals.lasting_s(trouble) or 0.0 for trouble in Trouble}
    yield _gauges("butler_trouble_seconds", "For how long a trouble lasts", "trouble", lasting)
    yield _gauge("butler_webhook_listening", "1: listens for the webhook", float(vitals.listens))
    yield _gauge("butler_loop_lag_seconds", "Longest delay in the last minute", vitals.lag_s)
    yield _gauge("butler_memory_bytes", "Memory of the process", machine.memory())
    yield _gauge("butler_disk_free_bytes", "Room on the disk of the database", room.free)
    yield _gauge("butler_disk_total_bytes", "Size of that disk", room.total)
    yield _gauge("butler_knowledge_faults", "What keeps the saved folder out of force", subject.faults())


def _calls(vitals: Vitals) -> Metric:
    name, text = "butler_telegram_call_seconds", "Calls to Telegram by method and outcome"
    family = HistogramMetricFamily(name, text, labels=["method", "outcome"])
    for labels, durations in sorted(vitals.calls.items()):
        count, buckets = 0, []
        for bound, number in zip((*map(str, BOUNDS_S), "+Inf"), durations.counts, strict=True):
            count += number
            buckets.append((bound, float(count)))
        family.add_metric(list(labels), buckets, durations.total_s)
    return family


def _of_rows(subject: Subject, signs: Signs) -> Iterator[Metric]:
    now, emergencies = subject.clock(), signs.emergencies
    yield _gauge("butler_inbox_waiting", "Updates that wait", signs.inbox.waiting)
    yield _gauge("butler_inbox_oldest_seconds", "Age of the oldest", _age(signs.inbox.oldest_at, now))
    yield _gauge("butler_inbox_set_aside", "Updates set aside", signs.inbox.set_aside)
    yield from _outbox(signs, now)
    yield _gauges("butler_tickets", "Tickets by state", "state", signs.tickets)
    yield _gauge("butler_emergencies_waiting", "Emergencies nobody has taken", emergencies.waiting)
    yield _gauge("butler_emergencies_oldest_seconds", "Age of the oldest", _age(emergencies.oldest_at, now))
    yield _gauge("butler_emergencies_taken_last_day", "Emergencies taken in 24 hours", emergencies.taken)
    waited = emergencies.waited.total_seconds()
    yield _gauge("butler_emergencies_waited_seconds_last_day", "What these waited, in all", waited)
    yield _gauge("butler_alarms_overdue", "Alarms that are due", signs.alarms_overdue)
    yield _gauge("butler_alarms_set_aside", "Alarms set aside", signs.alarms_set_aside)
    yield _gauges("butler_verdicts_last_day", "Questions in 24 hours by verdict", "verdict", signs.verdicts)
    since = signs.revision_since
    yield _gauge(
        "butler_knowledge_age_seconds", "Age of the revision", None if since is None else _age(since, now)
    )
    made_at = signs.backup_at.timestamp() if signs.backup_at else None
    yield _gauge("butler_backup_good_timestamp_seconds", "When the last good backup was made", made_at)
    yield from _sizes(subject, signs)


def _outbox(signs: Signs, now: datetime) -> Iterator[Metric]:
    number = GaugeMetricFamily("butler_outbox", "Notices not delivered", labels=["kind", "state"])
    oldest = GaugeMetricFamily("butler_outbox_oldest_seconds", "Age of the oldest", labels=["kind", "state"])
    for each in signs.outbox:
        number.add_metric([each.kind, each.state], each.number)
        oldest.add_metric([each.kind, each.state], _age(each.oldest_at, now))
    yield number
    yield oldest


def _sizes(subject: Subject, signs: Signs) -> Iterator[Metric]:
    file = subject.file
    size = signs.database_bytes if file is None else machine.size_of(file)
    yield _gauge("butler_database_bytes", "Size of the database", size)
    if file is not None:
        wal = machine.size_of(file.with_name(f"{file.name}-wal"))
        yield _gauge("butler_wal_bytes", "Size of SQLite's write-ahead log", wal)


def _age(since: datetime | None, now: datetime) -> float:
    return 0.0 if since is None else max(0.0, (now - since).total_seconds())


def _gauge(name: str, text: str, value: float | None) -> Metric:
    """One number; None leaves the metric without a sample."""
    family = GaugeMetricFamily(name, f"{text}.")
    if value is not None:
        family.add_metric([], value)
    return family


def _gauges(name: str, text: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(name, f"{text}.", labels=[label])
    for word, value in sorted(values.items()):
        family.add_metric([word], value)
    return family


def _counters(name: str, text: str, label: str, values: Mapping[str, int]) -> Metric:
    family = CounterMetricFamily(name, f"{text}.", labels=[label])
    for word, value in sorted(values.items()):
        family.add_metric([word], value)
    return family
