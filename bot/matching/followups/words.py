"""The words of questions that lean on what was said before: what asks for which part of an answer, and what fills in.

All in normal form (`normal_form.normalise`): Simplified, everyday and dialect spellings already made one. A word
belongs here only if it says nothing about what the question is about.
"""

import re
from collections.abc import Mapping

from bot.domain.answer import Field

CUES: Mapping[Field, re.Pattern[str]] = {
    field: re.compile(pattern)
    for field, pattern in {
        Field.LAWYER_WHEN: r"(?:没有?|不)?(?:找|请|用|要|需要|有必要|雇|聘|上)(?:个|1个|一个|位|不着|得着|不到)?律师(?:介入|出面|帮忙|吗)?|没有?律师|律师(?:介入|出面|帮忙)|律师(?:要|得|需要|用|有必要|必须)请?吗?$"
        r"|\b(?:need|hire|hiring|get|getting|use|using|see|seeing|involve|require|without|bring in|talk to|go to|worth|take) (?:a |an |the |any )?(?:lawyers?|attorney|solicitor|legal help)\b(?: for (?:this|that|it))?|\b(?:lawyers?|attorney)(?: \w+)? (?:necessary|needed|required|useful|worth)|(?:is|are) (?:a |an )?(?:lawyers?|attorney) (?:necessary|needed|required|useful)\b",
        Field.AMOUNT: r"(?:赔偿?|补偿?|罚|扣|给|付|拿回|拿|得到|要回|追回|分|退|判|返|陪)(?:给?我们?|给?他们?|他们?|人家|对方|我们?)?"
        r"(?:要|得|个|大概|大约|到底|该|应该)*(?:多少|几个?月|几倍|几钱|好多|几成)|按几倍|(?:赔|罚|补).{0,3}(?:最多|最高|顶多)|(?:最多|最高|顶多)(?:能|要|会|可以)?(?:罚|赔|补|拿|要)|多少(?:赔偿|补偿|罚款|赔)"
        r"|能(?:有|拿|要|赔|得)多少|金额|数额|多少数|上限|下限|封顶|怎么(?:赔|补|罚|计算)|(?:赔|罚|补)(?:的)?(?:多|重|高)(?:不多|不重|不高|吗)"
        r"|\bhow much (?:(?:do|would|should|will|must|can|could|might|may|am|are|is) )?(?:i|we|he|she|they|you)?(?: (?:have|need|going|get|got|be|able|allowed))*(?: to)? ?"
        r"(?:(?:pay|owe|give|compensate) (?:him|her|them|out|back)|owe|compensate|claim|get|recover|receive|demand)\b"
        r"|\b(?:amount|maximum|minimum|cap|compensation|how big|how high|worst case|calculated?|calculation|how do (?:i|you|we) (?:work|figure) (?:it|that|this) out)\b",
        Field.FEE: r"谁来?(?:出|付|承担|负担|交|掏)|钞票|垫钱|掏腰包|开支|花费|花得?多|钱的事|收费明细|几[十百千]块?|(?:收|要收|付|出|交)(?:我们?|他们?)?多少|什么价|使钱|多少钱|费用|不?[收缴付交花出掏要用费]钱|收费|费|免费|几钱|几钿|几个钱|多钱|好多钱|贵|便宜|价格|价钱|价位|开销|成本|花销|花多少|花得?了?多少|收多少|交多少|付多少|要多少$|多少(?:块|元)|几块|几百|几千|优惠|打折|减免|预交|垫付|报销|要不要钱"
        r"|\b(?:how much|costs?|fees?|price|pricey|prices|charges?|charged|free|expensive|cheap|cheaper|afford|pays?|paying|money|bill|discounts?|refund(?:able|ed)?|waived?|waiver|estimate|quote|the damage)\b",
        Field.TIME_LIMIT: r"多长时间|多少时间|多长|几时|[几多]少?[天日周年]|(?:几|多少)个?(?:月|星期|礼拜|工作日|小时|钟头)|什么时(?:候|间)?|几号|何时|哪天|时间限制|会不?会?很?慢|慢吗|[1一]天能|这[周个]|超了时间|时间|时长|期限|时限|周期|(?:天|周|星期|礼拜|月|年)够|截止|最晚|最迟|最快|多快|晚了|来得及|来不及|赶得上|赶不上|晚不晚|还不?不?晚|过期|超期|过了期|快不快|慢不慢|很久|要久|好久(?!不见)|多咱|等到|马上能|当天|有效期"
        r"|\b(?:how (?:long|soon|fast|quick|quickly|late|often)|how many (?:hours|days|weeks|months|years|working days)|how much time|(?<!what )time limits?|(?<!what )time|times|timeline|timeframe|timing|timescale|deadline|deadlines|duration|(?:too|very) late|expire|expires|by when|until when|till when|when|date|last day|forever|cut off|days|weeks|months|years|quickly|(?<!too )long|wait|waiting|hurry)\b",
        Field.MATERIALS: r"材料|资料|证件|证据|证明|原件|复印件|申请书|申请表|表格|模板|写申请|(?:光|只)带|凭证|单据|清单"
        r"|(?:带|用|交|拿|备|提供|需要|要|得)(?:上|不要|带|有|个)?(?:营业执照|执照|公章|身份证|委托书)(?:原件)?|(?:营业执照|公章|身份证|委托书)(?:要|得|需要|用|必须)*(?:带|交|给|准备)|(?:什么|哪些|带|准备|交|提供|递交)文件|(?<!红头)(?<!政府)(?<!规范性)文件(?!能不能|能审|审查|合法|不合)|空着?手"
        r"|(?:带|备|准备|拿|交|提供|提交|递交|出示|备齐|备好|填|收集|留|保留|写)(?:些|点|好|上|哪)*(?:什么|哪些|哪几样|东西)|几份|(?:什么|哪些|哪几样)(?:东西)?(?:要|得|需要)?(?:带|准备|交|拿|备)|要什么东西|带东西|要准备什么"
        r"|\b(?:what (?:do|will|would|might) they (?:need|want|require|ask)|documents?|doc|papers?|paperwork|materials?|evidence|proofs?|prove|forms?|copies|copy|originals?|(?:bring|take|need|show|have) (?:my |our |the |a |an )?(?:id|licence|license|seal|chop)|bring|carry|take with|take along|(?:need|have) to (?:have|show|submit|provide|hand in|prepare|collect|keep)|should i (?:have|show|submit|provide|hand in|prepare|collect|keep)|prepare|submit)\b",
        Field.DECIDED_BY: r"(?:向|跟|和|找)哪个(?:机关|部门|单位|机构|地方|法院)(?:提|讲|说|反映)?|哪里|哪儿|哪边|哪个(?:部门|单位|机关|机构|地方|窗口|法院|局|科室|政府)|哪家(?:单位|机构|部门|公司)|哪[1一]?(?:家|位|级|间|户)|什么(?:部门|单位|机关|机构|地方|窗口)|哪(?:些)?部门|谁来?定|谁(?!来?出|来?付|承担|负担|交|掏|规定|说的)|地址|地点|地方|往哪跑?|哪搭|手机上|电脑上|远程|邮寄|寄过去|说了算|拍板|做主|(?:县|市|省)里|镇上|网上|线上|(?<!不)在线|(?:咨询)?电话|手机能|窗口|怎么联系|联系方式|联系谁|当面|现场|本地|外地|[上去到在]哪(?:里|儿|边|块)?|哪块"
        r"|\b(?:where|who(?! pays| says| bears| covers)|whom|whose|which (?:office|court|department|authority|bureau|agency|body|window|place|desk|counter|one)|what (?:office|court|department|authority|agency|place)|address|online|in person|phone|telephone|contact|location|website|responsible|in charge|the office|hotline)\b",
        Field.OBJECTION: r"不服|不同意|不愿意?|不肯|拒绝|拒不|被?拒了?|不认账|不认|不签字|不理人|不回复|不接电话|不遵守|不露面|不承认|不答应|不配合|不理|不给|不签|不付|不来|不干|不接受|不赔|不退|不还|不交|不批|不受理|不去|不执行|不履行|不改|不听|不管|不办|不收|不搭理|不吭声|不回|不行|不成|不出面|不满意|没结果|没用|没批|败诉|失败|输了|败了|没反应|没动静|没下文|没人管|没人理|不搭理|对(?:我|我们)不利|闹着|踢皮球|推脱|推托|扯皮|赖着|翻脸|变卦|否认|抵赖|反咬|不出现|(?:能|可以|怎么|还要)(?:再)?(?:上诉|申诉|举报|去?告)|驳回|耍赖|赖账|反悔|有意见|有异议|异议|不公|谈不拢|谈崩|协商不成|硬是|死活|拖着|躲着|找不到|联系不上|失联|不见(?:人|面|踪影)"
        r"|\b(?:refus\w*|disagree\w*|object|objects|ignor\w*|reject\w*|(?:can|may|could|how do|how can|how to|and|then|to) (?:i |we |he )?(?:appeal|challenge)|appeal (?:it|this|that)|unhappy|dissatisfied|lose|lost|fail|fails|failed|denied|deny|denies|denying|disputes (?:it|this|that)|stall|stalls|stalling|resist|resists|argue|argues|(?:do|does|did|will|would|can) not (?:agree|accept|pay|sign|want|like|cooperate|work|listen|comply|respond|answer|reply|show|come|care|help|move|leave|do|give|admit|obey|approve|budge)|says? no|said no|no reply|no answer|no response|goes wrong|back out|backs out|nothing happens|disappears?|vanish\w*|turn(?:s|ed)? (?:me|us|it) down|not (?:happy|satisfied))\b",
        Field.BASIS: r"法律(?:上的?)?(?:依据|根据)|依据|根据什么|根据哪|法条|哪[一1]?条|第几条|(?:哪部|哪个|什么|哪条|按哪)法(?!院)律?|法律规定|哪里规定|哪里写|谁规定|谁说的|有规定|规定呢|规定吗|什么规定|为什么|凭什么|法律上?怎么说|怎么规定|怎么来的|出处|有法可依"
        r"|\b(?:legal basis|(?:which|what) (?:law|statute|article|rule|regulation|provision|section|clause)|article|articles|statute|says who|according to|source|legal source|written|why|legal grounds?|based on)\b",
        Field.STEPS: r"流程|步骤|程序|手续|下一步|第1步|第一步|第2步|第二步|怎么申请|怎么走|怎么去办|怎么开始|先后顺序|顺序|从哪|头[1一]步|第1件事|首先|怎么操作|先做|先干|先办"
        r"|\b(?:steps?|procedures?|process|walk me through|proceed|which step|where (?:do|should|to) (?:i |we )?(?:start|begin)|start|begin|first|next|apply|go about|how does (?:it|that|this) work)\b",
    }.items()
}
"""What asks for a part of an answer, most telling first."""

