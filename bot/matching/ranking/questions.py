"""Questions that are thought about together: what takes a step for each of them takes hardly more for all at once."""

from collections.abc import Sequence
from functools import cached_property

from bot.matching.ranking.features import Keys, extract
from bot.matching.ranking.semantic import Meanings, Meant
from bot.matching.text.encoder import Together
from bot.matching.text.spelling import Read


class Questions:
    """A message with its asking parts, or several messages. What is asked of one of them is worked out for all, and once."""

    def __init__(self, read: Sequence[Read], meanings: Meanings | None) -> None:
        """Use `Matcher.together`; no `meanings` without an encoder."""
        self._read, self._meanings = read, meanings

    @property
    def texts(self) -> Together | None:
        """Encodes their texts; None without an encoder."""
        return self._meanings.texts if self._meanings else None

    def features(self, question: Read) -> Keys:
        """The features of one of them."""
        return self._features[question]

    def meant(self, question: Read) -> Meant | None:
        """What one of them means; None for one that no encoder is listened to about."""
        return self._meanings.of(question) if self._meanings else None

    @cached_property
    def _features(self) -> dict[Read, Keys]:
        rows = extract([read.helped for read in self._read])
        return {read: rows[at] for at, read in enumerate(self._read)}
