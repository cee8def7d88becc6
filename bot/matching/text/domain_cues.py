"""Signs that need no base to be read: is this about law or business at all, and does it calmly ask for a rule."""

import re

_DOMAIN = re.compile(
    "律师|法律|法援|合同|协议|公司|企业|厂|店|老板|股份|订单|账|员工|工人|工资|仲裁|诉讼|起诉|法院|法官|判决|执行|调解|公证|复议|处罚|罚款"
    "|执法|行政|许可|执照|税务|商标|专利|股东|股权|债|欠款|货款|担保|抵押|租赁|厂房|赔偿|违约|社保|工伤|维权|侵权"
    "|破产|注销|登记|招标|投标|合规|知识产权|劳动|辞退|裁员|开除|加班|试用期|工钱|打卡|离职|跳槽|货|罚|查封|扣押|冻结|许可证|仲裁|管家|体检|措施|竞业|发票|印章|公章|授权|委托|营业|经营|客户|供应商|政策"
    r"|\b(?:law|legal|lawyer|attorney|contract|agreement|company|companies|firm|business|enterprise|factory|employ\w*"
    r"|worker|workers|staff|wage|wages|salary|arbitrat\w*|lawsuit|litigation|sue|sued|court|judge?ment|enforce\w*"
    r"|mediat\w*|notar\w*|reconsider\w*|penalt\w*|fine|fined|inspect\w*|licen[cs]e\w*|permit|tax|trademark|patent"
    r"|shareholder\w*|equity|debt|debtor|creditor|invoice\w*|owe|owes|payment|guarant\w*|mortgage|lease|landlord"
    r"|tenant|compensat\w*|breach|insurance|injury|infring\w*|bankrupt\w*|insolven\w*|regist\w*|tender|bid|bidding"
    r"|complian\w*|labou?r|dismiss\w*|customer|supplier|client|bureau|government|regulat\w*)\b"
)
_RULE = re.compile(
    "多长时间|几天|几个月|期限|最长|最多|合法吗|合不合法|合规吗|流程|条件|规定|标准|区别|什么意思|是什么"
    r"|\bhow long|\bhow many|\bhow much|\bis (?:it|that|this) (?:legal|lawful|allowed)|\bwhat is\b|\bdifference"
    r"|\bdeadline|\btime limit|\bmaximum|\bare they allowed|\brequirements?\b"
)
_NOW = re.compile(
    "刚刚|刚才|刚(?:收到|送来|来了|被)|正在|正要|现在|马上|今天|一大早|今早|明天|立刻|已经(?:在|到)|来不及|来得及|在医院|门口"
    r"|\bright now\b|\bjust\b|\btoday\b|\btomorrow\b|\bthis morning\b|\btonight\b|\bat the (?:door|gate)\b|\bis here\b"
)


def happens_now(normal: str) -> bool:
    """Whether the text (normal form) tells of something that is happening, not of how things are in general."""
    return _NOW.search(normal) is not None


def in_domain(normal: str) -> bool:
    """Whether the text (normal form) speaks of law, business or authorities."""
    return _DOMAIN.search(normal) is not None


def asks_for_a_rule(normal: str) -> bool:
    """Whether the text (normal form) asks what the rule is, as one does who is in no danger."""
    return _RULE.search(normal) is not None
