"""Encoders for tests: a small one that knows nothing, and the real one that `make test` fetches."""

import itertools
from pathlib import Path

import pytest
import small_bert

from bench.export_encoder import export
from bot.encoder import Encoder

SEEDS = itertools.count(1)
REAL = Path(__file__).parents[2] / ".venv" / "encoder"


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    """The folder of a small encoder."""
    made = tmp_path_factory.mktemp("small")
    export(small_bert.write(made / "model"), made / "encoder")
    return made / "encoder"


@pytest.fixture
def other(tmp_path):
    """The folder of an encoder that no other test has open."""
    export(small_bert.write(tmp_path / "model", seed=next(SEEDS)), tmp_path / "other")
    return tmp_path / "other"


@pytest.fixture
def encoder(small, tmp_path):
    return Encoder.load(small, tmp_path / "cache")


@pytest.fixture(scope="session")
def minilm(tmp_path_factory):
    """The real encoder."""
    if not (REAL / "model.onnx").exists():
        pytest.fail(f"{REAL} holds no encoder; `make test` makes it")
    return Encoder.load(REAL, tmp_path_factory.mktemp("cache"))
