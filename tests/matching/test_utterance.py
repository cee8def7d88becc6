"""Whatever is asked of one text, and however often: it is normalised, encoded and listened to once."""

import dataclasses
from collections import Counter

import pytest
from small_base import judge_of_small_base

from bot.encoder import Encoder
from bot.matching.alarms import Lookout
from bot.matching.decision.utterance import Heard, Utterance
from bot.matching.decision.verdict import Kind, Verdict
from bot.matching.followups.listener import Listener

SURE = "申请劳动仲裁有没有时间限制"
UNSURE = ("他们正在查封", "要破费不少吧", "再久一点行不行", "and suppose he just laughs at me")


@pytest.fixture(scope="module")
def encoder(tmp_path_factory):
    return Encoder.builtin(tmp_path_factory.mktemp("vectors"))


@pytest.fixture(scope="module")
def judge(encoder):
    return judge_of_small_base(encoder)


@pytest.fixture(scope="module")
def listener(encoder):
    return Listener.shipped(encoder)


@pytest.fixture(scope="module")
def hear(judge, listener):
    return lambda text: Utterance(text, judge, listener)


@pytest.fixture
def encoded(monkeypatch):
    """The texts of each call of the encoder."""
    calls, encode = [], Encoder.encode
    monkeypatch.setattr(
        Encoder, "encode", lambda self, texts: calls.append(list(texts)) or encode(self, texts)
    )
    return calls


def without_numbers(heard):
    """What was heard, but for how probable it is: the encoder adds in another order where it has several texts."""
    if dataclasses.is_dataclass(heard):
        return without_numbers(vars_of(heard))
    if isinstance(heard, list | tuple):
        return [without_numbers(each) for each in heard]
    return None if isinstance(heard, float) else heard


def numbers(heard):
    """How probable each thing is that was heard."""
    if dataclasses.is_dataclass(heard):
        return numbers(vars_of(heard))
    if isinstance(heard, list | tuple):
        return [number for each in heard for number in numbers(each)]
    return [heard] if isinstance(heard, float) else []


def vars_of(heard):
    return [getattr(heard, field.name) for field in dataclasses.fields(heard)]


def asked_twice(said):
    return [(said.alarm, said.verdict, said.leaning) for _ in range(2)]


@pytest.mark.parametrize("text", [SURE, *UNSURE, "公司怎么注册？老板刚刚被警察带走了怎么办？我炒他鱿鱼行吗"])
def test_no_text_of_a_message_is_encoded_twice(hear, encoded, text):
    one, other = asked_twice(hear(text))
    assert one == other
    assert encoded
    assert max(Counter(each for call in encoded for each in call).values()) == 1


def test_a_sure_answer_with_a_subject_takes_the_encoder_once(hear, encoded):
    said = hear(SURE)
    assert said.alarm is None
    assert said.is_surely_its_own
    assert len(encoded) == 1


@pytest.mark.parametrize(
    ("text", "is_its_own"), [("我还是请律师来处理吧", True), ("要不要请律师来处理", False)]
)
def test_what_names_a_part_and_asks_nothing_is_its_own_where_the_answer_is_sure(hear, text, is_its_own):
    sure = Verdict(Kind.ANSWER, entry="human-lawyer", score=0.9)
    said = hear(text).knowing(Heard((None, None), sure, None, rest=()))
    assert said.is_surely_its_own is is_its_own


def test_what_is_surely_its_own_is_asked_for_what_it_leans_on_by_a_reply_only(hear, listener, monkeypatch):
    heard, leans = hear(SURE).heard, listener.read(SURE)
    asked, read = [], Listener.read
    monkeypatch.setattr(Listener, "read", lambda self, *told: asked.append(told) or read(self, *told))
    here, elsewhere = hear(SURE), hear(SURE).knowing(heard)
    for said in (here, elsewhere):
        assert said.is_surely_its_own
        assert said.heard == heard
        assert not asked
    assert [here.leaning, elsewhere.leaning] == [leans, leans]
    assert len(asked) == 2


def test_what_may_be_an_alarm_is_listened_to_once(hear, monkeypatch):
    heard, listens = [], Lookout.listens
    monkeypatch.setattr(Lookout, "listens", lambda self, *told: heard.append(told) or listens(self, *told))
    asked_twice(hear("他们正在查封我的仓库"))
    assert len(heard) == 1


def test_several_are_heard_as_each_alone_and_encoded_at_once(hear, encoded, judge, listener):
    texts = [SURE, *UNSURE, "", "公司怎么注册？老板刚刚被警察带走了怎么办？我炒他鱿鱼行吗"]
    alone = [hear(text).heard for text in texts]
    encoded.clear()
    together = [said.heard for said in Utterance.several(texts, judge, listener)]
    assert len(encoded[0]) > len(texts)  # the parts of the last one, too
    assert max(Counter(each for call in encoded for each in call).values()) == 1
    assert without_numbers(together) == without_numbers(alone)
    assert numbers(together) == pytest.approx(numbers(alone), abs=0.001)


@pytest.mark.parametrize("text", [SURE, *UNSURE])
def test_it_is_heard_as_if_each_had_been_asked_by_itself(hear, judge, listener, text):
    said, verdict, alarm = hear(text), judge.judge(text), judge.lookout.hears(text)
    assert (said.verdict.kind, said.verdict.entry) == (verdict.kind, verdict.entry)
    assert (said.alarm and said.alarm.kind) == (alarm and alarm.kind)
    alone = listener.read(text)
    assert (said.leaning and said.leaning.fields) == (alone and alone.fields)
