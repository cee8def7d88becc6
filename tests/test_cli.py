"""The command line: what it says, where, and with which exit status."""

import asyncio
import contextlib
import datetime as dt
import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bot.cli import COMMANDS, doctor, main
from bot.config import load_config
from bot.config.settings import Config
from bot.errors import ConfigError, Fault
from bot.storage.engine.database import open_database

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
        raise ConfigError([Fault("config.yaml", 3, 1, "alarms", "is wrong")])

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
    return {name: [finding.state for finding in doctor.LOOKS[name](config, now)] for name in looks}


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
    async def make():
        await (await open_database(config.database.url.get_secret_value())).close()

    asyncio.run(make())
    assert states(config, looks=["database"]) == {"database": ["ok"]}


def test_a_file_that_is_no_database_is_one_line(capsys, tmp_path, monkeypatch):
    (tmp_path / "butler.db").write_text("this is a letter, not a database", "utf-8")
    monkeypatch.setenv("BUTLER_DATABASE__URL", f"sqlite:///{tmp_path}/butler.db")
    assert main(["doctor"]) == 1
    (line,) = [line for line in capsys.readouterr().out.splitlines() if "database:" in line]
    assert line.startswith("FAIL")


def test_a_broken_config_is_all_that_the_doctor_tells(tmp_path, capsys):
    path = tmp_path / "config.yaml"
    path.write_text("alarms: soon\nanswers: 5\n", "utf-8")
    assert main(["doctor", "--config", str(path)]) == 1
    told = capsys.readouterr().out
    assert told.startswith("FAIL  config: ")
    assert f"{path}:1:1" in told
    assert f"{path}:2:1" in told
    assert "knowledge" not in told


def test_a_broken_room_does_not_hide_the_others(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("BUTLER_KNOWLEDGE__CALENDAR", str(tmp_path / "none.yaml"))
    assert main(["doctor"]) == 1
    told = capsys.readouterr().out
    assert "FAIL  calendar" in told
    assert "telegram" in told


def test_a_finding_of_many_lines_is_cut():
    text = str(doctor.Finding("broken", "knowledge", "\n".join(f"fault {number}" for number in range(50))))
    assert text.count("\n") == doctor.MOST_LINES
    assert text.endswith("and 40 more")


@contextlib.contextmanager
def bot_api(status):
    """A server on this machine that answers every call with `status`; gives its base address."""
    good = {"ok": True, "result": {"id": 1, "is_bot": True, "first_name": "B", "username": "butler_bot"}}
    bad = {"ok": False, "error_code": status, "description": "Unauthorized"}

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers.get("content-length", 0)))
            body = json.dumps(good if status == 200 else bad).encode()
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words):
            """Keep the test's output clean."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/bot"
        server.shutdown()


def ask_doctor_about(base_url):
    environ = {"BUTLER_TELEGRAM__TOKEN": "1:abc", "BUTLER_TELEGRAM__BASE_URL": base_url}
    (finding,) = doctor.telegram(load_config(ROOT / "config.yaml", environ), NOW)
    assert "abc" not in finding.text
    return finding


def test_the_doctor_greets_telegram_by_the_bots_name():
    with bot_api(200) as base_url:
        finding = ask_doctor_about(base_url)
    assert (finding.state, finding.text) == ("ok", "answers; the bot is @butler_bot")


def test_the_doctor_knows_a_token_that_is_refused():
    with bot_api(401) as base_url:
        finding = ask_doctor_about(base_url)
    assert finding.state == "broken"
    assert "BotFather" in finding.text


def test_the_doctor_knows_a_server_that_is_out_of_order():
    with bot_api(500) as base_url:
        finding = ask_doctor_about(base_url)
    assert finding.state == "broken"
    assert "does not answer" in finding.text


def test_the_doctor_knows_a_server_that_is_not_there():
    finding = ask_doctor_about("http://127.0.0.1:1/bot")
    assert finding.state == "broken"
