"""Where an answer speaks of something for which it has no part of its own: "60 days" in its first sentence, say."""

import re
from collections.abc import Iterator, Mapping

from bot.domain.answer import AnswerCard, Field

MOST = 3
"""Sentences that are enough; the whole answer is a tap away."""

_SENTENCE = re.compile(r"(?<=[。；！？])|(?<=[.;!?])\s+(?=[A-Z])")

SPEAKS_OF: Mapping[Field, re.Pattern[str]] = {
    field: re.compile(pattern, re.IGNORECASE)
    for field, pattern in {
        Field.TIME_LIMIT: r"\d[\d,.]*\s*(?:个)?(?:日|天|周|月|年|小时|工作日|星期)(?!度|报)|期限|时效|当[天日]|立即|马上|尽快|及时"
        r"|\d[\d,.]*[- ](?:calendar |working |business )?(?:day|week|month|year|hour)s?\b|\b(?:deadline|time limit|at once|immediately|same day)\b",
        Field.FEE: r"费(?!者)|免费|收钱|不收|工本|\b(?:fees?|free|costs?|charge[sd]?)\b",
        Field.AMOUNT: r"\d[\d,.]*\s*(?:万?元|%|倍|个月(?:的)?工资|成)|双倍|赔偿金?|补偿金?|违约金|利息|LPR|罚款"
        r"|\d[\d,.]*\s*(?:yuan|%|per ?cent|times|months?'? (?:pay|wages|salary))|\b(?:double|compensation|damages|interest|fine of|penalty)\b",
        Field.MATERIALS: r"材料|证据|证明|凭证|合同书|身份证|营业执照|复印件|原件|申请书|委托书|清单|单据|记录|截图|带上|准备好|保存|收集|留存"
        r"|\b(?:documents?|papers?|evidence|proof|copy|copies|licence|seal|bring|keep|collect|receipts?|records?|screenshots?|forms?)\b",
        Field.DECIDED_BY: r"[向去到找由][^，。；]{0,16}(?:法院|仲裁|机关|部门|局|委员会|中心|机构|大队|窗口|政府|公证处|调解|司法所|街道|工会|警|派出所|办)"
        r"|12\d{3}|\b(?:court|commission|authority|bureau|office|centre|committee|department|police|government|union)\b|12348|12345",
        Field.OBJECTION: r"不服|不同意|拒|不肯|不愿|不履行|不配合|不答复|不理|不给|不付|不还|不交|不退|异议|逾期|反悔|谈不成|调解不成|强制执行|起诉|仲裁|复议|投诉"
        r"|\b(?:refus\w+|disagree\w*|objects?|objections?|appeal|does not|do not (?:agree|accept|pay)|fails? to|sue|dispute\w*|complain\w*|enforce\w*|reconsideration|arbitrat\w+)\b",
        Field.LAWYER_WHEN: r"律师|\blawyers?\b",
    }.items()
}


def passages(card: AnswerCard, field: Field) -> tuple[str, ...]:
    """The sentences of an answer that speak of a field, at most `MOST`; for what nothing marks none."""
    cue = SPEAKS_OF.get(field)
    if cue is None:
        return ()
    return tuple(dict.fromkeys(one for one in _sentences(card) if cue.search(one)))[:MOST]


def _sentences(card: AnswerCard) -> Iterator[str]:
    for line in (card.short, *card.steps, *card.notes):
        yield from (part for one in _SENTENCE.split(line) if (part := one.strip(" ；;")))
