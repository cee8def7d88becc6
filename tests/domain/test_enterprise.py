"""The unified social credit code and its check character (GB 32100-2015)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.enterprise import ALPHABET, NotACode, UnifiedCode, check_character

GENUINE = "91350100M000100Y43"  # the example of the standard
FIRST_17 = st.text(alphabet=ALPHABET, min_size=17, max_size=17)


@pytest.mark.parametrize(
    "typed",
    [
        GENUINE,
        GENUINE.lower(),
        f"  {GENUINE}\n",
        "9135 0100 M000 100Y 43",
        "91-350100-M000100Y4-3",
        "９１３５０１００Ｍ０００１００Ｙ４３",
    ],
)
def test_a_code_is_read_as_people_type_it(typed):
    assert str(UnifiedCode.parse(typed)) == GENUINE


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "length"),
        ("91350100M000100Y4", "length"),
        (GENUINE + "1", "length"),
        ("91350100M000100Y4O", "character"),  # O for 0
        ("91350100M000100Y4中", "character"),
        ("91350100M000100Y44", "check"),
        ("19350100M000100Y43", "check"),  # two characters changed places
    ],
)
def test_what_is_no_code_is_refused_with_its_reason(typed, reason):
    refusal = UnifiedCode.parse(typed)
    assert isinstance(refusal, NotACode)
    assert refusal.reason == reason


@given(FIRST_17, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_any_single_mistyped_character_is_noticed(first, place, other):
    code = first + check_character(first)
    mistyped = code[:place] + other + code[place + 1 :]
    assert isinstance(UnifiedCode.parse(mistyped), UnifiedCode) == (mistyped == code)
