"""`butler doctor` about the encoder."""

import datetime as dt

from bot.cli import doctor, main
from bot.config import Config

NOW = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)


def test_none_is_as_good_as_one():
    (finding,) = doctor.LOOKS["encoder"](Config(answers={"encoder": "none"}), NOW)
    assert (finding.state, finding.text) == ("ok", "none is set (answers.encoder); words alone decide")


def test_the_one_that_comes_with_the_butler_is_used_by_default():
    (finding,) = doctor.LOOKS["encoder"](Config(), NOW)
    assert (finding.state, finding.text) == ("ok", "builtin makes 512 numbers of a sentence")


def test_one_that_loads_tells_its_dimension(small):
    (finding,) = doctor.LOOKS["encoder"](Config(answers={"encoder": small}), NOW)
    assert (finding.state, finding.text) == ("ok", f"{small} makes 8 numbers of a sentence")


def test_one_that_does_not_load_is_broken(monkeypatch, capsys):
    monkeypatch.setenv("BUTLER_ANSWERS__ENCODER", "nowhere")
    monkeypatch.setattr(doctor, "LOOKS", {"encoder": doctor.encoder})
    assert main(["doctor"]) == 1
    assert "FAIL  encoder: " in capsys.readouterr().out
