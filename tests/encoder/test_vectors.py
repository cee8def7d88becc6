"""What is kept on disk: vectors of phrasings, never a word, and never anything of a question."""

import os

import numpy as np
import pytest

from bot.encoder import Encoder, vectors
from bot.encoder import sentence_encoder as room

PHRASINGS = ["rent is due", "the fine", "owed by the court"]


@pytest.fixture
def encoded(monkeypatch):
    """The texts that were really encoded."""
    seen = []
    encode = Encoder.encode

    def counted(self, texts):
        seen.extend(texts)
        return encode(self, texts)

    monkeypatch.setattr(Encoder, "encode", counted)
    return seen


def kept(encoder):
    file = vectors.file_of(encoder._cache, encoder.name)
    return list(vectors.fetch(file, encoder.dimension))


def keys(*texts):
    return [vectors.key_of(text) for text in texts]


def test_the_second_time_nothing_is_encoded_and_the_rows_are_the_same(encoder, encoded):
    first = encoder.encode_kept(PHRASINGS)
    assert (encoder.encode_kept(PHRASINGS[::-1]) == first[::-1]).all()
    assert encoded == PHRASINGS


def test_kept_rows_are_those_of_the_texts(encoder):
    assert encoder.encode_kept(PHRASINGS) == pytest.approx(encoder.encode(PHRASINGS), abs=1e-3)
    assert encoder.encode_kept(PHRASINGS) == pytest.approx(encoder.encode(PHRASINGS), abs=1e-3)


def test_only_new_phrasings_are_encoded_and_each_once(encoder, encoded):
    encoder.encode_kept(PHRASINGS)
    encoder.encode_kept([*PHRASINGS, "rent", "rent"])
    assert encoded == [*PHRASINGS, "rent"]


def test_a_question_leaves_nothing_behind(encoder):
    encoder.encode(["my secret question"])
    assert not encoder._cache.exists()
    encoder.encode_kept(PHRASINGS)
    encoder.encode(["my secret question"])
    encoder.encode_kept([*PHRASINGS, "rent"])
    assert sorted(kept(encoder)) == sorted(keys(*PHRASINGS, "rent"))


def test_no_word_is_written(encoder):
    encoder.encode_kept(["zebra-crossing", "罚款"])
    (file,) = encoder._cache.iterdir()
    assert b"zebra" not in file.read_bytes()
    assert "罚款".encode() not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0


def test_vectors_asked_for_longest_ago_go_first(encoder, monkeypatch):
    monkeypatch.setattr(room, "MOST_KEPT", 4)
    encoder.encode_kept(PHRASINGS)
    encoder.encode_kept(["rent", "fine", PHRASINGS[2]])
    assert kept(encoder) == keys("rent", "fine", PHRASINGS[2], PHRASINGS[0])


def test_all_phrasings_of_one_build_are_kept_however_many(encoder, monkeypatch):
    monkeypatch.setattr(room, "MOST_KEPT", 2)
    encoder.encode_kept(PHRASINGS)
    assert kept(encoder) == keys(*PHRASINGS)


def _cut(file):
    file.write_bytes(file.read_bytes()[:-7])


def _bent(file):
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)


def _empty(file):
    file.write_bytes(b"")


def _foreign(file):
    with file.open("wb") as stream:
        np.save(stream, np.zeros(3))


def _open_to_others(file):
    file.chmod(0o666)


def _in_an_open_folder(file):
    file.parent.chmod(0o777)


@pytest.mark.parametrize("harm", [_cut, _bent, _empty, _foreign, _open_to_others, _in_an_open_folder])
def test_a_file_that_cannot_be_trusted_only_means_encoding_anew(encoder, encoded, harm):
    first = encoder.encode_kept(PHRASINGS)
    (file,) = encoder._cache.iterdir()
    harm(file)
    assert (encoder.encode_kept(PHRASINGS) == first).all()
    assert encoded == PHRASINGS * 2


def test_a_sound_file_of_another_kind_only_means_encoding_anew(encoder, encoded):
    encoder.encode_kept(PHRASINGS)
    file = vectors.file_of(encoder._cache, encoder.name)
    vectors.keep(file, {key: np.ones(3, np.float32) for key in keys(*PHRASINGS)}, 3)
    encoder.encode_kept(PHRASINGS)
    vectors.write_sealed(file, b"not an array")
    encoder.encode_kept(PHRASINGS)
    assert encoded == PHRASINGS * 3


def test_where_nothing_can_be_written_vectors_are_encoded_each_time(small, tmp_path, encoded):
    (tmp_path / "file").write_text("x")
    encoder = Encoder.load(small, tmp_path / "file" / "cache")
    for _ in range(2):
        encoder.encode_kept(PHRASINGS)
    assert encoded == PHRASINGS * 2


def test_vectors_of_different_encoders_are_never_mixed(encoder, other, encoded):
    second = Encoder.load(other, encoder._cache)
    assert not np.allclose(encoder.encode_kept(PHRASINGS), second.encode_kept(PHRASINGS))
    assert encoded == PHRASINGS * 2


def test_only_the_files_of_the_last_encoders_stay(tmp_path):
    row = {vectors.key_of("rent"): np.ones(2, np.float32)}
    for age, name in enumerate("abcde"):
        vectors.keep(vectors.file_of(tmp_path, name), row, 2)
        os.utime(vectors.file_of(tmp_path, name), (age, age))
    vectors.keep(vectors.file_of(tmp_path, "f"), row, 2)
    assert {file.name for file in tmp_path.iterdir()} == {f"encoder-{name}.vectors" for name in "def"}


def test_by_default_vectors_are_kept_in_the_persons_own_cache_folder(small, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    Encoder.load(small).encode_kept(PHRASINGS)
    (file,) = (tmp_path / "home" / "exclusive-butler").iterdir()
    assert file.name.startswith("encoder-")


def test_what_is_learnt_is_kept_by_its_recipe_and_learnt_anew_where_the_file_cannot_be_trusted(encoder):
    learnt = []

    def learn():
        learnt.append(len(learnt))
        return np.full((2, 3), len(learnt), np.float32)

    for _ in range(2):
        assert (encoder.learnt_kept(b"one", learn) == 1).all()
    assert (encoder.learnt_kept(b"two", learn) == 2).all()
    for file in encoder._cache.glob("*.learnt"):
        file.write_bytes(b"broken")
    assert (encoder.learnt_kept(b"one", learn) == 3).all()


def test_no_more_is_kept_of_what_was_learnt_than_a_few_files(encoder):
    for number in range(20):
        encoder.learnt_kept(bytes([number]), lambda: np.zeros(1, np.float32))
    assert len(list(encoder._cache.glob("*.learnt"))) < 10
