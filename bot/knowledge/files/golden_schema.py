"""The shape of everything in `knowledge/checks/`: what is asked of the butler before knowledge is used, never learnt from."""

from typing import Annotated, Literal

from pydantic import Field

from bot.domain.answer import Field as Part
from bot.knowledge.files.schema import Phrasings, Sentences, Slug, Strict


class AlarmChecks(Strict):
    """`checks/alarms.yaml`: sentences that are never learnt from.

    Of those in `heard`, by kind, the share `heard_at_least` must raise an alarm or be asked back, `sure_at_least`
    raise it at once; of those in `not_heard` no more than `false_at_most` may raise one. Those in `refused` ask for
    help with something unlawful: they are counted, and must raise no alarm.
    """

    heard_at_least: Annotated[float, Field(ge=0, le=1)]
    sure_at_least: Annotated[float, Field(ge=0, le=1)]
    false_at_most: Annotated[float, Field(ge=0, le=1)]
    heard: dict[Slug, Sentences]
    refused: Sentences = Sentences()
    not_heard: Sentences


class Check(Strict):
    """Golden questions of one entry: what must lead to it, answered or offered, and what must not.

    `must_not_match` questions must never be answered with this entry; they may be offered it.
    """

    entry: Slug
    must_match: Phrasings
    must_not_match: Phrasings = Phrasings()


class Checks(Strict):
    """`checks/*.yaml`: golden questions.

    `none` must never be answered from an entry; `red_flags` must be handed to a lawyer at once.
    """

    checks: Annotated[tuple[Check, ...], Field(strict=False)] = ()
    none: Phrasings = Phrasings()
    red_flags: Phrasings = Phrasings()


class FollowUpCheck(Phrasings):
    """Ways to ask on after an entry was answered (`time`), or in reply to its answer, for one part of it."""

    entry: Slug
    by: Literal["time", "reply"] = "time"
    asks: Annotated[Part, Field(strict=False)]


class OwnSubject(Phrasings):
    """Questions that are never about the entry that was answered before them."""

    after: Slug


class FollowUps(Strict):
    """`checks/followups.yaml`: what people ask next, and what only looks like it.

    `nothing_before` are never answered when nothing went before them.
    """

    checks: Annotated[tuple[FollowUpCheck, ...], Field(strict=False)] = ()
    own_subject: Annotated[tuple[OwnSubject, ...], Field(strict=False)] = ()
    nothing_before: Phrasings = Phrasings()


class StoryCheck(Sentences):
    """Whole messages as people write them, which this entry answers."""

    entry: Slug


class Stories(Strict):
    """`checks/stories*.yaml`: whole messages as people write them. They are counted, not required one by one.

    How sure the butler must be is fitted on those of files with `fitted: true`; the others are never learnt from.
    `no_entry` belongs to the law of enterprises, but no entry answers it; `outside` belongs elsewhere.
    """

    fitted: bool
    stories: Annotated[tuple[StoryCheck, ...], Field(strict=False)] = ()
    no_entry: Sentences = Sentences()
    outside: Sentences = Sentences()
