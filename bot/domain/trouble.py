"""What may go wrong around the bot while it runs, so that an admin has to know or to act."""

import enum


class Trouble(enum.StrEnum):
    """One kind of trouble. It begins, lasts and ends; the words are those of rows, metrics and `/readyz`."""

    TOKEN = "token"  # noqa: S105 -- the name of a trouble, not a secret
    """Telegram does not accept the bot's token."""
    OTHER_POLLER = "other_poller"
    """Another program fetches this bot's updates."""
    WEBHOOK_ELSEWHERE = "webhook_elsewhere"
    """Updates are brought to an address that is not ours."""
    WEBHOOK_TAKEN_DOWN = "webhook_taken_down"
    """Somebody had taken our webhook down; it was set again."""
    UNREACHABLE = "unreachable"
    """Telegram does not answer."""
    MISSED = "missed"
    """So long without Telegram that it may have thrown updates away."""
    UNDELIVERED = "undelivered"
    """Much, or something for long, was said and has not arrived."""
    DISK = "disk"
    """The disk is nearly full."""
    BACKUP = "backup"
    """The last backup failed, or the last good one is too old."""
    KNOWLEDGE = "knowledge"
    """What was saved last in the knowledge folder is not in force."""
    CLOCK = "clock"
    """The machine's clock has jumped."""
