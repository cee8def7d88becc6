"""Golden follow-ups (`checks/followups.yaml`): what people ask next, decided as in a conversation."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.domain.answer import Field
from bot.errors import Fault, Message, message
from bot.knowledge.files.golden_schema import FollowUps
from bot.knowledge.files.reader import Folder, Page
from bot.knowledge.files.schema import Phrasings
from bot.knowledge.follow_ups import Before, decided
from bot.knowledge.snapshot import Knowledge
from bot.matching.decision.verdict import Kind, Verdict
from bot.strict_yaml.reader import Keys


@dataclass(frozen=True, slots=True)
class GoldenFollowUp:
    """One message with what goes before it. `asks` is the part meant; without it the message is not a follow-up."""

    text: str
    before: Before
    asks: Field | None
    place: Fault

    def decided(self, knowledge: Knowledge) -> Verdict:
        """What is made of it."""
        return decided(knowledge, knowledge.hear(self.text), self.before, "allow")


def follow_ups(folder: Folder) -> Iterator[GoldenFollowUp]:
    """Yield every golden follow-up of the folder."""
    for page, model in folder.each(FollowUps):
        for at, check in enumerate(model.checks):
            before = Before(check.entry, (check.entry,), by_reply=check.by == "reply")
            yield from _asked(page, ("checks", at), check, before, check.asks)
        for at, own in enumerate(model.own_subject):
            yield from _asked(page, ("own_subject", at), own, Before(own.after, (own.after,)), None)
        yield from _asked(page, ("nothing_before",), model.nothing_before, Before(), None)


def wrong(folder: Folder, knowledge: Knowledge) -> Iterator[Fault]:
    """Ask golden follow-ups; yield those that are answered as they must not be."""
    for golden in follow_ups(folder):
        told = objection(golden, knowledge)
        if told:
            yield replace(golden.place, message=told)


def objection(golden: GoldenFollowUp, knowledge: Knowledge) -> Message | None:
    """Say what is wrong with what is made of a golden follow-up; None if it is as it must be."""
    entry = golden.before.entry
    verdict = golden.decided(knowledge)
    what = f"{verdict.entry or ''} {', '.join(verdict.fields)}".strip()
    but = message("golden.verdict", kind=verdict.kind.value, talk=f" {what}" if what else "")
    if golden.asks is None:
        never = {Kind.FOLLOWUP} if entry else {Kind.FOLLOWUP, Kind.ANSWER}
        key = "golden.not_about" if entry else "golden.nothing_before"
        return message(key, entry=entry or "", but=but) if verdict.kind in never else None
    right = verdict.kind is Kind.FOLLOWUP and verdict.entry == entry and golden.asks in verdict.fields
    return None if right else message("golden.must_ask", part=golden.asks.value, entry=entry, but=but)


def _asked(
    page: Page, keys: Keys, texts: Phrasings, before: Before, asks: Field | None
) -> Iterator[GoldenFollowUp]:
    for lang in ("zh", "en"):
        for at, text in enumerate(getattr(texts, lang)):
            yield GoldenFollowUp(text, before, asks, page.fault((*keys, lang, at), message("nothing")))
