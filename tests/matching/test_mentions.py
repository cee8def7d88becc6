"""Whether words for one client name another: a table written by hand; names are invented but for places and trades."""

import pytest

from bot.matching.parties.mentions import Client, Mention, mentioned

NAMES = {
    1: ("嘉善宏达五金制品有限公司", "宏达"),
    2: ("嘉善新天地木业有限公司",),
    3: ("Bright Star Trading Co., Ltd.",),
    4: ("嘉善服装厂",),
    5: ("蓝海有限公司",),
}
CLIENTS = [Client(number, names) for number, names in NAMES.items()]

NAMED = """
1|宏达五金那边愿意出八十万
1|嘉善宏达五金制品有限公司的合同我看了
1|请把嘉善宏达的送货单拍给我
1|宏達五金製品 的底价是多少
1|宏达 五金 的事
2|新天地木业下周开庭
3|Please ask Bright Star for the invoice
3|BRIGHT STAR TRADING still owes rent
4|嘉善服装厂的工人
5|蓝海有限公司已付款
"""
NOT_NAMED = """
请把合同拍给我
您可以到嘉善县人民法院起诉
五金制品要看质量条款
宏大的计划，达到目标即可
这个木业公司我没有听说
嘉善的服装行业
蓝海战略
The star is bright
Bright colours sell
trading star
"""


def lines(table):
    return table.strip().splitlines()


@pytest.mark.parametrize("line", lines(NAMED))
def test_another_client_is_found_by_name_or_short_form(line):
    number, text = line.split("|")
    found = mentioned(text, CLIENTS)
    assert found is not None
    assert found.ticket == int(number)
    assert found.name in NAMES[found.ticket]


@pytest.mark.parametrize("text", lines(NOT_NAMED))
def test_what_is_no_name_is_none(text):
    assert mentioned(text, CLIENTS) is None


@pytest.mark.parametrize(
    "own",
    ["嘉善宏达五金制品有限公司", "宏达五金", "宏达五金厂", "Hongda Hardware"],
)
def test_the_parties_of_the_matter_itself_are_never_somebody_else(own):
    assert mentioned("宏达五金愿意出八十万", CLIENTS, own=[own]) is None


def test_a_party_with_the_same_word_in_its_name_is_another_one():
    others = [Client(7, ("阳光万家物业服务有限公司",))]
    assert mentioned("阳光万家已经付款", others, own=["阳光物业"]) == Mention(7, others[0].names[0])
    assert mentioned("阳光物业已经付款", others, own=["阳光物业"]) is None


def test_what_the_client_has_written_or_read_is_no_news_to_them():
    said = ["我们和宏达五金的货款怎么办", "收到"]
    assert mentioned("宏达五金愿意出八十万", CLIENTS, said=said) is None
    assert mentioned("新天地木业愿意出八十万", CLIENTS, said=said) == Mention(2, NAMES[2][0])
