"""What an operator may set: every key with its type, its default and what is allowed.

`bot.config.loader` reads `config.yaml` and the environment into these shapes.
"""

import base64
import itertools
import zoneinfo
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import unquote, urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

from bot.domain import policy
from bot.domain.calendar import WEEKDAYS, Shift, WorkingCalendar
from bot.domain.policy import Policy, Unreviewed
from bot.encoder import Encoder
from bot.knowledge.files.holidays import Schedules, load_schedules
from bot.knowledge.last_good import LastGood

TelegramId = Annotated[int, Field(ge=1, lt=2**52)]
Minutes = Annotated[int, Field(ge=1, le=600)]
Days = Annotated[int, Field(ge=1, le=250)]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

KEY_BYTES = 32
"""Bytes of the master key: 256 bits."""
PROXY_OF_ENVIRONMENT = "environment"
"""The word for `telegram.proxy` with which HTTPS_PROXY and its like are read."""


def is_proxy(address: str) -> bool:
    """Say whether the address is http://, https:// or socks5:// with a host and a port; a name and a password before the host are allowed."""
    try:
        parts = urlsplit(address)
        place = bool(parts.hostname) and parts.port is not None
    except ValueError:
        return False
    whole = address.isprintable() and parts.path in ("", "/")
    return place and whole and parts.scheme in ("http", "https", "socks5")