TELLING = frozenset("你您扣封抓拘押关欠租税告骗偷抢伤亡死病打搜查")
"""Single characters that say what happened, where a piece of one character otherwise tells nothing."""

PARTIES = frozenset(
    """
老板 员工 职工 工人 客户 顾客 房东 租客 租户 供应商 买家 买方 卖家 卖方 债务人 债权人 债主 厂家 商家 甲方 乙方 股东 合伙人 司机 银行 法院 机关 部门 单位 局里
工地 包工头 承包人 发包人 总包 担保人 邻居 物业 平台 公证处 仲裁委 政府 劳动者 用人单位 执法人员 家属 公司
employee employees worker workers customer customers client clients landlord tenant boss buyer seller supplier suppliers debtor
creditor bank court authority department bureau shareholder shareholders partner partners company contractor guarantor platform
neighbour neighbor officer officials staff tribunal notary
""".split()  # noqa: SIM905 a text is read and changed by people, a list of 400 literals is not
)
"""Who an answer may be about: "and if the landlord refuses" is about it if it speaks of a landlord."""

COURTESY = re.compile(
    r"\b(?:(?:can|could|would|will|do|did|if) you (?:please |also |just |kindly )?"
    r"(?:tell|explain|say|give|show|repeat|elaborate|clarify|mean|know)|how do you|you (?:just )?(?:said|mean|mentioned|told me)"
    r"|thank you|(?:can|may|could|let me|might|to) (?:i |just )?ask|(?:in|for) (?:my|our|this|that|his) (?:case|company|business)|(?:my|our|the) (?:side|company|case)"
    r"|(?:the )?other (?:side|party)|in the worst case|best case|business days|working days|calendar days)\b"
    r"|^(?:老板|师傅|老师|同志|大哥|大姐|亲)(?=[我你您想请问那这])(?!要不要|要)"
    r"|不$|不(?= )|[你您](?:刚才|刚刚|上面|前面)?(?:说|讲|提到|回答)的?"
)
"""What says as little as a filler, and takes several words to say."""

