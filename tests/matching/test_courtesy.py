"""Forms of address and politeness weigh nothing, unless nothing else is said."""

import pytest

from bot.matching.text.courtesy import without_courtesy
from bot.matching.text.normal_form import normalise


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("律师您好，请问房租到期了能不能续，谢谢", "房租到期了能不能续"),
        ("各位老师好，想咨询一下，设备坏了谁修，在线等，急急急", "设备坏了谁修"),
        ("老師你好 麻煩問一下 發票開錯了怎麼辦 感激不盡", "发票开错了怎么办"),
        (
            "Dear Sir, could you please tell me who pays the court fee? Many thanks in advance",
            "who pays the court fee",
        ),
        ("hi there, quick question: how long is a trial period, thanks", "how long is a trial period"),
    ],
)
def test_what_is_asked_is_left(said, left):
    assert without_courtesy(normalise(said)) == left


@pytest.mark.parametrize(
    "said",
    [
        "你好",
        "谢谢律师",
        "在线等",
        "please",
        "thank you",
        "我想请律师",
        "律师函怎么写",
        "律师费谁出",
        "他们好几天没给钱",
        "代老板问一下合同的事",
        "may i ask here",
        "公司要签咨询服务合同",
    ],
)
def test_what_is_no_courtesy_or_nothing_else_stays(said):
    assert without_courtesy(normalise(said)) == normalise(said)
