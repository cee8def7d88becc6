"""The drawing of the house, held against the house."""

import importlib
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

PUBLIC = {
    "bot.cli": ["main"],
    "bot.config.loader": ["Config", "load_config"],
    "bot.matching": ["Matcher"],
    "bot.storage.engine.database": ["Database", "Transaction", "open_database"],
    "bot.knowledge.live": ["LiveKnowledge", "load"],
    "bot.knowledge.answers": ["card"],
    "bot.encoder": ["Encoder"],
    "bot.locales": ["say", "to_traditional"],
    "bot.errors": [
        "ButlerError",
        "ConfigError",
        "KnowledgeError",
        "EncoderError",
        "StorageError",
        "StorageUnavailable",
        "CommitUnknown",
        "SchemaTooNew",
    ],
}


def test_every_import_contract_is_kept():
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("module", "names"), PUBLIC.items())
def test_public_names_are_where_others_expect_them(module, names):
    missing = [name for name in names if not hasattr(importlib.import_module(module), name)]
    assert missing == []


def test_importing_the_product_does_nothing():
    """No import opens a file of the user, a socket or a thread: the same program may be imported anywhere."""
    code = (
        "import sys, threading\n"
        "sys.addaudithook(lambda event, args: event == 'socket.connect' and sys.exit(f'{event} {args}'))\n"
        "import bot.app, bot.cli.demo, bot.cli.doctor, bot.cli.run\n"
        "sys.exit(f'{threading.enumerate()}' if threading.active_count() > 1 else 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_no_module_is_longer_than_a_reader_holds_in_mind():
    long = {
        str(path.relative_to(ROOT)): lines
        for room in ("bot", "handlers", "simulator")
        for path in (ROOT / room).rglob("*.py")
        if (lines := path.read_text("utf-8").count("\n")) > 350
    }
    assert long == {}


def test_the_locks_name_no_package_index():
    for lock in ("requirements.lock", "requirements-dev.lock", "requirements-encoder.lock"):
        text = (ROOT / lock).read_text("utf-8")
        assert "://" not in text
        assert not [line for line in text.splitlines() if line.startswith("-")]
        assert "--hash=sha256:" in text


def test_every_dependency_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for lock, wanted in (
        ("requirements.lock", project["dependencies"]),
        ("requirements-dev.lock", project["optional-dependencies"]["dev"]),
    ):
        locked = {line.partition("==")[0] for line in (ROOT / lock).read_text("utf-8").splitlines()}
        names = {requirement.partition(">")[0].lower() for requirement in wanted}
        assert names - locked == set()