WEAK: Mapping[Field, re.Pattern[str]] = {
    Field.AMOUNT: re.compile(r"怎么算|多少"),
    Field.STEPS: re.compile(
        r"怎么办|怎么弄|怎么搞|怎么做|怎么整|怎么处理|怎么解决|怎么个|哪能|如何|然后|接下来|接着|之后呢|后面呢|后续|做什么|干什么|办法|该怎么|咋整|点做"
        r"|\b(?:how (?:do|to|can|should|would|exactly)|(?:what|which) (?:do|should|can|must|shall|could) (?:i|we)|then what|and then|what then|what now|what happens|after that|afterwards|from there|now what|what if|to do|how)\b"
    ),
    Field.SIMPLER: re.compile(
        r"简单(?:点|些|1点|1些|说|讲|来说|版|明了|总结|地?(?:说|讲))|(?:说|讲|写)得?(?:更|再)?(?:简单|通俗|直白|短|浅|明白|清楚)(?:点|些|1点|1些)|人话|白话|通俗|直白|太长|(?:字|话|内容)太多|啰嗦|罗嗦|太复杂|太专业|太深|太绕"
        r"|绕晕|[1一]句话|长话短说|简短|短1?[点些]|精简|概括|总结|归纳|重点|要点|抓不住|(?:看|听|读|搞|弄|理解)不(?:太)?(?:懂|明白|了|下去|进去)|没(?:太|怎么|大)?(?:看|听|搞|弄|读)?(?:懂|明白)|不(?:太|怎么|大)?(?:懂|明白)|看晕|云里雾里|文化(?:不高|低)|小学(?:水平|文化|毕业)"
        r"|\b(?:simpler|simply|simplify|simplified|plainer|plainly|(?:simple|plain|everyday|normal|ordinary|easy|easier|fewer|less|other|layman\w*|human) (?:words|english|chinese|terms|language|version|way)|too (?:long|complicated|complex|technical|much|hard|difficult|wordy|many words|dense)"
        r"|shorter|short(?:er)? version|in short|in brief|briefly|tl dr|tldr|summar\w+|sum (?:it|this|that) up|(?:one|a single|1) (?:sentence|line)|key points?|bottom line|main points?|gist|(?:(?:do|did|can|could|would) not|cannot) (?:really |quite |fully )?(?:understand|follow|get (?:it|this|that|any))|not understand|confus\w+|lost me|over my head|dumb it down|eli5)\b"
    ),
    Field.WHOLE: re.compile(
        r"具体(?!地点|流程|时间|地址)|细1?点|细说|详细|仔细|展开|再说|多说|说清楚|讲清楚|什么意思|举例|例子|比如|还有呢|还有吗|别的呢|其他呢|还有什么|讲讲|说说|再讲|解释|完整|全部|全文|怎么说"
        r"|\b(?:details?|detailed|explain|mean|means|meaning|more|understand|example|information|again|whole|full|everything|anything else|clearer|clarify|elaborate)\b"
    ),
}
"""What asks for a part only where nothing more telling stands beside it."""

