"""Which models are taken, and how one that is not is named."""

import sys

import numpy as np
import onnx
import pytest
import small_bert
from onnx import TensorProto, helper, numpy_helper

from bot.encoder import Encoder
from bot.errors import EncoderError


@pytest.fixture
def refusal(other):
    """What is said of the folder `other`, without its path."""

    def said():
        with pytest.raises(EncoderError) as caught:
            Encoder.load(other)
        assert "\n" not in str(caught.value)
        return str(caught.value).replace(str(other.parent), "")

    return said


@pytest.fixture
def network(other):
    """Write another network: a row of numbers for each piece, then whatever the nodes make of it."""

    def write(nodes, outputs, inputs=(("input_ids", TensorProto.INT64),)):
        rows = numpy_helper.from_array(np.eye(len(small_bert.WORDS), 4, dtype=np.float32) + 0.1, "rows")
        given = [helper.make_tensor_value_info(name, kind, ["texts", "pieces"]) for name, kind in inputs]
        given_back = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs]
        made = helper.make_graph(nodes, "odd", given, given_back, [rows])
        opset = [helper.make_opsetid("", 17)]
        onnx.save(helper.make_model(made, opset_imports=opset, ir_version=9), other / "model.onnx")
        return other

    return write


LOOKED_UP = helper.make_node("Gather", ["rows", "input_ids"], ["pieces_found"])


def test_a_model_that_gives_sentences_is_taken_at_its_word(network):
    first = helper.make_node("ReduceMax", ["pieces_found"], ["sentence_embedding"], axes=[1], keepdims=0)
    folder = network([LOOKED_UP, first], ["pieces_found", "sentence_embedding"])
    (row,) = Encoder.load(folder).encode(["[PAD]"])
    highest = np.array([1.1, 0.1, 1.1, 1.1])  # of [PAD], [CLS] and [SEP]
    assert row == pytest.approx(highest / np.linalg.norm(highest))


def test_types_of_tokens_and_numbers_of_half_the_width_are_given_where_they_are_wanted(network):
    wanted = [(name, TensorProto.INT32) for name in ("input_ids", "attention_mask", "token_type_ids")]
    all_three = helper.make_node("Sum", ["a", "b", "c"], ["sum"])
    casts = [
        helper.make_node("Cast", [name], [short], to=TensorProto.FLOAT)
        for short, (name, _) in zip("abc", wanted, strict=True)
    ]
    spread = helper.make_node("Unsqueeze", ["sum", "last"], ["out"])
    last = helper.make_node("Constant", [], ["last"], value_ints=[-1])
    assert Encoder.load(network([*casts, all_three, last, spread], ["out"], wanted)).dimension == 1


def test_a_network_for_pictures_is_refused(network, refusal):
    network([helper.make_node("Identity", ["pixels"], ["out"])], ["out"], [("pixels", TensorProto.FLOAT)])
    assert refusal() == (
        "/other/model.onnx: wants pixels as tensor(float); allowed: whole numbers for "
        "input_ids, attention_mask, token_type_ids; export an encoder of sentences"
    )


def test_outputs_of_another_shape_are_refused(network, refusal):
    network([LOOKED_UP, helper.make_node("ReduceSum", ["pieces_found"], ["out"])], ["out"])
    assert refusal().startswith("/other/model.onnx: gives (1, 1, 1) for texts of (2, 128); allowed: ")


def test_numbers_that_are_none_are_refused(network, refusal):
    nothing = helper.make_node("Sub", ["pieces_found", "pieces_found"], ["nothing"])
    broken = helper.make_node("Div", ["nothing", "nothing"], ["out"])
    network([LOOKED_UP, nothing, broken], ["out"])
    assert "allowed: finite numbers" in refusal()


def test_a_tokenizer_that_knows_more_than_the_network_is_refused(other, refusal):
    words = (other / "tokenizer.json").read_text("utf-8")
    (other / "tokenizer.json").write_text(words.replace('"court": 11', '"court": 99'), "utf-8")
    assert "see that tokenizer.json belongs to it" in refusal()


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(EncoderError, match=r"none: is not a folder; .* or set answers\.encoder to builtin"):
        Encoder.load(tmp_path / "none")


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_file_that_is_not_there_is_named(other, refusal, name):
    (other / name).unlink()
    assert refusal() == f"/other/{name}: is not there; docs/encoder.md says how to make this folder"


def test_a_broken_tokenizer_is_named(other, refusal):
    (other / "tokenizer.json").write_text("{", "utf-8")
    assert refusal().startswith("/other/tokenizer.json: is not a tokenizer that can be read (")


def test_a_broken_model_is_named(other, refusal):
    (other / "model.onnx").write_bytes(b"no model")
    assert refusal().startswith("/other/model.onnx: is not an ONNX model that can be read (")


@pytest.mark.parametrize("name", ["onnxruntime", "tokenizers"])
def test_without_the_extra_it_is_said_what_to_install(refusal, monkeypatch, name):
    monkeypatch.setitem(sys.modules, name, None)
    assert refusal() == (
        f"{name}: is not installed, and answers.encoder needs it; "
        "pip install '.[semantic]', or set answers.encoder to builtin"
    )
