"""The shape of everything in `knowledge/`: what an admin may write, field by field.

The models refuse unknown keys and wrong types. `bot.knowledge.files.reader` turns files into these models and
reports what they refuse with file, line and column; `butler kb schema` prints them as JSON Schema.
"""

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from bot.knowledge.files.articles import MOST, Cited
from bot.knowledge.files.asker import Side, Stage

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=1000, strip_whitespace=True)]
Phrasing = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]

MEASURES: tuple[str, ...] = (
    "exclusive-butler",
    "legal-checkup",
    "contract-debt-relief",
    "labour-relations",
    "dispute-mediation",
    "administrative-reconsideration",
    "enforcement-supervision",
    "legal-aid",
    "notary-services",
    "cross-region-cooperation",
)
"""The ten measures in their order. A slug never changes, even when the bureau renames a measure."""

Unit = Literal[
    "day",
    "calendar_day",
    "working_day",
    "hour",
    "month",
    "year",
    "yuan",
    "percent",
    "percent_per_day",
    "times",
    "people",
]


class Strict(BaseModel):
    """A mapping whose keys are all known and whose values are taken as written, never converted.

    Its checks are put together when a file is first read: kept knowledge needs none.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class Both(Strict):
    """One text in both languages that are written by hand; Traditional Chinese is derived from `zh`."""

    zh: Line
    en: Line


class AskedFact(Both):
    """A fact that a lawyer will want to know. By its kind its owner is given buttons to tell it with."""

    kind: Literal["date", "amount", "side", "contract", "whether", "party", "words"] = "words"


class Phrasings(Strict):
    """Ways to ask one thing, as people type them."""

    zh: Annotated[tuple[Phrasing, ...], Field(strict=False)] = ()
    en: Annotated[tuple[Phrasing, ...], Field(strict=False)] = ()


class Answer(Strict):
    """One answer in one language. `short` stands alone; every other part may be left out.

    A part may name a field of an office as `{office.field}`, as in `{reconsideration-window.address}`:
    while the bureau has not confirmed that field, the line that names it is not shown.
    """

    short: Line
    steps: Annotated[tuple[Line, ...], Field(strict=False)] = ()
    materials: Annotated[tuple[Line, ...], Field(strict=False)] = ()
    time_limit: Line | None = None
    fee: Line | None = None
    decided_by: Line | None = None
    notes: Annotated[tuple[Line, ...], Field(strict=False)] = ()


class Answers(Strict):
    """The same content in both languages."""

    zh: Answer
    en: Answer


class Basis(Strict):
    """A statute and the articles of it on which an answer rests.

    `before` marks a version, or articles, that are cited only for matters before that day. `articles` are left out
    only of a text that has none.
    """

    statute: Slug
    articles: Annotated[tuple[Cited, ...], Field(strict=False, min_length=1)] = ()
    before: dt.date | None = None


class Figure(Strict):
    """A statutory number that an answer states, and the article where it stands."""

    value: float = Field(ge=0)
    unit: Unit
    statute: Slug
    article: Cited


class Derived(Strict):
    """A number that an answer states and no article holds as such: worked out, or part of an example.

    `rule` says how to get it from what the law states, so that a reviewer can do it again.
    """

    value: float = Field(ge=0)
    rule: Both


class TimeLimit(Strict):
    """A statutory time limit: for what, from which day, how long, and what becomes of it on a rest day.

    `act` is what must be done, `trigger` the day that is not counted. `bot.domain.deadlines` says what `roll` means.
    """

    act: Both
    trigger: Both
    length: int = Field(ge=1, le=400)
    unit: Literal["day", "working_day", "month", "year"]
    roll: Literal["civil", "procedure", "none"]
    statute: Slug
    article: Cited

    @property
    def figure(self) -> Figure:
        """The number that its article must state."""
        return Figure(value=float(self.length), unit=self.unit, statute=self.statute, article=self.article)


class Amendment(Strict):
    """How an entry reads from the day on which its rule changes: what is given replaces what was said, the rest stays.

    Before that day `notice` is said among the notes of the answer.
    """

    in_force_from: dt.date
    notice: Both | None = None
    answer: Answers | None = None
    legal_basis: Annotated[tuple[Basis, ...], Field(strict=False)] | None = None
    figures: Annotated[tuple[Figure, ...], Field(strict=False)] | None = None
    derived: Annotated[tuple[Derived, ...], Field(strict=False)] | None = None
    limits: Annotated[tuple[TimeLimit, ...], Field(strict=False)] | None = None
    lawyer_when: Both | None = None


class Entry(Strict):
    """One question that has one answer, which may change on days that are known before."""

    id: Slug
    title: Both
    side: Annotated[tuple[Side, ...], Field(strict=False)] = ()
    stage: Annotated[tuple[Stage, ...], Field(strict=False)] = ()
    phrasings: Phrasings
    answer: Answers
    legal_basis: Annotated[tuple[Basis, ...], Field(strict=False)] = ()
    figures: Annotated[tuple[Figure, ...], Field(strict=False)] = ()
    derived: Annotated[tuple[Derived, ...], Field(strict=False)] = ()
    limits: Annotated[tuple[TimeLimit, ...], Field(strict=False)] = ()
    amendments: Annotated[tuple[Amendment, ...], Field(strict=False)] = ()
    related: Annotated[tuple[Slug, ...], Field(strict=False)] = ()
    lookalikes: Annotated[tuple[Slug, ...], Field(strict=False)] = ()
    urgency: Literal["normal", "soon", "now"] = "normal"
    alarm: Slug | None = None
    """The kind of emergency (`alarms.yaml`) that somebody with this question may be in."""
    ask_before_escalating: Annotated[tuple[AskedFact, ...], Field(strict=False)] = ()
    second_eyes: bool = False
    """Whether a colleague reads a lawyer's first answer before it goes to an owner with this question."""
    lawyer_when: Both | None = None
    reviewed_by: Line | None = None
    reviewed_on: dt.date | None = None
    review_by: dt.date
    status: Literal["unreviewed", "reviewed", "suspended"] = "unreviewed"

    @model_validator(mode="after")
    def _a_review_is_whole(self) -> Self:
        if self.status == "reviewed" and not (self.reviewed_by and self.reviewed_on):
            raise PydanticCustomError("half_review", "status: reviewed needs reviewed_by and reviewed_on")
        if self.status == "unreviewed" and (self.reviewed_by or self.reviewed_on):
            raise PydanticCustomError(
                "review_of_unreviewed", "reviewed_by and reviewed_on belong to a review"
            )
        return self

    @model_validator(mode="after")
    def _only_what_cannot_wait_has_an_alarm(self) -> Self:
        if self.alarm and self.urgency != "now":
            raise PydanticCustomError("alarm_without_urgency", "alarm belongs to an entry with urgency: now")
        return self

    @model_validator(mode="after")
    def _amendments_follow_each_other(self) -> Self:
        days = [each.in_force_from for each in self.amendments]
        if days != sorted(set(days)):
            raise PydanticCustomError("amendments_order", "amendments stand in the order of their days")
        return self


