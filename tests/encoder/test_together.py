"""The texts of a message, or of several, are encoded together."""

import numpy as np

from bot.matching.text.encoder import Together


class Counting:
    def __init__(self):
        self.calls = []

    def encode(self, texts):
        self.calls.append(list(texts))
        return np.array([[len(text), 1] for text in texts], np.float32)


def test_what_is_expected_is_encoded_with_the_first_text_and_nothing_twice():
    encoder = Counting()
    together = Together(encoder, ["whole", "part", "whole"])
    assert together.encode(["an alarm", "whole"]).tolist() == [[8, 1], [5, 1]]
    assert together.encode(["part"]).tolist() == [[4, 1]]
    assert encoder.calls == [["an alarm", "whole", "part"]]


def test_a_text_that_nobody_expected_is_encoded_by_itself():
    encoder = Counting()
    together = Together(encoder, [])
    assert together.encode(["a", "b", "a"]).tolist() == [[1, 1], [1, 1], [1, 1]]
    assert encoder.calls == [["a", "b"]]


def test_who_cannot_wait_gets_vectors_without_the_long_texts_that_are_expected_and_they_count_later():
    encoder = Counting()
    together = Together(encoder, ["a long story " * 20, "part"])
    together.encode_first(["an alarm"])
    assert encoder.calls == [["an alarm"]]
    together.encode(["part", "an alarm"])
    assert encoder.calls[1:] == [["part", "a long story " * 20]]


def test_short_texts_that_are_expected_hold_nobody_up():
    encoder = Counting()
    Together(encoder, ["whole"]).encode_first(["an alarm"])
    assert encoder.calls == [["an alarm", "whole"]]


def test_where_nobody_waits_all_that_is_expected_is_encoded_at_once():
    encoder = Counting()
    together = Together(encoder, ["a long story " * 20, "part"])
    together.encode_expected()
    together.encode_first(["part"])
    assert encoder.calls == [["a long story " * 20, "part"]]


def test_where_nothing_is_expected_nothing_is_encoded():
    encoder = Counting()
    Together(encoder, []).encode_expected()
    assert not encoder.calls
