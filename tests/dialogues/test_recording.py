"""A failing dialogue tells what each person last heard, by which keys, and what could not be said."""

import subprocess
import sys
from pathlib import Path

from recording import RECORDING
from scenes import opens_ticket

from bot import locales

ROOT = Path(__file__).parents[2]

FAILING = """
from bot import locales

async def test_a_sentence_has_a_gap_that_nobody_fills(stage, monkeypatch):
    monkeypatch.setitem(locales._sentences("zh"), "help.owner", "怎么用 {nobody}")
    stage.owner.says("/help")
    await stage.owner.hears(within=0.5)
"""


async def test_the_last_words_of_everybody_are_shown_with_their_keys_and_buttons(stage):
    await opens_ticket(stage)
    told = RECORDING.told()
    owner, lawyer = told.index("示例企业主 (101):"), told.index("示例甲 (202):")
    assert "ticket.sent" in told[owner:lawyer]
    assert "已转给律师，工单 #1" in told[owner:lawyer]
    assert "ticket.card" in told[lawyer:]
    assert "[接手] [转给别人]" in told[lawyer:]


async def test_a_gap_that_nobody_fills_is_named(stage, monkeypatch):
    filler = locales._filler
    gaping = {"help.owner": "怎么用 {nobody}"}
    monkeypatch.setattr(locales, "_filler", lambda key, lang: gaping.get(key, filler(key, lang)))
    stage.owner.says("/help")
    await stage.gives_up()
    assert "could not be laid out: help.owner has no value for {nobody}" in RECORDING.told()


def test_a_dialogue_that_fails_shows_all_that_in_its_report(tmp_path):
    (dialogues := tmp_path / "dialogues").mkdir()
    for folder in (tmp_path, dialogues):
        (folder / "conftest.py").symlink_to(ROOT / "tests" / folder.relative_to(tmp_path) / "conftest.py")
    (dialogues / "test_failing.py").write_text(FAILING)
    command = [sys.executable, "-m", "pytest", "-q", "-k", "sqlite", "-p", "no:cacheprovider"]
    command += [f"--rootdir={tmp_path}", "-c", ROOT / "pyproject.toml", tmp_path]
    shown = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT).stdout
    assert "What each person last heard" in shown
    assert "could not be laid out: help.owner has no value for {nobody}" in shown
    assert "示例管理员 (304):\n  #" in shown
