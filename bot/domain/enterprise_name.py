"""Whether a text is the name of an enterprise, or something else that people type where a name was asked for."""

import enum
import re
import unicodedata


class Reading(enum.Enum):
    """What a text typed in place of a name looks like."""

    NAME = "name"
    """It ends as names of enterprises end."""
    MAYBE = "maybe"
    """Short, and nothing speaks against it."""
    DOUBTFUL = "doubtful"
    """It asks, tells or is long: only its writer knows."""


class Wish(enum.Enum):
    """What a single word asks of the butler, whatever it was waiting for."""

    HELP = "help"
    CANCEL = "cancel"
    SKIP = "skip"


LONGEST_PLAIN_NAME = 20
"""Characters of a name that does not end like one."""

WISHES = {
    Wish.HELP: "帮助 幫助 帮帮我 幫幫我 帮忙 幫忙 说明 說明 怎么用 怎麼用 help 'help me'",
    Wish.CANCEL: "取消 算了 不用了 不登记 不登记了 不登記 不登記了 不填 不填了 退出 停 停止 cancel stop quit exit 'never mind' nevermind",
    Wish.SKIP: "跳过 跳過 略过 略過 没有 沒有 没 無 无 不知道 没带 沒帶 不记得 不記得 skip none no 'i don't know' later 以后再说 以後再說",
}
_WISH_OF = {
    word.strip("'"): wish
    for wish, words in WISHES.items()
    for word in re.findall(r"'[a-z ']+'(?= |$)|\S+", words)
}
_ENDING = re.compile(
    r"(公司|集团|集團|厂|廠|店|行|社|部|中心|铺|鋪|馆|館|坊|院|所|站|场|場|园|園|超市|市场|工作室|合伙企业|合夥企業|酒家|个体户|個體戶"
    r"|分公司|经营户|經營戶|农场|農場)([(（][^()（）]{1,20}[)）])?$"
    r"|\b(ltd|limited|inc|llc|co|corp|corporation|company|gmbh|group|factory|store|shop|works)\.?$"
)
"""How names of enterprises end (Measures for the Implementation of Enterprise Name Registration: the form comes last)."""
_ASKS = re.compile(
    "怎么|怎麼|怎样|怎樣|咋|如何|[吗嗎呢吧?？]|什么|什麼|为什么|多少|多久|几天|哪里|哪儿|哪个|谁|誰|请问|請問|能不能|可不可以|是不是"
    "|有没有|有沒有|要不要|该不该|应该|想告|要告|起诉|起訴|举报|投诉|欠[我了钱錢]|不还|不還|不给|不給|不发|不發|不付|不退|被[抓骗騙打罚罰扣辞]|帮我|幫我"
    "|拖欠|跑路|受伤|受傷|你好|您好|谢谢|謝謝|在吗"
    r"|\b(what|how|who|when|where|why|can|could|should|please|owes?|owed|paid|does|did|is|are|my|i|we)\b"
)
_TELLS = re.compile(
    "[我你您他她它]|咱|[，。；！,;!]|想|告|赔|賠|了|的|不|没|沒|律师|律師|\n|^被|辞退|辭退|开除|補償|补偿|仲裁|诉讼|訴訟|欠薪|欠款|货款|貨款|工资|工資|加班"
    "|工伤|工傷|社保|合同|罚款|罰款|查封|冻结|凍結|离婚|離婚|复议|復議|纠纷|糾紛|申请|申請|公证|公證|发票|發票"
    r"|\b(unpaid|wages?|salary|contract|dispute|fine|sue|court|lawyer|debt)\b"
)
"""Frequent in sentences and rare in names; with the ending of a name they do not count."""
_BEGINS = re.compile(
    "[我你您他她咱]|请|請|想|老板|老闆|员工|員工|客户|客戶|对方|對方|公司[^(（]{3}|厂里|廠裏"
)
"""How a sentence about an enterprise begins that happens to end with one."""


def read_name(text: str) -> Reading:
    """Say what a text is that was typed where the name of an enterprise was asked for."""
    text = _plain(text)
    if _ASKS.search(text):
        return Reading.DOUBTFUL
    if _ENDING.search(text):
        return Reading.DOUBTFUL if _BEGINS.match(text) else Reading.NAME
    doubtful = len(text) > LONGEST_PLAIN_NAME or _TELLS.search(text)
    return Reading.DOUBTFUL if doubtful else Reading.MAYBE


def wish_of(text: str) -> Wish | None:
    """What a single word asks for: help, cancel, skip; None for any other text."""
    return _WISH_OF.get(_plain(text).strip(" 。.!！?？,，~～/"))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()