class Section(BaseModel):
    """A block of keys. What is allowed for each is said under `allowed.…` in `bot/locales/faults.*.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, validate_default=True)


class Telegram(Section):
    """How the bot reaches Telegram, or another server that speaks the Bot API."""

    token: SecretStr | None = Field(None)
    base_url: str = Field(
        "https://api.telegram.org/bot",
        pattern=r"^https?://\S+/bot$",
    )
    base_file_url: str = Field(
        "https://api.telegram.org/file/bot",
        pattern=r"^https?://\S+/file/bot$",
    )
    webhook_url: str | None = Field(None, pattern=r"^https?://[^\s/]+/\S+$")
    webhook_secret: SecretStr | None = Field(None)
    webhook_host: str = Field("127.0.0.1", pattern=r"^\S+$")
    webhook_port: int = Field(8081, ge=1, le=65535)
    proxy: SecretStr | None = Field(None)

    @field_validator("proxy")
    @classmethod
    def _leads_somewhere(cls, proxy: SecretStr | None) -> SecretStr | None:
        address = PROXY_OF_ENVIRONMENT if proxy is None else proxy.get_secret_value()
        if address != PROXY_OF_ENVIRONMENT and not is_proxy(address):
            raise ValueError("is no proxy")
        return proxy

    @model_validator(mode="before")
    @classmethod
    def _files_are_beside_the_api(cls, values: Any) -> Any:
        if not isinstance(values, dict) or values.get("base_file_url") is not None:
            return values
        base = values.get("base_url", cls.model_fields["base_url"].default)
        if not (isinstance(base, str) and base.endswith("/bot")):
            return {key: value for key, value in values.items() if key != "base_file_url"}
        return {**values, "base_file_url": base.removesuffix("bot") + "file/bot"}


class Database(Section):
    """Where everything is kept."""

    url: SecretStr = Field(SecretStr("sqlite:///butler.db"))

    @field_validator("url")
    @classmethod
    def _names_an_engine(cls, url: SecretStr) -> SecretStr:
        engine, _, rest = url.get_secret_value().partition("://")
        if (
            engine not in ("sqlite", "postgresql", "postgres")
            or not rest
            or (engine == "sqlite" and len(rest) < len("/x"))
        ):
            raise ValueError("names no database")
        return url

    @property
    def file(self) -> Path | None:
        """The SQLite file; None for PostgreSQL."""
        url = self.url.get_secret_value()
        return Path(unquote(urlsplit(url).path[1:])) if url.startswith("sqlite:") else None

    def beside(self, name: str) -> Path:
        """Name a folder beside the SQLite file, so that they move together; for PostgreSQL it is `state`."""
        return Path("state") if self.file is None else self.file.with_name(f"{self.file.name}-{name}")


class Secrets(Section):
    """What is never written into `config.yaml`."""

    master_key: SecretStr | None = Field(None)

    @field_validator("master_key")
    @classmethod
    def _is_a_key(cls, key: SecretStr | None) -> SecretStr | None:
        if (
            key is not None
            and len(base64.b64decode(key.get_secret_value().strip(), validate=True)) != KEY_BYTES
        ):
            raise ValueError("is no key of 256 bits")
        return key

    @property
    def key(self) -> str | None:
        """The master key as text; None where a file beside the database holds it."""
        return None if self.master_key is None else self.master_key.get_secret_value()


class Knowledge(Section):
    """Where the ten measures and the calendar are, and where what was in force last is kept."""

    path: Path = Field(Path("knowledge"), strict=False)
    calendar: Path = Field(Path("knowledge/calendar.yaml"), strict=False)
    last_good: Path | None = Field(None, strict=False)


class Answers(Section):
    """When the butler may answer by itself."""

    unreviewed: Unreviewed = Field("allow")
    answer_precision: float = Field(0.97, ge=0.5, le=0.999)
    encoder: Literal["builtin", "none"] | Annotated[Path, Field(strict=False)] = "builtin"


class Office(Section):
    """Working time of the lawyers' office."""

    timezone: str = Field("Asia/Shanghai")
    weekdays: tuple[Weekday, ...] = Field(
        ("mon", "tue", "wed", "thu", "fri"),
        strict=False,
        min_length=1,
    )
    hours: tuple[str, ...] = Field(
        ("09:00-12:00", "14:00-17:30"),
        strict=False,
        min_length=1,
    )

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The time zone itself."""
        return zoneinfo.ZoneInfo(self.timezone)

    @field_validator("timezone")
    @classmethod
    def _is_known(cls, name: str) -> str:
        try:
            zoneinfo.ZoneInfo(name)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("is not a time zone known here") from None
        return name

    @field_validator("hours")
    @classmethod
    def _make_a_day(cls, hours: tuple[str, ...]) -> tuple[str, ...]:
        shifts = tuple(Shift.parse(text) for text in hours)
        WorkingCalendar(shifts, frozenset(), frozenset(), zoneinfo.ZoneInfo("UTC"))
        return hours


class Alarms(Section):
    """After how much working time somebody is reminded of a ticket."""

    take_after_working_minutes: int = Field(15, ge=1, le=2400)
    answer_after_working_hours: float = Field(4, gt=0, le=400)
    urgent_answer_after_working_hours: float = Field(1, gt=0, le=400)
    resolve_after_working_hours: float = Field(40, gt=0, le=4000)
    urgent_resolve_after_working_hours: float = Field(13, gt=0, le=4000)
    urgent_after_minutes: tuple[Minutes, ...] = Field(
        (5, 10, 20),
        strict=False,
        min_length=1,
        max_length=20,
    )

    @field_validator("urgent_after_minutes")
    @classmethod
    def _grow(cls, minutes: tuple[int, ...]) -> tuple[int, ...]:
        if any(later <= earlier for earlier, later in itertools.pairwise(minutes)):
            raise ValueError("each must be greater than the one before")
        return minutes


class Tickets(Section):
    """How tickets live."""

    most_per_lawyer: int = Field(20, ge=1, le=1000)
    most_open_per_owner: int = Field(20, ge=1, le=1000)
    most_emergencies_per_owner: int = Field(3, ge=1, le=100)
    reopen_within_days: int = Field(14, ge=0, le=365)
    close_after_silent_days: tuple[Days, ...] = Field((7, 10, 14), strict=False, max_length=5)

    @field_validator("close_after_silent_days")
    @classmethod
    def _grow(cls, days: tuple[int, ...]) -> tuple[int, ...]:
        if len(days) == 1 or any(later <= earlier for earlier, later in itertools.pairwise(days)):
            raise ValueError("none, or a warning first, and each greater than the one before")
        return days


class Access(Section):
    """Who is heard."""

    mode: policy.Access = Field("open")
    quarantine_after_messages: int = Field(200, ge=10, le=10_000)
    quarantine_minutes: int = Field(60, ge=1, le=1440)


class Delivery(Section):
    """When admins hear that something does not arrive."""

    tell_after_minutes: Minutes = 15
    tell_at_once_from: int = Field(20, ge=1, le=10000)


class Backup(Section):
    """The nightly backup."""

    hour: int = Field(3, ge=0, le=23)
    folder: Path | None = Field(None, strict=False)
    keep: int = Field(7, ge=0, le=1000)


class Operations(Section):
    """The port for whoever watches the bot."""

    host: str = Field("127.0.0.1", pattern=r"^\S+$")
    port: int = Field(8082, ge=0, le=65535)


class Logging(Section):
    """How the log is written."""

    format: Literal["text", "json"] = "text"


class Retention(Section):
    """How many days words are kept."""

    delivered_words_days: int = Field(2, ge=2, le=365)
    undelivered_words_days: int = Field(30, ge=2, le=365)
    questions_days: int = Field(365, ge=1, le=3650)
    closed_tickets_days: int = Field(1095, ge=30, le=7300)
    set_aside_days: int = Field(30, ge=2, le=365)
    dialogues_days: int = Field(30, ge=1, le=365)
    deadlines_days: int = Field(90, ge=30, le=3650)


class Config(Section):
    """Everything that an operator may change. Build it with `bot.config.loader.load_config`."""

    telegram: Telegram = Telegram()
    database: Database = Database()
    secrets: Secrets = Secrets()
    knowledge: Knowledge = Knowledge()
    answers: Answers = Answers()
    office: Office = Office()
    alarms: Alarms = Alarms()
    tickets: Tickets = Tickets()
    access: Access = Access()
    delivery: Delivery = Delivery()
    backup: Backup = Backup()
    operations: Operations = Operations()
    logging: Logging = Logging()
    retention: Retention = Retention()
    admins: tuple[TelegramId, ...] = Field((), strict=False)
    lawyers: tuple[TelegramId, ...] = Field((), strict=False)

    def policy(self) -> Policy:
        """Give the rules that use cases obey."""
        return Policy(
            unreviewed=self.answers.unreviewed,
            answer_precision=self.answers.answer_precision,
            take_after_working_minutes=self.alarms.take_after_working_minutes,
            answer_after_working_hours=self.alarms.answer_after_working_hours,
            urgent_answer_after_working_hours=self.alarms.urgent_answer_after_working_hours,
            resolve_after_working_hours=self.alarms.resolve_after_working_hours,
            urgent_resolve_after_working_hours=self.alarms.urgent_resolve_after_working_hours,
            urgent_after_minutes=self.alarms.urgent_after_minutes,
            most_per_lawyer=self.tickets.most_per_lawyer,
            most_open_per_owner=self.tickets.most_open_per_owner,
            most_emergencies_per_owner=self.tickets.most_emergencies_per_owner,
            access=self.access.mode,
            quarantine_after_messages=self.access.quarantine_after_messages,
            quarantine_minutes=self.access.quarantine_minutes,
            reopen_within_days=self.tickets.reopen_within_days,
            close_after_silent_days=self.tickets.close_after_silent_days,
            undelivered_after_minutes=self.delivery.tell_after_minutes,
            undelivered_from=self.delivery.tell_at_once_from,
            retention=policy.Retention(**self.retention.model_dump()),
        )

    def last_good(self, kind: Literal["knowledge", "calendar"]) -> LastGood:
        """Say where the files that were in force last are kept: beside the SQLite file, or where the setting says."""
        return LastGood(self.knowledge.last_good or self.database.beside("last-good"), kind)

    def backup_folder(self) -> Path:
        """Say where backups are kept: beside the SQLite file, or where the setting says."""
        beside = Path("backups") if self.database.file is None else self.database.beside("backups")
        return self.backup.folder or beside

    def sentence_encoder(self) -> Encoder | None:
        """Open the encoder, if one is set. Blocking. Raises EncoderError."""
        chosen = self.answers.encoder
        if isinstance(chosen, Path):
            return Encoder.load(chosen)
        return Encoder.builtin() if chosen == "builtin" else None

    def working_calendar(self) -> WorkingCalendar:
        """Read the holidays and build the office's calendar. Raises KnowledgeError."""
        return self.calendar_with(load_schedules(self.knowledge.calendar))

    def calendar_with(self, schedules: Schedules) -> WorkingCalendar:
        """Add the office's hours to holidays that were read."""
        return WorkingCalendar(
            hours=tuple(Shift.parse(text) for text in self.office.hours),
            holidays=schedules.holidays,
            make_up_days=schedules.make_up_days,
            timezone=self.office.zone,
            weekdays=frozenset(WEEKDAYS.index(day) for day in self.office.weekdays),
            years=schedules.years,
        )
