"""Faults that the visitor or a test orders: the next calls go wrong in a chosen way."""

from dataclasses import dataclass
from typing import Literal, get_args

from simulator.errors import ApiError, PeopleApiError
from simulator.text import Json
from simulator.updates import CONFLICT

Kind = Literal[
    "429",
    "500",
    "502",
    "409",
    "400",
    "401",
    "403",
    "drop_before",
    "drop_after",
    "slow",
    "timeout_before",
    "timeout_after",
]
KINDS: tuple[str, ...] = get_args(Kind)
LONGEST_S = 120.0  # no fault holds a connection longer
_TEXTS = {
    "500": "Internal Server Error",
    "502": "Bad Gateway",
    "409": CONFLICT,
    "400": "Bad Request: ordered fault",
    "401": "Unauthorized",
    "403": "Forbidden: bot was blocked by the user",
}


@dataclass
class Fault:
    """One order; it is used up after `times` calls that it fits."""

    kind: str
    method: str | None = None
    chat: int | None = None
    times: int = 1
    retry_after: int = 1
    delay_s: float = 1.0
    description: str | None = None

    def fits(self, method: str, chat: int | None) -> bool:
        """Whether it strikes this call."""
        wanted = self.method is None or self.method.lower() == method.lower()
        return wanted and self.chat in {None, chat}

    def error(self) -> ApiError | None:
        """Return the error that it answers with, None for faults of the line."""
        if self.kind == "429":
            text = f"Too Many Requests: retry after {self.retry_after}"
            return ApiError(429, self.description or text, {"retry_after": self.retry_after})
        if self.kind in _TEXTS:
            return ApiError(int(self.kind), self.description or _TEXTS[self.kind])
        return None

    def view(self) -> Json:
        """Return it as JSON."""
        return dict(vars(self))


class Faults:
    """Orders in force, oldest first."""

    def __init__(self) -> None:
        self.orders: list[Fault] = []

    def order(self, fault: Fault) -> None:
        """Add one; raise `PeopleApiError` 400 for an unknown kind or a count below one."""
        if fault.kind not in KINDS:
            raise PeopleApiError(400, f"kind: {fault.kind!r} is unknown, allowed: {', '.join(KINDS)}")
        if fault.times < 1:
            raise PeopleApiError(400, f"times: {fault.times} is too few, at least 1")
        self.orders.append(fault)

    def take(self, method: str, chat: int | None) -> Fault | None:
        """Return the fault that strikes this call, using it up once."""
        fault = next((order for order in self.orders if order.fits(method, chat)), None)
        if fault is not None:
            fault.times -= 1
            self.orders = [order for order in self.orders if order.times > 0]
        return fault

    def clear(self) -> None:
        """Forget all."""
        self.orders.clear()
