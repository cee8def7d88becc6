"""How an admin looks at the open tickets, and why one reads what is said in them."""

import enum


class Filter(enum.StrEnum):
    """Which of the open tickets are listed."""

    ALL = "all"
    URGENT = "urgent"
    LONG = "long"
    """Their owners have waited for the next word longer than the desk aims at."""
    LATE = "late"
    """They are not closed in the time within which they are to be."""
    NOBODY = "nobody"
    """No lawyer has taken them."""

    @classmethod
    def of(cls, word: str) -> "Filter":
        """The filter that a button names; all tickets for one that there is no more."""
        return cls(word) if word in set(cls) else cls.ALL


class Why(enum.StrEnum):
    """Why an admin reads a ticket. It is kept, and its lawyer is told."""

    COMPLAINT = "complaint"
    ABSENT = "absent"
    """Its lawyer cannot be reached."""
    QUALITY = "quality"
    LAW = "law"
    """The law or an authority demands it."""
    WORDS = "words"
    """In the admin's own words."""
