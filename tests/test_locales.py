"""Every sentence exists in both languages, with the same gaps, and every key that the code names has one."""

import ast
import re
from pathlib import Path

import pytest

from bot.domain.answer import LANGS
from bot.domain.people import Role
from bot.domain.ticket import CloseReason, State
from bot.locales import _sentences as written_by_hand
from bot.locales import gaps, keys, say, to_traditional
from bot.matching.decision.verdict import Kind
from handlers.reading import OTHER_KINDS
from handlers.render import menus
from handlers.routes import COMMANDS

ROOT = Path(__file__).parents[1]
SPEAKING = [*(ROOT / "bot" / "usecases").glob("*.py"), *(ROOT / "handlers").rglob("*.py")]
KEY = re.compile(r"^[a-z]+\.[a-z_-]+(\.[a-z_-]+)?$")
SECTIONS = {key.partition(".")[0] for key in keys("zh")}

MADE_OF_ENUMS = {
    "state": State,
    "reason": CloseReason,
    "role": Role,
    "verdict": Kind,
    "kind": (*OTHER_KINDS, "other", "text"),
    "button": LANGS,
    "command": COMMANDS,
}
"""Keys that are made of a section and a member: all members must have words."""
SPOKEN_BY = {"say": 1, "about": 2, "tell_admins": 1, "Sentence": 0, "button": 0}
"""The functions that take a key, and at which place."""
GIVEN = {"about": {"number"}}
"""What a function adds of its own to fill gaps."""


def trees():
    for file in SPEAKING:
        yield file.name, ast.parse(file.read_text("utf-8"))


def named_keys():
    """(file, key) of every constant in the code that looks like a key."""
    for name, tree in trees():
        for node in ast.walk(tree):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and KEY.match(text) and text.partition(".")[0] in SECTIONS:
                yield name, text


def made_keys():
    """Patterns of the keys that the code puts together, such as `{name}.list`."""
    for _, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(each.value) if isinstance(each, ast.Constant) else "[a-zA-Z_-]+"
                    for each in node.values
                ]
                if "\\." in "".join(parts):
                    yield re.compile("".join(parts))


def spoken():
    """(file, line, key, names of the values given) for each call that says a sentence by a key known from the code."""
    for name, tree in trees():
        constants = {
            target.id: node.value
            for node in tree.body
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Name)
        }
        for function in ast.walk(tree):
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            local = {
                node.targets[0].id: node.value
                for node in ast.walk(function)
                if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
            }
            for call in ast.walk(function):
                called = getattr(getattr(call, "func", None), "id", None)
                if isinstance(call, ast.Call) and called in SPOKEN_BY and len(call.args) > SPOKEN_BY[called]:
                    for key in resolved(call.args[SPOKEN_BY[called]], local, constants):
                        yield name, call.lineno, key, given(call, called, local)


def resolved(expression, local, constants):
    """The keys that an expression may be."""
    if isinstance(expression, ast.Name):
        known = local.get(expression.id, constants.get(expression.id))
        return resolved(known, local, constants) if known is not None else set()
    if isinstance(expression, ast.Subscript) and isinstance(expression.value, ast.Name):
        table = constants.get(expression.value.id)
        values = table.values if isinstance(table, ast.Dict) else []
        return {value.value for value in values if isinstance(value, ast.Constant)}
    if isinstance(expression, ast.IfExp):
        return resolved(expression.body, local, constants) | resolved(expression.orelse, local, constants)
    if isinstance(expression, ast.Constant) and expression.value in keys("zh"):
        return {expression.value}
    return set()


def given(call, called, local):
    """The names of the gaps that a call fills."""
    names = {keyword.arg for keyword in call.keywords if keyword.arg} | GIVEN.get(called, set())
    for keyword in call.keywords:
        table = (
            local.get(getattr(keyword.value, "id", None), keyword.value) if keyword.arg == "fills" else None
        )
        if isinstance(table, ast.Dict):
            names |= {key.value for key in table.keys}
        if keyword.arg is None:
            names.add("*")
    if called == "Sentence" and len(call.args) > 1:
        names.add("*")
    return names


def test_both_languages_have_the_same_sentences():
    assert keys("zh") == keys("en")


@pytest.mark.parametrize("key", sorted(keys("zh")))
def test_both_languages_have_the_same_gaps(key):
    assert gaps(key, "zh") == gaps(key, "en") == gaps(key, "zh-Hant")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("key", sorted(keys("zh")))
def test_every_sentence_can_be_said(key, lang):
    words = say(key, lang, **dict.fromkeys(gaps(key, lang), "值"))
    assert words.strip()
    assert "{" not in words


def test_every_key_that_the_code_names_has_a_sentence():
    assert [named for named in named_keys() if named[1] not in keys("zh")] == []


def test_every_call_that_says_a_sentence_fills_its_gaps():
    """A sentence with an empty gap is found here, and not by the person who does not hear it."""
    calls = list(spoken())
    assert len(calls) > 150
    assert [
        (file, line, key, sorted(gaps(key, "zh") - names))
        for file, line, key, names in calls
        if "*" not in names and gaps(key, "zh") - names
    ] == []


@pytest.mark.parametrize(
    ("section", "member"),
    [(section, str(member)) for section, members in MADE_OF_ENUMS.items() for member in members],
)
def test_every_member_from_which_a_key_is_made_has_words(section, member):
    """A new state, reason, role, verdict or kind of message without words fails here."""
    assert f"{section}.{member}" in keys("zh")


def test_no_sentence_is_never_said():
    literal = {key for _, key in named_keys()}
    made = list(made_keys())
    enums = {f"{section}.{member}" for section, members in MADE_OF_ENUMS.items() for member in members}
    headings = {f"{key}_hint" for key in literal} | {
        f"{key}_unnamed" for key in ("relay.lawyer", "relay.owner")
    }
    unsaid = {
        key
        for key in keys("zh") - literal - enums - headings
        if not any(each.fullmatch(key) for each in made)
    }
    assert unsaid == set()


def test_every_command_of_a_menu_exists():
    assert {*menus.OWNER, *menus.LAWYER, *menus.ADMIN} == set(COMMANDS)


LEGAL_TERMS = (
    "复议>復議 答复>答覆 恢复>恢復 反复>反覆 征收>徵收 征求意见>徵求意見 账款>賬款 余额>餘額 其余>其餘 制度>制度 制造>製造 "
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
    assert "繁體中文" in say("language.set", "zh-Hant")


def test_what_is_written_by_hand_in_traditional_chinese_has_a_simplified_sentence():
    assert written_by_hand("zh-Hant").keys() <= keys("zh")