class Measure(Strict):
    """One of the ten measures: `measures/<slug>.yaml`.

    `origin` says whose wording this is: `reconstruction` until the bureau supplies its own text.
    """

    measure: Slug
    origin: Literal["reconstruction", "bureau"]
    title: Both
    summary: Both
    second_eyes: bool = False
    """The same for every question of this measure."""
    entries: Annotated[tuple[Entry, ...], Field(strict=False, min_length=1)]


class Statute(Strict):
    """One version of one statute. `text` names the file that holds it in the audit's law folder, or all of its files.

    `articles` is the number of the last article, 0 for a text that has none.
    """

    title: Both
    short: Both
    version: Both
    in_force_from: dt.date
    in_force_to: dt.date | None = None
    superseded_by: Slug | None = None
    articles: int = Field(ge=0, le=MOST)
    excerpt: bool = False
    official: Line | None = None
    text: Line | Annotated[tuple[Line, ...], Field(strict=False)] | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """The files that hold it."""
        return (self.text,) if isinstance(self.text, str) else self.text or ()


class Statutes(Strict):
    """`statutes.yaml`: every statute that an entry cites, by its ref."""

    statutes: dict[Slug, Statute]


class Synonyms(Strict):
    """Words that mean the same for a search; the first is the usual one."""

    zh: Annotated[tuple[Line, ...], Field(strict=False)] = ()
    en: Annotated[tuple[Line, ...], Field(strict=False)] = ()


class Glossary(Strict):
    """`glossary.yaml`: synonyms, and frequent typing errors with what was meant."""

    synonyms: Annotated[tuple[Synonyms, ...], Field(strict=False)] = ()
    typos: dict[Line, Line] = {}


class Talk(Strict):
    """Something said to the bot that is no question for the ten measures, and what it replies.

    `phrasings` are matched like questions; one of `words` within a message is enough by itself.
    """

    id: Slug
    title: Both
    phrasings: Phrasings
    words: Annotated[tuple[Line, ...], Field(strict=False)] = ()
    reply: Both


class Sentences(Strict):
    """Whole messages, which may be stories, in both languages; pinyin and Traditional Chinese stand under `zh`."""

    zh: Annotated[tuple[Line, ...], Field(strict=False)] = ()
    en: Annotated[tuple[Line, ...], Field(strict=False)] = ()


class TaughtReply(Strict):
    """What the lookout (`bot.matching.alarms`) listens for, and the fixed reply to it: first aid, or a refusal.

    The phrasings teach the lookout on top of what it has learnt.
    """

    id: Slug
    title: Both
    phrasings: Sentences
    reply: Both


class Conversation(Strict):
    """`conversation.yaml`: small talk; calls for a human being, who is offered; pleas for help with something unlawful, which are refused; what is out of scope."""

    small_talk: Annotated[tuple[Talk, ...], Field(strict=False)]
    calls_for_help: Annotated[tuple[Talk, ...], Field(strict=False)] = ()
    refusals: Annotated[tuple[TaughtReply, ...], Field(strict=False)]
    out_of_scope: Annotated[tuple[Talk, ...], Field(strict=False)]


class Alarms(Strict):
    """`alarms.yaml`: the kinds of emergency; `ordinary` only sounds like one."""

    alarms: Annotated[tuple[TaughtReply, ...], Field(strict=False)]
    ordinary: Sentences = Sentences()


class Office(Strict):
    """A place that answers name as `{office.field}`. A field is empty until the bureau confirms it."""

    title: Both
    address: Both | None = None
    telephone: Line | None = None
    hours: Both | None = None
    online: Line | None = None


class Privacy(Strict):
    """What the request for consent must name (Personal Information Protection Law, article 17). Empty until confirmed."""

    handler: Both | None = None
    contact: Both | None = None
    retention: Both | None = None


class Offices(Strict):
    """`offices.yaml`, by ref."""

    offices: dict[Slug, Office]
    privacy: Privacy = Privacy()
