"""What each noise promises."""

import random

import pytest
from pypinyin import Style, lazy_pinyin
from rapidfuzz.distance import OSA

from bench.noise import (
    CHINESE,
    ENGLISH,
    dropped_or_doubled,
    full_width,
    homophones,
    neighbours,
    noised,
    one_homophone,
    some_homophones,
    traditional,
    typos,
)
from bench.rivals import folded

QUESTION = "员工没有签劳动合同，公司要付双倍工资吗"
ENGLISH_QUESTION = "how long do I have to ask for a review of the decision"


def sound(text):
    return lazy_pinyin(list(text), style=Style.NORMAL)


@pytest.mark.parametrize("noise", [*CHINESE.values(), *ENGLISH.values()])
def test_the_same_question_gets_the_same_noise_whoever_stands_beside_it(noise):
    questions = [("a", QUESTION), ("b", ENGLISH_QUESTION)]
    assert noised(questions, noise) == list(reversed(noised(list(reversed(questions)), noise)))
    assert [label for label, _ in noised(questions, noise)] == ["a", "b"]


def test_one_homophone_changes_one_character_and_no_sound():
    heard = one_homophone(QUESTION, random.Random(1))
    assert sum(one != other for one, other in zip(QUESTION, heard, strict=True)) == 1
    assert sound(heard) == sound(QUESTION)


def test_a_fifth_of_homophones_is_about_a_fifth_and_no_sound():
    long = QUESTION * 50
    heard = some_homophones(0.2)(long, random.Random(1))
    changed = sum(one != other for one, other in zip(long, heard, strict=True)) / len(long)
    assert 0.1 < changed < 0.25
    assert sound(heard) == sound(long)


def test_homophones_are_common_characters_and_never_the_character_itself():
    assert len(homophones()) == 3755
    assert not [one for one, others in homophones().items() if one in others]


def test_a_text_without_homophones_stays():
    assert one_homophone("OK?", random.Random(1)) == "OK?"


def test_dropping_and_doubling_leaves_the_order_and_something_to_read():
    typed = dropped_or_doubled(0.5)(ENGLISH_QUESTION, random.Random(1))
    assert typed != ENGLISH_QUESTION
    assert dropped_or_doubled(1.0)("a", random.Random(1)) in ("a", "aa")


def test_traditional_script_is_written_in_traditional_characters():
    assert traditional("劳动合同", random.Random(1)) == "勞動合同"


def test_full_width_is_undone_by_the_normal_form_that_every_engine_gets():
    wide = full_width("Top up my card?", random.Random(1))
    assert wide == "Ｔｏｐ　ｕｐ　ｍｙ　ｃａｒｄ？"
    assert folded(wide) == "top up my card?"


def test_typos_leave_digits_and_chinese_alone():
    assert typos(1.0)("合同 2024", random.Random(1)) == "合同 2024"


def test_typos_are_about_as_many_as_was_said():
    long = ENGLISH_QUESTION * 20
    letters = sum(one.isalpha() for one in long)
    for part in (0.05, 0.1):
        slips = OSA.distance(long, typos(part)(long, random.Random(2)))
        assert 0.7 * part < slips / letters < 1.3 * part


def test_keys_have_their_neighbours():
    assert set(neighbours()["g"]) == set("fhtyvb")
    assert set(neighbours()["q"]) == set("wa")
