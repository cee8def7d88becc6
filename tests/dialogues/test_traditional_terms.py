"""Terms of law in Traditional Chinese as lawyers write them, in whatever the butler says."""

import pytest

WRONG = ("複議", "籤字", "籤合同", "補籤", "不籤", "一齣", "客户", "帳戶裏", "髮票")


async def speaks_traditional(owner):
    await owner.agrees()
    owner.says("/language")
    await owner.hears()
    owner.taps("繁體中文")
    await owner.hears("以後用繁體中文和您說話")


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("收到罚款决定书多久内可以申请复议", ("復議",)),
        ("收到處罰決定書，幾耐之內可以申請復議？", ("復議",)),
        ("客户欠货款一年多不给怎么办", ("客戶",)),
        ("没签劳动合同，员工要双倍工资", ("簽",)),
    ],
)
async def test_an_answer_writes_them_right(stage, text, terms):
    await speaks_traditional(stage.owner)
    stage.owner.says(text)
    said = (await stage.owner.hears(*terms))["text"]
    assert [word for word in WRONG if word in said] == []


async def test_the_measures_write_them_right(stage):
    await speaks_traditional(stage.owner)
    stage.owner.says("/measures")
    listed = await stage.owner.hears("十條措施")
    said = listed["text"] + " ".join(stage.owner.labels())
    assert "行政復議" in said
    assert [word for word in WRONG if word in said] == []


@pytest.mark.parametrize("number", range(1, 11))
async def test_every_measure_says_that_its_words_were_put_together(stage, number):
    """Ten times, for whoever opens one has not read the others."""
    await stage.owner.agrees()
    stage.owner.says("/measures")
    await stage.owner.hears("整理")
    stage.owner.taps(next(label for label in stage.owner.labels() if label.startswith(f"{number}. ")))
    await stage.owner.hears("十条措施的文字都是我们根据公开资料整理的", "以司法局公布为准")
