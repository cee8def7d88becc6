"""Pairs of which a question may mean one and an entry the other: (name, one side, the other side).

The patterns are searched in normal forms. A pair belongs here when both sides are asked about in nearly the same
words and the answers differ.
"""

import re

_PAIRS = (
    ("register or deregister", r"(?<!被)(?<!抢)注册|设立登记|开办|\bregister|\bset up\b|\bincorporat", r"注销|deregist|cancel the registration|wind up|dissol"),
    ("apply or withdraw", r"申请(?!.{0,8}(?:撤回|撤销))|\bappl(?:y|ying|ication)|\bfile\b", r"撤回|撤诉|撤掉|withdraw|take back|\bdrop (?:it|the|my|our)"),
    ("hire or dismiss", r"招聘|录用|入职|\bhir(?:e|ing)\b|recruit", r"辞退|开除|解雇|裁员|炒掉|\bfire[ds]?\b|dismiss|lay off|laid off"),
    ("renew or end", r"(?<!不)续签|(?<!不)续约|(?<!not )renew", r"不续|终止|not renew|terminat"),
    ("owed or owing", r"欠(?:着)?(?:我|咱)|拖欠(?:我|咱)|不(?:还|付|给)(?:我|咱)|客户.{0,6}(?:不付|欠|拖)|owes? (?:me|us)|not paid (?:me|us)|has not paid|will not pay",
     r"我(?:们|司|公司|们公司)?(?:还)?欠(?!条)|自己欠|还不上|还不起|\b(?:i|we) owe|\b(?:i|we) can not (?:re)?pay"),
    ("landlord or tenant", r"我(?:们)?(?:是|当|做)房东|租给别人|租客|承租人|my tenant|our tenant", r"房东|出租人|landlord"),
    ("labour or commercial arbitration", r"劳动(?:争议)?仲裁|劳动人事|labour arbitration|labour dispute", r"商事仲裁|仲裁委员会仲裁|仲裁条款|commercial arbitration|arbitration clause"),
    ("people's or commercial mediation", r"人民调解|people mediation|people.? mediation committee", r"商事调解|commercial mediation"),
    ("reconsideration or lawsuit", r"复议|reconsider", r"行政诉讼|administrative litigation|administrative lawsuit"),
    ("company or worker asks for aid", r"(?:公司|企业|厂)(?:自己)?(?:能不能|能|可以|可不可以|怎么)?(?:申请|办)法律援助", r"(?:员工|工人|农民工|职工).{0,6}法律援助"),
    ("more or less", r"涨|增加|提高|\braise|\bincreas", r"降薪|降低|减少|下调|\bcut\b|\breduc|\blower"),
)  # fmt: skip

OPPOSITES = tuple((name, re.compile(one), re.compile(other)) for name, one, other in _PAIRS)
