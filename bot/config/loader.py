"""`config.yaml` and the environment, turned into one frozen `Config`, or into every fault at once."""

import difflib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args, get_origin
from urllib.parse import urlsplit

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from bot.config.settings import Config, Minutes, TelegramId
from bot.errors import ConfigError, Fault, Message, message
from bot.strict_yaml.reader import Keys, dotted, plain, read_file

__all__ = ["SECRETS", "Config", "insist_on_master_key", "load_config", "variable"]

PREFIX = "BUTLER_"
ADDRESSES: tuple[Keys, ...] = (("telegram", "proxy"), ("database", "url"))
"""Keys that are secrets only with a password inside; without one they may stand in the file."""
SECRETS: tuple[Keys, ...] = (
    ("telegram", "token"),
    ("telegram", "webhook_secret"),
    ("secrets", "master_key"),
    *ADDRESSES,
)
"""Keys whose values are never printed, and which may be given as `…_FILE`."""
DEBUG = "BUTLER_DEBUG"
"""What `--debug` does on the command line; no setting of the bot's."""
LINKS = re.compile(
    r"BUTLER_(NAME=|ENV_"
    r"|([A-Z0-9]+_)*(SERVICE_HOST=|SERVICE_PORT(_[A-Z0-9]+)*=|PORT=(tcp|udp|sctp)://"
    r"|PORT_[0-9]+_(TCP|UDP|SCTP)(_(ADDR|PORT|PROTO))?=))"
)
"""What Kubernetes and Docker tell every container about a service or a link that is called butler."""

OFFICIAL_API = "https://api.telegram.org/bot"
OFFICIAL_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
TOKEN = re.compile(r"[A-Za-z0-9:_-]+")
WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
NUMBER = re.compile(r"[0-9]+")


def load_config(path: Path, environ: Mapping[str, str]) -> Config:
    """Read the file, lay the environment over it and check everything.

    Raises ConfigError with every fault, each with its place in the file or the variable's name.
    """
    return _Reading(path, environ).config()


def insist_on_master_key(config: Config) -> None:
    """See that a database which several processes may share has a key that all of them can be given.

    Raises ConfigError for a PostgreSQL without `secrets.master_key`: a key that one process made for itself would lie
    in a folder that no other process and no backup knows.
    """
    if config.database.file is None and config.secrets.key is None:
        name = variable(("secrets", "master_key"))
        raise ConfigError([Fault(name, 0, 0, "", message("config.needs_master_key", name=name))])


def variable(keys: Keys) -> str:
    """Name the environment variable that overrides a key: `BUTLER_ALARMS__…`."""
    return PREFIX + "__".join(str(key) for key in keys).upper()


def leaves() -> dict[Keys, FieldInfo]:
    """Every key that has a value of its own, by its way from the top."""
    found: dict[Keys, FieldInfo] = {}
    for name, top in Config.model_fields.items():
        if isinstance(top.annotation, type) and issubclass(top.annotation, BaseModel):
            found.update({(name, key): leaf for key, leaf in top.annotation.model_fields.items()})
        else:
            found[(name,)] = top
    return found


