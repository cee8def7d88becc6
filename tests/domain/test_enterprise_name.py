"""What people type where the name of an enterprise was asked for."""

import pytest

from bot.domain.enterprise_name import Reading, Wish, read_name, wish_of

NAMES = [
    "示例五金制品有限公司",
    "联想（嘉善）有限公司",
    "嘉善县姚庄镇老王饭店",
    "Jiashan Example Hardware Co., Ltd.",
    "理想门业经营部",
    "告庄度假酒店有限公司",
    "不二家食品有限公司",
    "了不起食品厂",
    "被罩厂",
    "示例(浙江)科技股份有限公司嘉善分公司",
    "示例有限公司(筹)",
    "示例果蔬專業合作社",
    "劳动仲裁事务所",
    "Example Works",
]
MAYBE = [
    "示例五金",
    "老王劳务",
    "Example Trading",
    "嘉善大云温泉",
    "老百姓大药房",
    "示例五金（王总私人称呼）",
]
DOUBTFUL = [
    "客户欠我钱不还想告他",
    "我想告我们公司",
    "老板跑路了，工资谁来发",
    "公司不发工资怎么办",
    "公司拖欠我工资",
    "我在上班的公司",
    "对方是一家外地公司",
    "被公司辞退",
    "员工摔伤了",
    "劳动仲裁",
    "你好",
    "请问登记有什么用",
    "how do I sue",
    "unpaid wages",
    "這是什麼意思？",
    "從去年開始一直沒有收到貨款也聯繫不上人該找誰",
    "我爱我家房产",
]


@pytest.mark.parametrize("text", NAMES)
def test_a_text_that_ends_like_a_name_is_one(text):
    assert read_name(text) is Reading.NAME


@pytest.mark.parametrize("text", MAYBE)
def test_a_short_text_that_asks_and_tells_nothing_may_be_a_name(text):
    assert read_name(text) is Reading.MAYBE


@pytest.mark.parametrize("text", DOUBTFUL)
def test_a_text_that_asks_or_tells_is_doubtful(text):
    assert read_name(text) is Reading.DOUBTFUL


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("帮助", Wish.HELP),
        ("幫助。", Wish.HELP),
        ("Help!", Wish.HELP),
        ("help me", Wish.HELP),
        ("取消", Wish.CANCEL),
        ("never mind", Wish.CANCEL),
        ("算了~", Wish.CANCEL),
        ("跳过", Wish.SKIP),
        ("I don't know", Wish.SKIP),
        ("帮助中心有限公司", None),
        ("公司", None),
        ("", None),
    ],
)
def test_a_single_word_says_what_is_wished(text, wish):
    assert wish_of(text) is wish
