"""What can go wrong.

SimulatorError
├── ApiError        the Bot API's answer to a bot's mistake
├── Dropped         the connection is to be closed without an answer
└── PeopleApiError  a request under `/sim` that can't be granted
"""

from typing import Any


class SimulatorError(Exception):
    """Base of everything that the simulator raises on purpose."""


class ApiError(SimulatorError):
    """An answer `{"ok": false, …}` in Telegram's words."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """Return the JSON object that the bot receives."""
        answer: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters is not None:
            answer["parameters"] = self.parameters
        return answer


class Dropped(SimulatorError):
    """The connection closes now, as if the line had been cut."""


class PeopleApiError(SimulatorError):
    """A request under `/sim` that makes no sense in this world; `status` is the HTTP status."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.text = text


def bad_request(text: str) -> ApiError:
    """Return the error 400 as Telegram words it."""
    return ApiError(400, f"Bad Request: {text}")


def forbidden(text: str) -> ApiError:
    """Return the error 403 as Telegram words it."""
    return ApiError(403, f"Forbidden: {text}")
