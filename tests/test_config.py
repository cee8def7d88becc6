"""The configuration: what may be set, from where, and how a slip is named."""

import re
import textwrap
from pathlib import Path

import pytest
from told import all_in_full

from bot.config import SECRETS, leaves, load_config, variable
from bot.config.loader import ADDRESSES
from bot.config.settings import Config
from bot.errors import ConfigError
from bot.locales.faults import keys as fault_words
from bot.strict_yaml.reader import dotted

ROOT = Path(__file__).parents[1]
TOKEN = "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11"


@pytest.fixture
def load(tmp_path):
    def load_text(text="", environ=None):
        path = tmp_path / "config.yaml"
        path.write_text(textwrap.dedent(text), "utf-8")
        return load_config(path, environ or {})

    return load_text


@pytest.fixture
def refusal(load, tmp_path):
    """The faults of a configuration, one line each, without the folder's name."""

    def faults(text="", environ=None):
        with pytest.raises(ConfigError) as caught:
            load(text, environ)
        return all_in_full(caught.value).replace(f"{tmp_path}/", "").splitlines()

    return faults


def test_the_file_of_the_project_states_the_defaults():
    assert load_config(ROOT / "config.yaml", {}) == Config()


def test_the_file_of_the_project_has_every_key_but_the_secret_ones():
    text = (ROOT / "config.yaml").read_text("utf-8")
    for keys in leaves():
        if keys not in SECRETS or keys in ADDRESSES:
            assert re.search(rf"^ *{keys[-1]}:", text, re.MULTILINE), dotted(keys)


def test_an_empty_file_and_empty_sections_mean_the_defaults(load):
    assert load("") == Config()
    assert load("alarms:\n") == Config()


def test_the_environment_speaks_over_the_file(load):
    config = load(
        "alarms: {take_after_working_minutes: 20}\nadmins: [5]\n",
        {
            "BUTLER_ALARMS__TAKE_AFTER_WORKING_MINUTES": "30",
            "BUTLER_ALARMS__ANSWER_AFTER_WORKING_HOURS": "2.5",
            "BUTLER_ADMINS": "7, 8",
            "BUTLER_LAWYERS": "",
            "BUTLER_KNOWLEDGE__PATH": "elsewhere",
            "BUTLER_OFFICE__HOURS": "08:30-11:30,13:30-17:00",
            "BUTLER_TELEGRAM__WEBHOOK_URL": "",
            "PATH": "/bin",
        },
    )
    assert config.alarms.take_after_working_minutes == 30
    assert config.alarms.answer_after_working_hours == 2.5
    assert config.admins == (7, 8)
    assert config.lawyers == ()
    assert config.knowledge.path == Path("elsewhere")
    assert config.office.hours == ("08:30-11:30", "13:30-17:00")
    assert config.telegram.webhook_url is None


def test_the_policy_repeats_what_was_set(load):
    policy = load("answers: {unreviewed: ask_lawyer}\ntickets: {reopen_within_days: 3}\n").policy()
    assert policy.unreviewed == "ask_lawyer"
    assert policy.reopen_within_days == 3


def test_files_are_fetched_beside_the_bot_api_unless_said_otherwise(load):
    base = {"BUTLER_TELEGRAM__BASE_URL": "http://127.0.0.1:9/bot"}
    assert (
        load("telegram: {base_file_url: null}", base).telegram.base_file_url == "http://127.0.0.1:9/file/bot"
    )
    other = {**base, "BUTLER_TELEGRAM__BASE_FILE_URL": "http://127.0.0.1:7/file/bot"}
    assert load("", other).telegram.base_file_url == "http://127.0.0.1:7/file/bot"


