"""Who reads this, and does the lawyer also act for the other side: answered straight, not asked back."""

import pytest

UNSURE = "its entry is the first of those offered: who tells and who is told stand the other way round than in its phrasings"
ALARMED = "it is answered, but the lookout asks first whether it is an emergency"


async def is_answered(stage, text, *parts):
    """One card answers; nobody else hears of it."""
    await stage.owner.agrees()
    stage.owner.says(text)
    await stage.owner.hears(*parts)
    await stage.owner.hears_nothing_more()
    for somebody in (stage.lawyer, stage.admin):
        await somebody.hears_nothing_more()


ZH = ("依法要替您保密", "一位接一位看到企业名称、对方名称和事项", "律师法")
HANT = ("依法要替您保密", "值班律師一位接一位看到企業名稱、對方名稱和事項", "律師法")
EN = ("must by law keep what you tell them secret", "one after another", "Lawyers Law")


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (ZH, "讲了实话会不会传到税务那边"),
        (ZH, "我问的事你们会不会告诉别的单位"),
        (HANT, "我講嘅嘢會唔會俾其他部門知道"),
        (EN, "does anyone at the tax office see this chat"),
        (EN, "can the environment bureau read my questions"),
    ],
)
async def test_who_fears_to_be_reported_is_told_who_sees_it(stage, parts, text):
    await is_answered(stage, text, *parts)


OWN_DEED_ZH = ("律师不会因此举报您", "值班律师一位接一位看到企业名称", "必须写理由", "律师法")
OWN_DEED_HANT = ("律師不會因此舉報您", "值班律師一位接一位看到企業名稱", "必須寫理由", "律師法")
OWN_DEED_EN = ("will not report you", "one after another", "must give a reason", "Lawyers Law")


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (OWN_DEED_ZH, "我厂里偷排过一点水，在这里说了会不会被举报"),
        pytest.param(
            OWN_DEED_ZH,
            "两个工人没交社保，我跟你说了你不会去告我吧",
            marks=pytest.mark.xfail(strict=True, reason=ALARMED),
        ),
        (OWN_DEED_HANT, "如果我同你講我漏咗稅，你會唔會話俾稅局知"),
        (OWN_DEED_EN, "our workshop let dirty water into the canal once, is it safe to tell you"),
        pytest.param(
            OWN_DEED_EN,
            "if i tell you we skipped some tax, will you report us",
            marks=pytest.mark.xfail(strict=True, reason=UNSURE),
        ),
    ],
)
async def test_who_did_something_unlawful_is_told_that_a_lawyer_keeps_it(stage, parts, text):
    await is_answered(stage, text, *parts)


CONFLICT_ZH = ("不得在同一案件中代理双方", "接手以前，律师看不到您写的话", "律师法")
CONFLICT_HANT = ("不得在同一案件中代理雙方", "接手以前，律師看不到您寫的話", "律師法")
CONFLICT_EN = ("may not act for both sides", "no lawyer sees before taking it", "Lawyers Law")


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (CONFLICT_ZH, "派来的律师要是给我供应商当顾问怎么办"),
        (CONFLICT_ZH, "你们律师会不会也帮我的对手"),
        (CONFLICT_ZH, "接单的律师跟对方老板是亲戚，我还能说吗"),
        (CONFLICT_HANT, "律師同時做對方公司顧問點算"),
        (CONFLICT_EN, "what if your lawyer also works for the company i want to sue"),
        (CONFLICT_EN, "can the same lawyer act for both sides of the case"),
    ],
)
async def test_who_fears_a_conflict_of_interest_is_told_to_name_the_other_side_first(stage, parts, text):
    await is_answered(stage, text, *parts)


PAY_ZH = ("不得私自接案、私自收费", "先别付", "律师法")
PAY_HANT = ("不得私自接案、私自收費", "先別付", "律師法")
PAY_EN = ("may not take cases or fees privately", "Do not pay", "Lawyers Law")


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (PAY_ZH, "刚才那个律师要我加他微信打茶水费"),
        (PAY_ZH, "律师叫我先转两万到他微信，才肯办"),
        (PAY_ZH, "接单的律师说给他个人打钱可以快点办"),
        (PAY_HANT, "律師叫我過數去佢私人戶口，得唔得"),
        (PAY_EN, "the lawyer asks me to pay into his private account"),
        (PAY_EN, "your lawyer wants 5000 in cash before he starts, is that normal"),
    ],
)
async def test_whom_a_lawyer_asks_for_money_is_told_not_to_pay(stage, parts, text):
    await is_answered(stage, text, *parts)
