"""Golden questions, asked before knowledge is used: what must, and what must never, be answered how."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from bot.errors import Fault, Message, message
from bot.knowledge.files.golden_schema import Checks
from bot.knowledge.files.reader import Folder, Page
from bot.knowledge.files.schema import Measure, Phrasings
from bot.matching.decision.judge import Judge
from bot.matching.decision.verdict import Kind, Verdict
from bot.strict_yaml.reader import Keys

Rule = Literal["must_match", "must_not_match", "none", "red_flags"]


@dataclass(frozen=True, slots=True)
class Golden:
    """One golden question: the rule it stands for, the entry meant (if any), and in which file it is written, and where there.

    Two are equal if they ask the same, wherever they are written.
    """

    rule: Rule
    text: str
    entry: str | None
    file: str = field(compare=False)
    keys: Keys = field(compare=False)
    alarm: str | None = field(default=None, compare=False)
    """The kind of emergency that the entry meant belongs to: whoever asks for it may be in one, and is right to be heard so."""

    def fault(self, folder: Folder, told: Message) -> Fault:
        """Make a fault at the place of this question in the folder that it is from, which names it."""
        return folder.page(self.file).fault(self.keys, told)


def questions(folder: Folder) -> Iterator[Golden]:
    """Yield every golden question of the folder."""
    alarms = {entry.id: entry.alarm for _, file in folder.each(Measure) for entry in file.entries}
    for page, checks in folder.each(Checks):
        for at, check in enumerate(checks.checks):
            for golden in _asked(page, ("checks", at), "must_match", check.must_match, check.entry):
                yield replace(golden, alarm=alarms.get(check.entry))
            yield from _asked(page, ("checks", at), "must_not_match", check.must_not_match, check.entry)
        yield from _asked(page, (), "none", checks.none)
        yield from _asked(page, (), "red_flags", checks.red_flags)


def wrong(folder: Folder, judge: Judge) -> Iterator[Fault]:
    """Ask every golden question of the folder; yield those that are treated as they must not be."""
    for golden in questions(folder):
        told = objection(golden, judge.judge(golden.text))
        if told:
            yield golden.fault(folder, told)


def newly_wrong(
    asked: Iterable[Golden], new: Judge, before: Collection[Golden], old: Judge
) -> Iterator[tuple[Golden, Message]]:
    """Ask golden questions; yield those that go wrong now and did not before, or were not asked before, and what is wrong.

    So an edit is refused for what it breaks, not for what was wrong already.
    """
    for golden in asked:
        told = objection(golden, new.judge(golden.text))
        if told and (golden not in before or not objection(golden, old.judge(golden.text))):
            yield golden, told


def objection(golden: Golden, verdict: Verdict) -> Message | None:
    """Say what is wrong with the verdict on a golden question; None if it is as it must be."""
    if golden.rule == "must_match":
        alarmed = verdict.urgent and golden.alarm is not None and verdict.talk == golden.alarm
        right = alarmed or golden.entry in {verdict.entry, *_options(verdict)}
        return None if right else message("golden.must_match", entry=golden.entry, but=_told(verdict))
    if golden.rule == "must_not_match":
        hit = verdict.kind is Kind.ANSWER and verdict.entry == golden.entry
        return message("golden.must_not_match", entry=golden.entry, but=_told(verdict)) if hit else None
    if golden.rule == "none":
        return message("golden.none", but=_told(verdict)) if verdict.kind is Kind.ANSWER else None
    alarmed = verdict.kind is Kind.ESCALATE and verdict.urgent
    return None if alarmed else message("golden.red_flag", but=_told(verdict))


def _asked(
    page: Page, keys: Keys, rule: Rule, texts: Phrasings, entry: str | None = None
) -> Iterator[Golden]:
    for lang in ("zh", "en"):
        for at, text in enumerate(getattr(texts, lang)):
            yield Golden(rule, text, entry, page.name, (*keys, rule, lang, at))


def _options(verdict: Verdict) -> tuple[str, ...]:
    return tuple(each.entry for each in verdict.candidates) if verdict.kind is Kind.CLARIFY else ()


def _told(verdict: Verdict) -> Message:
    if verdict.kind is Kind.ANSWER:
        return message("golden.is_answered", entry=verdict.entry)
    if verdict.kind is Kind.CLARIFY:
        return message("golden.are_offered", entries=", ".join(_options(verdict)))
    talk = f" ({verdict.talk})" if verdict.talk else ""
    return message("golden.verdict", kind=verdict.kind.value, talk=talk)