def test_every_wrong_value_of_the_file_is_named_at_once_with_its_place(refusal):
    assert refusal("""\
        telegram:
          base_url: https://api.telegram.org
        databse: {}
        alarms:
          take_after_working_minutes: soon
          answer_after_working_hour: 4
        answers:
          unreviewed: no
          answer_precision: 1.5
        office:
          timezone: Asia/Shangai
          weekdays: [mon, tus]
          hours: [09:00-12:00, 11:00-13:00]
        tickets: 5
        admins: [1, "2"]
        """) == [
        (
            "config.yaml:2:3: telegram.base_url: 'https://api.telegram.org' is not usable; "
            "allowed: an http(s) address ending in /bot"
        ),
        "config.yaml:3:1: databse: is not a key; did you mean database?; see docs/configuration.md",
        (
            "config.yaml:5:3: alarms.take_after_working_minutes: 'soon' is not usable; "
            "allowed: a whole number from 1 to 2400"
        ),
        (
            "config.yaml:6:3: alarms.answer_after_working_hour: is not a key; "
            "did you mean alarms.answer_after_working_hours?; see docs/configuration.md"
        ),
        (
            "config.yaml:8:15: answers.unreviewed: no means different things to different programs; "
            'write true, false or null, or "no" in quotes'
        ),
        "config.yaml:9:3: answers.answer_precision: 1.5 is not usable; allowed: a number from 0.5 to 0.999",
        (
            "config.yaml:11:3: office.timezone: 'Asia/Shangai' is not usable; "
            "allowed: an IANA time zone such as Asia/Shanghai"
        ),
        (
            "config.yaml:12:19: office.weekdays[1]: 'tus' is not usable; "
            "allowed: one or more of mon, tue, wed, thu, fri, sat, sun"
        ),
        (
            "config.yaml:13:3: office.hours: ['09:00-12:00', '11:00-13:00'] is not usable; "
            "allowed: shifts such as 09:00-12:00 that do not overlap"
        ),
        "config.yaml:14:1: tickets: must be a block of keys with values",
        "config.yaml:15:13: admins[1]: '2' is not usable; allowed: Telegram ids (whole numbers)",
    ]


def test_every_wrong_variable_is_named_at_once(refusal):
    environ = {
        "BUTLER_ADMINS": "1,@someone",
        "BUTLER_ALARM__TAKE_AFTER_WORKING_MINUTES": "5",
        "BUTLER_TELEGRAM__WEBHOOK_PORT": "99999",
        "BUTLER_TICKETS__REOPEN_WITHIN_DAYS": "",
    }
    assert refusal("", environ) == [
        "BUTLER_ADMINS: '@someone' is not usable; allowed: Telegram ids (whole numbers)",
        (
            "BUTLER_ALARM__TAKE_AFTER_WORKING_MINUTES: is not a setting; "
            "did you mean BUTLER_ALARMS__TAKE_AFTER_WORKING_MINUTES?; see docs/configuration.md"
        ),
        "BUTLER_TELEGRAM__WEBHOOK_PORT: 99999 is not usable; allowed: a whole number from 1 to 65535",
        "BUTLER_TICKETS__REOPEN_WITHIN_DAYS: '' is not usable; allowed: a whole number from 0 to 365",
    ]


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ConfigError, match=r"file\.unreadable"):
        load_config(tmp_path / "config.yaml", {})


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (f"telegram: {{token: '{TOKEN}'}}", "BUTLER_TELEGRAM__TOKEN"),
        ("telegram: {webhook_secret: abcdefghijklmnop}", "BUTLER_TELEGRAM__WEBHOOK_SECRET"),
        ("database: {url: 'postgresql://me:hush@host/db'}", "BUTLER_DATABASE__URL"),
        ("database: {url: 'postgresql://host/db?user=me&password=hush'}", "BUTLER_DATABASE__URL"),
        ("telegram: {proxy: 'socks5://me:hush@proxy.example:1080'}", "BUTLER_TELEGRAM__PROXY"),
    ],
)
def test_a_secret_in_the_file_is_refused_without_repeating_it(refusal, line, name):
    (fault,) = refusal(line)
    assert f"set {name} or {name}_FILE" in fault
    assert not re.search("ABC-DEF|hush|abcdefghijklmnop", fault)


