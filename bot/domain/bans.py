"""Why, and for how long, somebody is not heard."""

import enum

DAYS = (1, 7, 30, 0)
"""For how many days an admin may ban somebody; 0: until it is lifted."""


class BanReason(enum.StrEnum):
    """Told to whoever is banned, in their language; no words of an admin are kept of them."""

    FLOOD = "flood"
    """They send very much."""
    ABUSE = "abuse"
    """They insult or threaten people."""
    IMPOSTOR = "impostor"
    """They pass for somebody else, or for another enterprise."""
    MISUSE = "misuse"
    """They use the butler for what it is not there for."""
