"""Why a lawyer left a ticket to somebody else."""

import enum


class PassReason(enum.StrEnum):
    """What a lawyer may say of it with one tap."""

    NO_TIME = "no-time"
    NOT_MY_FIELD = "not-my-field"
    CONFLICT = "conflict"
    OTHER = "other"
