"""Signs that need no base to be read: is this about law or business at all."""

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


def in_domain(normal: str) -> bool:
    """Whether the text (normal form) speaks of law, business or authorities."""
    return _DOMAIN.search(normal) is not None
