"""A small base with lookalikes on purpose, for tests of behaviour."""

from bot.matching import EntryText, Judge, Kind, TalkText

ENTRIES = (
    EntryText("company-register", "exclusive-butler", ("公司注册流程", "How to register a company"),
              ("公司怎么注册", "注册一家公司要什么材料", "新公司登记要多久", "开公司怎么登记", "办营业执照怎么注册",
               "how do i register a company", "documents to register a new company", "how long does registering a firm take"),
              ("company-deregister",)),
    EntryText("company-deregister", "exclusive-butler", ("公司注销流程", "How to deregister a company"),
              ("公司怎么注销", "注销公司要多久", "不想干了公司怎么关掉", "注销前要清算吗", "公司注销要登报吗",
               "how do i deregister a company", "closing down my company", "how long does deregistering take"),
              ("company-register",)),
    EntryText("probation-dismissal", "labour-relations", ("试用期可以辞退员工吗", "Dismissing an employee on probation"),
              ("试用期觉得人不行能辞退吗", "试用期内能不能解雇员工", "试用期辞退要赔钱吗", "试用期随便开除行不行",
               "can i fire an employee during probation", "can we dismiss someone on probation", "probation dismissal pay")),
    EntryText("contract-expiry", "labour-relations", ("劳动合同到期公司不续签要赔偿吗", "Not renewing a labour contract"),
              ("合同到期公司不续要赔钱吗", "劳动合同期满公司不续签补偿", "到期不续签给几个月工资", "公司不想续合同怎么赔",
               "contract expires and we do not renew do we pay", "compensation when the company does not renew")),
    EntryText("contract-writing", "labour-relations", ("劳动合同要写哪些内容", "What a labour contract must say"),
              ("签劳动合同要写清楚什么", "合同里岗位怎么写", "what to write into a labour contract", "clauses of an employment contract")),
    EntryText("wages-owed", "labour-relations", ("拖欠工资怎么办", "Unpaid wages"),
              ("老板拖欠工资怎么办", "工资被拖欠了如何维权", "欠薪去哪里投诉", "几个月没发工资了",
               "wages have not been paid", "my boss has not paid wages for months", "where to complain about unpaid wages")),
    EntryText("arbitration-limit", "dispute-mediation", ("劳动仲裁时效是1年吗", "Time limit for labour arbitration"),
              ("申请劳动仲裁有没有时间限制", "劳动仲裁多久内要申请", "过了多久不能仲裁",
               "how long do i have to apply for labour arbitration", "labour arbitration time limit")),
    EntryText("arbitration-fee", "dispute-mediation", ("劳动仲裁收费吗", "Is labour arbitration free"),
              ("申请仲裁要交钱吗", "仲裁不要钱吧", "does labour arbitration cost money", "fee of labour arbitration")),
    EntryText("seizure-how-long", "enforcement-supervision", ("查封扣押最长多久", "How long goods may be sealed"),
              ("货被查封了最多封多久", "扣押期限是几天", "查封可以延长吗",
               "how long can they keep sealed goods", "maximum time for sealing goods", "can sealing be extended")),
    EntryText("reconsideration-deadline", "administrative-reconsideration", ("行政复议申请期限", "Deadline for reconsideration"),
              ("收到罚款决定书多久内可以申请复议", "复议几天内要提", "过了60天还能复议吗", "不服处罚多久内申请",
               "how many days to apply for reconsideration", "deadline to appeal a fine")),
    EntryText("reconsideration-fee", "administrative-reconsideration", ("行政复议收费吗", "Is reconsideration free"),
              ("申请复议要交钱吗", "复议要花多少钱", "行政复议免费的吗",
               "is there a fee for reconsideration", "how much does an appeal of a fine cost")),
)  # fmt: skip

TALK = (
    TalkText("greeting", Kind.CHAT, ("你好", "您好呀", "在吗", "hello", "hi there", "good morning")),
    TalkText("laughing", Kind.CHAT, ("哈哈哈", "呵呵", "lol", "haha")),
    TalkText("divorce", Kind.DECLINE, ("我要离婚", "离婚财产怎么分", "孩子抚养权归谁", "i want a divorce", "who gets the child after divorce"), ("离婚", "divorce")),
    TalkText("programming", Kind.DECLINE, ("帮我写代码", "写个网页", "write code for me", "write me a python script")),
    TalkText("weather", Kind.DECLINE, ("今天天气怎么样", "明天下雨吗", "what is the weather tomorrow")),
)  # fmt: skip

SYNONYMS = (("辞退", "炒鱿鱼", "解雇", "开除"), ("复议", "行政复议"))
TYPOS = {"复意": "复议", "仲才": "仲裁"}


LESSONS = {
    "bribery": ("给法官送钱行不行", "塞点钱能摆平吗", "can i bribe the inspector"),
    "seizure": ("他们正在查封我的仓库", "they are sealing our warehouse right now"),
    "detention": ("老板被警察带走了", "our boss was arrested last night"),
    "none": ("货被查封了最长多久",),
}


def judge_of_small_base(encoder=None) -> Judge:
    """The judge of this base."""
    return Judge.build(ENTRIES, TALK, SYNONYMS, TYPOS, lessons=LESSONS, refused=["bribery"], encoder=encoder)