def test_secrets_come_from_the_environment_or_from_files_that_it_names(load, tmp_path):
    (tmp_path / "url").write_text("postgresql://me:hush@host/db\n", "utf-8")
    config = load("", {"BUTLER_TELEGRAM__TOKEN": TOKEN, "BUTLER_DATABASE__URL_FILE": str(tmp_path / "url")})
    assert config.telegram.token.get_secret_value() == TOKEN
    assert config.database.url.get_secret_value() == "postgresql://me:hush@host/db"
    assert TOKEN not in repr(config)
    assert "hush" not in f"{config} {config!r}"


def test_wrong_secrets_are_named_but_never_printed(refusal, tmp_path):
    faults = refusal(
        "",
        {
            "BUTLER_TELEGRAM__TOKEN": "hush hush",
            "BUTLER_TELEGRAM__TOKEN_FILE": str(tmp_path / "none"),
            "BUTLER_TELEGRAM__WEBHOOK_SECRET": "hush!",
            "BUTLER_DATABASE__URL": "mysql://me:hush@host/db",
        },
    )
    assert [fault.partition(":")[0] for fault in faults] == [
        "BUTLER_DATABASE__URL",
        "BUTLER_TELEGRAM__TOKEN",
        "BUTLER_TELEGRAM__TOKEN_FILE",
        "BUTLER_TELEGRAM__WEBHOOK_SECRET",
    ]
    assert "hush" not in "".join(faults)


def test_a_secret_file_that_cannot_be_read_is_named(refusal, tmp_path):
    (fault,) = refusal("", {"BUTLER_TELEGRAM__TOKEN_FILE": str(tmp_path / "none")})
    assert fault == "BUTLER_TELEGRAM__TOKEN_FILE: names a file that cannot be read: No such file or directory"


def test_a_token_need_not_look_official_when_the_server_is_another(load, refusal):
    demo = {"BUTLER_TELEGRAM__TOKEN": "demo"}
    assert "BotFather" in refusal("", demo)[0]
    assert "BotFather" in refusal("", {"BUTLER_TELEGRAM__TOKEN": f"{TOKEN} "})[0]
    other = {**demo, "BUTLER_TELEGRAM__BASE_URL": "http://127.0.0.1:9/bot"}
    assert load("", other).telegram.token.get_secret_value() == "demo"


def test_a_webhook_needs_its_secret(load, refusal):
    (fault,) = refusal("telegram: {webhook_url: 'https://butler.example/telegram'}")
    assert "BUTLER_TELEGRAM__WEBHOOK_SECRET" in fault
    secret = {"BUTLER_TELEGRAM__WEBHOOK_SECRET": "abcdefghijklmnop"}
    assert load("telegram: {webhook_url: 'https://butler.example/telegram'}", secret).telegram.webhook_url


@pytest.mark.parametrize(
    "proxy",
    [
        "http://10.0.0.1:3128",
        "https://proxy.example:443/",
        "socks5://me:p%40ss@[::1]:1080",
        "environment",
    ],
)
def test_a_proxy_is_an_address_or_the_word_environment(load, tmp_path, proxy):
    (tmp_path / "proxy").write_text(f"{proxy}\n", "utf-8")
    for environ in (
        {"BUTLER_TELEGRAM__PROXY": proxy},
        {"BUTLER_TELEGRAM__PROXY_FILE": str(tmp_path / "proxy")},
    ):
        config = load("", environ)
        assert config.telegram.proxy.get_secret_value() == proxy
        assert "p%40ss" not in f"{config} {config!r}"


def test_without_a_password_a_proxy_may_stand_in_the_file_and_null_is_none(load):
    assert load("telegram: {proxy: 'http://10.0.0.1:3128'}").telegram.proxy is not None
    assert load("telegram: {proxy: environment}").telegram.proxy.get_secret_value() == "environment"
    assert load("telegram: {proxy: null}").telegram.proxy is None
    with_proxy = "telegram: {proxy: 'http://10.0.0.1:3128'}"
    assert load(with_proxy, {"BUTLER_TELEGRAM__PROXY": ""}).telegram.proxy is None