FILLERS = """
事 事情 那 那么 那个 这 这个 这种 这些 那些 这样 那样 这边 那边 这事 这事儿 这件事 那件事 这件 此 此事 该 它 它们 其 上面 前面 刚才 刚刚 刚说的 你说的 您说的 以上 这种情况 这情况 这块 这里 那里
我 他 她 我们 咱 咱们 他们 她们 人家 对方 别人 自己 本人 阿拉 伊 我方 我这 我这边 我们这边 大家 那人 这人 那家伙 那边人 这家伙 厂里 我们公司 我们厂
大概 大约 大致 差不多 一般 通常 平时 正常 总共 一共 合计 全部 整个 到底 究竟 具体 最多 最少 至少 起码 最快 最慢 最好 顺利 顺利的话 的话 快 慢 早 晚 久 长 短 左右 之内 以内 前 以前 之前 以后 之后 后 后来 内
要 要不要 得 需 需要 需不需要 必须 一定 非得 非要 应 应该 该 会 会不会 能 能不能 能够 可 可以 可不可以 行 行不行 肯 想 想问 想知道 想了解 打算 准备 用不用 不用 是 是不是 有 有没有 没有 在 在不在 到 去 来 来不来 算 算不算 还 还要 还得 还是 还能 还有 又 再 也 都 就 就是 才 只 只要 只能 先 然后 接着 接下来 下面 下一步 最后 另外 顺便 再问 问 请问 请教 问下 问一下 问一问 一下 下 麻烦 劳驾 不好意思 谢谢 多谢 辛苦 律师您好 您好 你好 哈 哈喽 喂 您好 你好 谢谢你 谢谢您 麻烦你 麻烦您 你帮我 您帮我 你看 您看 请您 我公司 本公司 我们单位 我单位 我们企业 有答复 有回复 嗯 嗯嗯 哦 哦哦 噢 喔 额 呃 诶 欸 哎 唉 好 好的 好吧 行吧 明白 懂了 知道了 了解 收到 ok okay
的 地 了 吗 呢 啊 吧 呀 嘛 哇 啦 哈 呗 么 咧 哩 呐 咯 喽 喔 哟 呦 伐 嗒 过 着 个 些 点 点儿 儿 和 与 及 跟 同 或 或者 把 被 给 叫 对 从 向 按 用 以 为 因为 所以 但 但是 不过 可是 如果 要是 万一 假如 假设 若 若是 倘若 一旦 的时候 时候 时 情况 情况下 其实 真 真的 确实 现在 目前 眼下 马上 立刻
多 少 多少 几 第 什么 怎么 怎么样 怎样 如何 哪 哪个 哪些 哪里 哪儿 哪边 哪家 哪几样 哪一级 哪级 谁 谁来 谁去 为什么 凭什么 多长 多长时间 多少时间 什么时候 什么时间 何时 几时 好久 多咱 哪搭 哪块 哪能 怎么着 怎么整
太 签 签字 受理 审核 限制 办 办理 办完 办好 办成 办下来 办法 弄 弄完 弄好 弄下来 搞 搞定 搞好 做 做完 做好 干 走 走完 走流程 处理 处理完 解决 申请 提交 递交 交 上交 提出 批 批准 批下来 下来 出来 出结果 结果 有结果 有消息 有回音 决定 决定下来 拿 拿到 拿得到 拿下来 到手 等 等到 等多 完 完成 结束 结案 开始 启动 生效 有效 跑 跑一趟 跑几趟 跑几次 趟 次 几次 去一趟 去办 去做 自己去 自己办 亲自 本人去 到场 代办 代理 别人代
使 使钱 打 周末 委托别人 委托人 钱 费 费用 收费 收钱 要钱 花钱 花 掏钱 掏 出钱 出 交钱 付 付钱 付费 缴 缴费 交费 收 免费 贵 贵不贵 便宜 价格 价钱 价位 开销 成本 花销 几钱 几钿 多钱 块 元 块钱 手续费 服务费 工本费 收不收 收不收费 要不要钱 收不收钱 花不花钱 谁出 谁付 谁承担 承担 负担 白 白跑 额外
天 日 周 年 月 个月 几天 几日 几周 几年 几个月 几个星期 星期 礼拜 工作日 小时 钟头 时间 时长 期限 时限 周期 截止 截止日期 日期 最晚 最迟 多快 来得及 来不及 赶得上 赶不上 过期 超期 超过 过了 过 期 有效期 当天 当场
材料 资料 证件 证据 证明 证明材料 原件 复印件 申请书 申请表 表格 表 凭证 单据 清单 东西 带 带上 带什么 备 备齐 备好 准备好 准备些 提供 出示 填 填写 收集 留 保留 写 哪几份 份 样 手续
部门 地方 窗口 当地 本地 外地 现场 当面 网上 线上 线下 在线 网络 手机 手机上 电话 打电话 联系 联系方式 联系谁 地址 位置 哪级 管 管这 管这事 管这个 负责 归 归谁 找 找谁 问谁 找谁问 去哪 上哪 到哪 在哪
不服 不同意 不愿 不愿意 不肯 拒绝 拒不 不认 不承认 不认账 不答应 不配合 不理 不理我 不理人 不给 不签 不签字 不付 不来 不干 不接受 不赔 不退 不还 不交 不批 不受理 不去 不执行 不履行 不改 不听 不管 不办 不收 不搭理 不吭声 不回 不回复 不行 不成 不出面 不满意 没结果 没用 没批 没批准 没成 失败 输了 败了 没反应 没动静 没下文 没人管 没人理 推来推去 推 翻脸 变卦 否认 抵赖 不出现 被驳回 驳回 耍赖 赖账 反悔 有意见 有异议 异议 不公 谈不拢 谈崩 谈崩了 协商不成 硬是 死活 就是不 一直 拖着 老拖着 拖 躲着 找不到 找不到人 联系不上 失联 不见面 不见人
依据 根据 哪部法 哪个法 什么法 规定 法律规定 谁规定 谁说的 出处 条 一条 第几条 有法可依 来的
流程 步骤 程序 第1步 第一步 第2步 第二步 操作 后续 后面 步
详细 仔细 展开 说 再说 多说 说清楚 讲 讲清楚 讲讲 说说 再讲 什么意思 意思 没看懂 看不懂 不懂 不明白 没明白 举例 举个例子 例子 比如 其他 别的 简单 简单点 解释 完整 全文 清楚 明白 一遍 一点
赔 赔偿 赔多少 补偿 得到 要回 金额 数额 上限 下限 封顶 计算 几倍 成 几成 高 重 严重 标准
有必要 必要 介入 出面 帮忙 帮 雇 聘
笔 赶 赶在 号 手上 手里头 直接 直接弄 配合 同意 答应 接受 承认 认账 合作 出面 露面 见面 理 回话 接电话 愿意 肯定 地点 马上 清单 空手 请
够 不够 数 算数 剩 剩下 还剩 手里 手头 头 第1 1 回 1个 1次 1趟 1下 2 现 主管 主要 法律 法律上 举 举个 细 细点 没太 没有 章 公司章 盖章 盖 印章 县里 县城 市里 镇上 省里 手机 电脑
远程 邮寄 快递 寄 传 发 发过去 寄过去 微信 支付宝 现金 转账 官网 小程序 平台 入口 链接 网址 周六 周日 节假日 假期 排队 预约 取号 签名 手写 打印 电子版 扫描件 拍照 照片 份数 张 页 套 家人
朋友 同事 授权 派人 派个人 让别人 帮我 替我 来回 多次 今年 当月 本周 下周 下个月 年底 提前 提早 推迟 延期 延长 宽限 延后 晚点 早点 尽快 加急 加快 超时 超了 错过 误了 耽误 迟 迟了 优惠 打折 减免 减半 免
免掉 免收 退费 报销 预交 先交 预付 垫付 分摊 平摊 对半 国家 补贴 顶多 撑死 少说 起步 上下 不止 以上 以下 说了算 拍板 做主 点头 盯 跟 跟进 进度 状态 记 记住 搞不懂 弄不懂 啥 咋
总 总得 总共得 反正 毕竟 另 另付 单独 另算 每 每次 每个 每年 每月 按年 按月 按次 同样 一样 不同 区别 变 变化 改 改动 哪种 哪类 种 类 型 类型 形式 方式 途径 渠道 路 门路 招 法子 点子 嘞 捏 滴 哒 叻
有用 管用 可行 合法 合适 麻烦 难 难不难 复杂 容易 对吗 对不对 确定 肯定 靠谱 行得通 划算 值得 值不值 建议 注意 小心 风险 后果 影响
""".split()  # noqa: SIM905 a text is read and changed by people, a list of 400 literals is not
"""What a Chinese follow-up may be made of besides: pointing, asking, courtesy, and the bare course of any affair."""