class _Reading:
    """One reading of file and environment: values and where they came from, faults."""

    def __init__(self, path: Path, environ: Mapping[str, str]) -> None:
        self.document = read_file(path)
        self.environ = environ
        self.leaves = leaves()
        self.values: dict[str, Any] = {}
        self.from_environ: dict[Keys, str] = {}
        self.faults = list(self.document.faults)

    def config(self) -> Config:
        self.take_file()
        self.take_environ()
        self.check_secrets()
        config = self.validated()
        if config is None or self.faults:
            raise ConfigError(self.faults)
        return config

    def take_file(self) -> None:
        top = {} if self.document.value is None else self.document.value
        if not isinstance(top, dict):
            self.complain((), message("config.no_keys"))
            return
        for name, value in top.items():
            empty_section = value is None and (name,) not in self.leaves and name in Config.model_fields
            self.values[name] = {} if empty_section else dict(value) if isinstance(value, dict) else value
        for keys in SECRETS:
            self.refuse_secret(keys)

    def refuse_secret(self, keys: Keys) -> None:
        """Take a secret out of what the file says, and say where it belongs."""
        value = self.get(keys)
        if value is None or (keys in ADDRESSES and not _has_password(str(value))):
            return
        del self.values[str(keys[0])][keys[1]]
        name = variable(keys)
        self.complain(keys, message("config.secret", name=name))

    def take_environ(self) -> None:
        names = {variable(keys): keys for keys in self.leaves}
        files = {f"{variable(keys)}_FILE": keys for keys in SECRETS}
        for name in sorted(self.environ):
            if name in names:
                self.set(names[name], name, self.environ[name])
            elif name in files:
                self.take_secret_file(files[name], name)
            elif name.startswith(PREFIX) and not self.is_of_others(name):
                hint = _did_you_mean(name, [*names, *files])
                self.faults.append(Fault(name, 0, 0, "", message("config.no_setting", hint=hint)))

    def is_of_others(self, name: str) -> bool:
        """Whether a variable is none of ours although it begins like ours."""
        return name == DEBUG or LINKS.match(f"{name}={self.environ[name]}") is not None

    def take_secret_file(self, keys: Keys, name: str) -> None:
        if variable(keys) in self.environ:
            self.faults.append(Fault(name, 0, 0, "", message("config.both", other=variable(keys))))
            return
        try:
            text = Path(self.environ[name]).read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or message("file.no_text")
            self.faults.append(Fault(name, 0, 0, "", message("config.file_unreadable", reason=reason)))
            return
        self.set(keys, name, text)

    def set(self, keys: Keys, name: str, text: str) -> None:
        """Let the environment speak for one key."""
        self.from_environ[keys] = name
        value = _typed(self.leaves[keys], text)
        if len(keys) == 1:
            self.values[str(keys[0])] = value
            return
        section = self.values.get(str(keys[0]))
        self.values[str(keys[0])] = {**(section if isinstance(section, dict) else {}), str(keys[1]): value}

    def get(self, keys: Keys) -> Any:
        value: Any = self.values
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        return value

    def check_secrets(self) -> None:
        token, secret = self.get(("telegram", "token")), self.get(("telegram", "webhook_secret"))
        official = self.get(("telegram", "base_url")) in (None, OFFICIAL_API)
        if token is not None and not (OFFICIAL_TOKEN if official else TOKEN).fullmatch(str(token)):
            self.complain(("telegram", "token"), message("config.no_token"))
        if secret is not None and not WEBHOOK_SECRET.fullmatch(str(secret)):
            self.complain(("telegram", "webhook_secret"), message("config.webhook_secret"))
        if self.get(("telegram", "webhook_url")) is not None and secret is None:
            name = variable(("telegram", "webhook_secret"))
            self.complain(("telegram", "webhook_url"), message("config.needs_secret", name=name))

    def validated(self) -> Config | None:
        try:
            return Config.model_validate(self.values)
        except ValidationError as invalid:
            misread = {fault.field for fault in self.document.faults}
            for error in invalid.errors(include_url=False):
                if self.document.named(error["loc"]) not in misread:
                    self.complain(error["loc"], self.refusal(error["loc"], error["type"], error["input"]))
        return None

    def refusal(self, keys: Keys, kind: str, value: Any) -> Message:
        """Say what is wrong with one value and what is allowed, without ever printing a secret."""
        if kind == "extra_forbidden":
            known = [dotted(leaf) for leaf in self.leaves] + list(Config.model_fields)
            return message("config.no_key", hint=_did_you_mean(dotted(keys), known))
        leaf = next((keys[:length] for length in (1, 2) if keys[:length] in self.leaves), None)
        if leaf is None:
            return message("config.no_block")
        allowed = message("allowed." + ".".join(map(str, leaf)))
        if leaf in SECRETS:
            return message("config.unusable_secret", allowed=allowed)
        return message("config.unusable", written=repr(value), allowed=allowed)

    def complain(self, keys: Keys, told: Message) -> None:
        for length in (1, 2):
            if name := self.from_environ.get(keys[:length]):
                self.faults.append(Fault(name, 0, 0, "", told))
                return
        self.faults.append(self.document.fault(keys, told))


def _typed(leaf: FieldInfo, text: str) -> Any:
    """Turn a variable's text into the type of its key; what is no such thing stays text, to be refused."""
    if get_origin(leaf.annotation) is tuple:
        items = [item.strip() for item in text.split(",") if item.strip()]
        if get_args(leaf.annotation)[0] in (TelegramId, Minutes):
            return [int(item) if NUMBER.fullmatch(item) else item for item in items]
        return items
    if leaf.annotation in (int, float):
        value = plain(text.strip())
        return text if value is None else value
    return None if text == "" and type(None) in get_args(leaf.annotation) else text


def _has_password(url: str) -> bool:
    try:
        return urlsplit(url).password is not None or "password=" in url
    except ValueError:
        return "@" in url


def _did_you_mean(name: str, known: list[str]) -> Message | str:
    near = difflib.get_close_matches(name, known, 1, 0.75)
    return message("hint.did_you_mean", word=near[0]) if near else ""