@pytest.mark.parametrize(
    "proxy",
    [
        "hush.example:3128", "socks://hush:1080", "socks4://hush:1", "http://hush", "http://:80", "http://me:hush@h:port",
        "http://me:hu/sh@h:80", "http://h:80/hush", "http://me:hush\x01@h:80", "http://[hush:80", "Environment",
    ],
)  # fmt: skip
def test_a_proxy_that_is_none_is_refused_without_repeating_it(refusal, proxy):
    (fault,) = refusal("", {"BUTLER_TELEGRAM__PROXY": proxy})
    assert fault == (
        "BUTLER_TELEGRAM__PROXY: is not usable; "
        "allowed: http://, https:// or socks5:// with a host and a port, or environment, or null"
    )


OF_OTHERS = {
    "BUTLER_PORT": "tcp://10.0.0.1:8081",
    "BUTLER_SERVICE_HOST": "10.0.0.1",
    "BUTLER_SERVICE_PORT": "8081",
    "BUTLER_SERVICE_PORT_HTTP": "8081",
    "BUTLER_SERVICE_PORT_HTTP_ALT": "8082",
    "BUTLER_PORT_8081_TCP": "tcp://10.0.0.1:8081",
    "BUTLER_PORT_8081_TCP_ADDR": "10.0.0.1",
    "BUTLER_PORT_8081_TCP_PORT": "8081",
    "BUTLER_PORT_8081_TCP_PROTO": "tcp",
    "BUTLER_PORT_53_UDP": "udp://10.0.0.1:53",
    "BUTLER_NAME": "/web/butler",
    "BUTLER_ENV_PYTHON_VERSION": "3.11",
    "BUTLER_DB_SERVICE_HOST": "10.0.0.2",
    "BUTLER_DB_PORT": "tcp://10.0.0.2:5432",
    "BUTLER_DB_PORT_5432_TCP_ADDR": "10.0.0.2",
    "BUTLER_DEBUG": "1",
}


def test_what_kubernetes_and_docker_tell_a_container_is_no_slip(load):
    assert load("", OF_OTHERS) == Config()


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("BUTLER_PORT", ""),
        ("BUTLER_WEBHOOK_PORT", "did you mean BUTLER_TELEGRAM__WEBHOOK_PORT?; "),
        ("BUTLER_TELEGRAM_WEBHOOK_PORT", "did you mean BUTLER_TELEGRAM__WEBHOOK_PORT?; "),
        ("BUTLER_DATABASE_NAME", ""),
        ("BUTLER_ENVIRONMENT", ""),
        ("BUTLER_SERVICE_HOSTS", ""),
        ("BUTLER_TELEGRAM__SERVICE_PORT", ""),
        ("BUTLER_ADMIN", "did you mean BUTLER_ADMINS?; "),
    ],
)
def test_what_only_looks_like_it_stays_a_slip(refusal, name, hint):
    (fault,) = refusal("", {name: "8082"})
    assert fault.startswith(f"{name}: is not a setting; ")
    if hint:
        assert hint in fault


def test_what_is_allowed_for_a_key_is_said_in_both_languages():
    said = {key.removeprefix("allowed.") for key in fault_words("en") if key.startswith("allowed.")}
    assert said == {dotted(keys) for keys in leaves()} | {"proxy"}


def test_every_key_has_its_heading_in_the_documentation():
    text = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    headings = set(re.findall(r"^### `([^`]+)`", text, re.MULTILINE))
    assert headings == {dotted(keys) for keys in leaves()}
    for keys in leaves():
        assert f"`{variable(keys)}`" in text


@pytest.mark.parametrize(
    ("environ", "file"),
    [
        ({}, "butler.db-last-good/knowledge.zip"),
        (
            {"BUTLER_DATABASE__URL": "sqlite:////var/lib/a%20b/x.db"},
            "/var/lib/a b/x.db-last-good/knowledge.zip",
        ),
        ({"BUTLER_DATABASE__URL": "postgresql://somebody@somewhere/butler"}, "state/knowledge.zip"),
        ({"BUTLER_KNOWLEDGE__LAST_GOOD": "elsewhere"}, "elsewhere/knowledge.zip"),
    ],
)
def test_what_was_in_force_last_is_kept_beside_the_database_or_where_the_setting_says(load, environ, file):
    assert load("", environ).last_good("knowledge").file == Path(file)