WORDS = frozenset(
    """
a an the this that these those it its such same there here so and or but also then now next after afterwards before
ok okay oh well hi hello hey thanks thank please sorry right alright yes yeah no not um hmm actually just only even still
what which who whom whose where when why how long soon fast quick quickly late often much many far big high
is are was were be been being am do does did done doing have has had having will would shall should can could may might must
need needs needed needing want wants wanted like going go goes get gets got getting gotten give gives make makes made
i we he she they me us him her them my our his their one someone somebody anyone anybody else other others
guy person people
to of in on at for from by with about around as into out up over off until till within during per through along
if whether unless suppose supposing say says said assume assuming otherwise in once because
usually normally typically generally roughly approximately exactly really maybe probably possible possibly possibly total
altogether overall average usual normal rough most least max min maximum minimum all any some each every more less
know tell wondering hear ready file wonder curious remind idea say mean means meaning explain understand
take takes taking taken took last lasts wait waiting process processed processing procedure procedures steps step course
whole thing things stuff matter affair part bit lot else again start starts begin beginning first second begin
finish finished end ends complete completed happen happens happening result results outcome decision answer reply response
apply applying application submit submitting hand handed handle handles handling
approve approved approval accept accepts accepted arrange arranged arranging sort sorted settle settled
time times timeline timeframe timescale timing frame deadline deadlines duration date dates day days week weeks
month months year years hour hours cut expire expires expired left hurry
cost costs costing fee fees price prices pricey charge charges charged charging free expensive cheap cheaper afford pay pays
paying payable payment paid money bill spend spending bear bears covers cover covered upfront
compensate get recover receive demand amount cap calculate calculated calculation figure
worst best
document documents doc paper papers paperwork material materials proof prove form forms copy copies original
originals id bring bringing carry show provide prepare preparing prepared collect keep list required
require requires requirement requirements necessary
address online person phone telephone call
contact location website responsible charge decides decide decided
refuse refuses refused refusing refusal disagree disagrees disagreed object objects ignore ignores ignored ignoring reject
rejects rejected rejection unhappy dissatisfied satisfied happy fail fails failed denied deny denies
denying stall stalls stalling resist resists argue argues agree agrees cooperate listen comply
respond responds show shows come comes care help helps move leave admit obey budge goes wrong back backs nothing disappear
disappears vanish vanished vanishes turn turns turned down no keeps keep just simply flat flatly outright simply instead

rule rules regulation provision section clause basis based ground grounds source according
written
detail details detailed example simpler simple full everything anything clearer clarify elaborate further
okay sure certain true allowed able useful worth safe risk risks risky ok easy hard difficult complicated
involved beforehand kind kinds sort sorts type types ballpark estimate guess quote roughly number numbers act react soonest latest
earliest currently already yet ever ahead advance early later sooner slow slower faster speed rush book queue visit travel
mail post email upload download link site app portal hotline lists set sets page pages stamp stamped translated
signature once twice both either neither together alone separately directly via whichever whatever whoever wherever
friend colleague family relative behalf half share discount discounts waive waived waiver reduced refund refundable
though although cos since seem seems seriously honestly basically overall plan options option possible way ways method methods guys mate sir
madam dear kindly quick short chance chances likely odds sense
talking talk about exactly words
wat wht hw hwo bout abt approx roughly asap btw pls
""".split()  # noqa: SIM905 a text is read and changed by people, a list of 400 literals is not
)
"""The same for English, word by word."""
