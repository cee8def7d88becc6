"""What an encoder gives, and that it comes through a pickle."""

import pickle
import subprocess
import sys

import numpy as np
import pytest
import small_bert

from bench.export_encoder import export
from bot.encoder import Encoder, model
from bot.errors import EncoderError

TEXTS = ["the fine is due", "rent", "", "罚款", "rent owed by the court " * 60, "\ud800 is half a character"]


def test_every_text_has_a_row_of_length_one_in_the_order_given(encoder):
    rows = encoder.encode(TEXTS)
    assert (rows.dtype, rows.shape) == (np.float32, (len(TEXTS), encoder.dimension))
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-6)
    for text, row in zip(TEXTS, rows, strict=True):
        assert encoder.encode([text])[0] == pytest.approx(row, abs=1e-5)


def test_many_texts_are_encoded_in_batches_like_one_at_a_time(encoder):
    texts = [" ".join(small_bert.WORDS[4 : 4 + number % 9]) for number in range(3 * model._BATCH + 1)]
    rows = encoder.encode(texts)
    assert rows[::7] == pytest.approx(
        np.concatenate([encoder.encode([text]) for text in texts[::7]]), abs=1e-5
    )


def test_no_texts_have_no_rows(encoder):
    assert encoder.encode([]).shape == encoder.encode_kept([]).shape == (0, encoder.dimension)


def test_only_the_beginning_of_a_long_text_is_read(encoder):
    long = ["court"] * model.MOST_PIECES
    first, second = encoder.encode([" ".join(long), " ".join([*long, "rent"])])
    assert first == pytest.approx(second)


def test_the_name_is_that_of_the_content_not_of_the_place(small, other, tmp_path):
    (tmp_path / "copy").mkdir()
    for name in ("model.onnx", "tokenizer.json"):
        (tmp_path / "copy" / name).write_bytes((small / name).read_bytes())
    assert Encoder.load(tmp_path / "copy").name == Encoder.load(small).name != Encoder.load(other).name
    words = (tmp_path / "copy" / "tokenizer.json").read_text("utf-8")
    (tmp_path / "copy" / "tokenizer.json").write_text(words.replace("court", "judge"), "utf-8")
    assert Encoder.load(tmp_path / "copy").name != Encoder.load(small).name


def test_a_pickle_holds_no_model_and_shares_the_one_that_is_open(encoder):
    pickled = pickle.dumps(encoder)
    assert len(pickled) < 1_000
    back = pickle.loads(pickled)
    assert back._opened() is encoder._opened()
    assert (back.encode(TEXTS) == encoder.encode(TEXTS)).all()


def test_in_another_process_a_pickle_opens_the_model_again(encoder):
    code = (
        "import pickle, sys\n"
        "encoder = pickle.load(sys.stdin.buffer)\n"
        "assert 'onnxruntime' not in sys.modules\n"
        "sys.stdout.buffer.write(pickle.dumps(encoder.encode(['rent is due'])))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=pickle.dumps(encoder), capture_output=True, check=True
    )
    assert (pickle.loads(done.stdout) == encoder.encode(["rent is due"])).all()


def test_a_pickle_of_a_model_that_was_replaced_is_refused(other, tmp_path):
    pickled = pickle.dumps(Encoder.load(other))
    export(small_bert.write(tmp_path / "newer", seed=0), other)
    back = pickle.loads(pickled)
    with pytest.raises(EncoderError, match=r"other: has changed since it was opened; start again"):
        back.encode(["rent"])


def test_nobody_is_told_of_the_model_and_nothing_is_written(small, tmp_path):
    """The runtime reports to its makers by default, and begins with an identifier in the cache folder."""
    code = "import sys, pathlib, bot.encoder\nbot.encoder.Encoder.load(pathlib.Path(sys.argv[1])).encode(['rent'])"
    subprocess.run([sys.executable, "-c", code, small], env={"HOME": str(tmp_path)}, check=True)
    assert list(tmp_path.iterdir()) == []


def test_importing_the_encoder_imports_neither_library():
    code = "import sys, bot.encoder\nsys.exit(not {'onnxruntime', 'tokenizers'}.isdisjoint(sys.modules))"
    subprocess.run([sys.executable, "-c", code], check=True)
