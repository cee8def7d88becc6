"""Every sentence exists in both languages, with the same gaps, and every key that the code names has one."""

import ast
import re
from pathlib import Path

import pytest

from bot.locales import gaps, keys, say, to_traditional
from handlers.render.ticket_cards import CARDS

ROOT = Path(__file__).parents[1]
SPEAKING = [*(ROOT / "bot" / "usecases").glob("*.py"), *(ROOT / "handlers").glob("*.py")]
KEY = re.compile(r"^[a-z]+\.[a-z_-]+(\.[a-z_-]+)?$")
SECTIONS = {key.partition(".")[0] for key in keys("zh")}


def named_keys():
    for file in SPEAKING:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.match(node.value):
                section, _, rest = node.value.partition(".")
                if section in SECTIONS and not rest.endswith("_"):
                    yield file.name, node.value


def test_both_languages_have_the_same_sentences():
    assert keys("zh") == keys("en")


@pytest.mark.parametrize("key", sorted(keys("zh")))
def test_both_languages_have_the_same_gaps(key):
    assert gaps(key, "zh") == gaps(key, "en") == gaps(key, "zh-Hant")


def test_every_key_that_the_code_names_has_a_sentence():
    assert [named for named in named_keys() if named[1] not in keys("zh") | CARDS.keys()] == []


LEGAL_TERMS = (
    "复议>複議 答复>答覆 恢复>恢復 反复>反覆 征收>徵收 征求意见>徵求意見 账款>賬款 余额>餘額 其余>其餘 制度>制度 制造>製造 "
    "法制>法制 划拨>劃撥 批准>批准 准许>准許 标准>標準 干涉>干涉 系统>系統 关系>關係 里程>里程 出台>出台 发票>發票 签订>簽訂 "
    "占用>佔用 采购>採購 采取>採取 咨询>諮詢 注册>註冊 注销>註銷 合同>合同 仲裁>仲裁 公证>公證 调解>調解 担保>擔保 质押>質押 "
    "滞纳金>滯納金 加处罚款>加處罰款 听证>聽證 裁量>裁量 定金>定金 订金>訂金 诉讼时效>訴訟時效 强制执行>強制執行 破产>破產 "
    "认缴>認繳 工伤>工傷 经济补偿>經濟補償 竞业限制>競業限制 了结>了結 案卷>案卷 合伙>合夥 借款>借款 克扣>剋扣"
)
"""Terms of the entries with their derived spelling, each looked at; a wrong one goes into `bot.locales.EXCEPTIONS`."""


@pytest.mark.parametrize("pair", LEGAL_TERMS.split())
def test_legal_terms_are_derived_as_they_are_written_in_traditional_chinese(pair):
    simplified, traditional = pair.split(">")
    assert to_traditional(simplified) == traditional


def test_traditional_chinese_is_derived_and_leaves_peoples_words_alone():
    assert "繁體" in say("button.zh-Hant", "zh-Hant")
    assert say("talk.sent", "zh-Hant", name="张伟", number=1).startswith("✓ 已轉給张伟")
    assert to_traditional("行政复议决定书") == "行政複議決定書"
