"""Why an entry was taken out of answering."""

import enum


class SuspensionReason(enum.StrEnum):
    """Why an admin took an entry out of answering; kept with it, and shown in the list."""

    LAW = "law"
    """The law has changed."""
    WRONG = "wrong"
    UNCLEAR = "unclear"
    """It can be misunderstood."""
    LOCAL = "local"
    """It does not fit the county."""
    WORDS = "words"
    """In the admin's own words."""
