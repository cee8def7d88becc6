"""A few words that people say to a ticket itself: that they no longer need it, where the answer stays, thanks.

A message is such a word only if nothing else is said in it: it must be made up of the phrases below and of forms of
address from its first character to its last. "不用了" is one, "不用了三年的商标会被撤吗" is a question, and "谢谢，那要
带什么材料" goes to the lawyer like all words. Spelling, script and dialect particles are those of the normal form.
"""

import enum
import re

from bot.matching.text.normal_form import normalise

LONGEST = 60
"""Characters of a message that can be no more than such a word; who writes more has something to say."""

APPLAUSE = frozenset("👍👌🙏🤝👏💐🌹🌺❤💖😊🙂😄😁☺😀🫡✅")
"""Signs that, standing alone, say thanks or yes."""
_SKIN_AND_FORM = frozenset("\ufe0f\u200d🏻🏼🏽🏾🏿")


class TicketWord(enum.StrEnum):
    """What somebody says to a ticket itself."""

    NO_LONGER = "no_longer"
    """It is no longer needed: withdrawn, given up, or solved."""
    REMIND = "remind"
    """Where does the answer stay?"""
    THANKS = "thanks"
    """Thanks, or "I see": nobody owes an answer to it."""


_TICKET = "(?:工单|单子|提问|咨询|求助|申请)"
_THIS = "(?:这|那|这个|那个|这张|我的|我这个|该)"
_LAWYER = "(?:(?:[^他她它方客们院]?律师|你们|您们)(?:那边|那里|那儿|人)?)"
_MATTER = f"(?:{_THIS}?(?:{_TICKET}|问题|事情|事)|{_THIS}件事|这个)"
_GONE = "(?:了|啦|喇|哉|咯|嘞|罗|啰)"
_OFF = "(?:取消|撤回|撤销|撤消|撤掉|撤|关闭|关掉|销掉|作废)"
_WISH = "(?:怎么|如何|能不能|能|可不可以|可以|想要|想|要)"
_END = f"(?:一下|掉|{_GONE})*(?:吧|好{_GONE}|算{_GONE}|就行|就好)?"

_NO_LONGER_ZH = (
    (
        f"(?:不|勿|覅|用不)(?:再|想)?(?:用|要|需要|必|着|麻烦|问|想问|打扰|咨询|求助|找|劳烦|劳驾)(?:再|你们|您)*"
        f"(?:麻烦|找|问|回|回复|答复|处理|管|办|看|弄|搞|帮忙|帮|劳烦|需要)?(?:你们|您|{_LAWYER}|我)?{_GONE}"
    ),
    f"(?:不|别|勿)(?:弄|搞|做|办|回|管|看|查|处理|问|找){_GONE}",
    f"覅{_GONE}|算(?:{_GONE}|哒|球{_GONE})(?:吧)?|罢{_GONE}|拉倒吧?|作罢吧?|当我没(?:问|说)(?:过)?|没什么{_GONE}|没事{_GONE}",
    f"(?:问题|事情)?(?:我)?(?:已经|都)?(?:自己)?(?:解决|搞定|弄好|处理好){_GONE}",
    f"{_WISH}?{_OFF}(?:一下|掉|{_GONE})*{_THIS}?{_TICKET}{_END}(?:吗)?",
    f"{_WISH}?(?:把|将)?{_THIS}?{_TICKET}{_WISH}?(?:给我|帮我)?{_OFF}{_END}(?:吗)?",
    f"(?:把|将){_MATTER}(?:给我|帮我)?{_OFF}{_END}",
    f"可以{_OFF}{_GONE}|(?:您|你)?{_OFF}{_END}",
)
_NO_LONGER_EN = (
    r"never ?mind|nvm|forget (?:about )?(?:it|this|that)|drop (?:it|this)|no thanks|no thank you",
    (
        r"(?:cancel|withdraw|close|delete|scrap)(?: (?:it|this|that|(?:the|my|this|that) "
        r"(?:ticket|request|question|enquiry|inquiry|case)))?(?: please)?"
    ),
    (
        r"(?:how (?:do|can) i|can (?:i|you|we)|could you|i (?:want|would like|wish) to|i d like to) "
        r"(?:cancel|withdraw|close) (?:the|my|this|that) (?:ticket|request|question|enquiry|inquiry)"
    ),
    (
        r"(?:i |we )?(?:do not|no longer) (?:need|want) (?:it|this|that|(?:a|the|my|your) lawyer|help|an answer|you)"
        r"(?: any ?more| any longer| now)?"
    ),
    r"(?:it is |that is |this is )?(?:not needed|no longer needed|not necessary)(?: any ?more| any longer| now)?",
    r"no need(?: any ?more| now)?|do not bother(?: any ?more)?",
    (
        r"(?:it is |that is |this is |it has been |i have )?(?:been )?(?:already )?(?:solved|resolved|sorted|settled)"
        r"(?: (?:it|out|now|already))*"
    ),
)
_WHY = "(?:怎么会|怎么|为什么|为何|干嘛|哪能)"
_STILL = "(?:还|仍|仍然|都|一直|到现在|现在|至今|这么久|这么长时间|半天|好久|好几天|仲)"
_ANSWER = "(?:回复|回覆|回音|回信|回话|回应|答复|答覆|回|覆|复|理|消息|动静|反应|下文|结果|答案|联系|搭理|睬|接手|接单)"
_REMIND_ZH = (
    f"(?:再)?(?:催|提醒)(?:催|一催|一下|下|一声)?(?:一下|下)?(?:{_LAWYER}|他|她|他们)?(?:一下|下|快点|回复|回|{_GONE})*",
    (
        f"{_LAWYER}?(?:{_WHY}|{_STILL})+(?:没有|没|不|未|毫无)(?:有人|人|{_LAWYER})?(?:给|跟|和)?(?:我|人)?有?"
        f"{_ANSWER}(?:我|人)?{_GONE}?吗?"
    ),
    f"(?:{_LAWYER}|{_WHY})(?:没有|没|不|未)(?:有人|人)?(?:给|跟|和)?我?{_ANSWER}我?{_GONE}?吗?",
    f"(?:没有|没|有没有)人(?:给我|跟我)?(?:{_ANSWER}|管)我?{_GONE}?吗?|有人(?:接手|接单|回){_GONE}?吗",
    f"{_LAWYER}?(?:有没有|有)(?:{_ANSWER}|新消息|新进展|进展){_GONE}?(?:没有|没|吗)?|进展(?:如何|怎么样|怎样){_GONE}?",
    f"(?:{_THIS}?工单|{_LAWYER})(?:现在)?(?:处理|办|进展)?得?(?:怎么样|怎样|如何|什么情况){_GONE}?",
    f"{_LAWYER}(?:还在吗|在不在|在吗|去哪(?:里|儿)?{_GONE}?|人呢|呢|忙完{_GONE}?吗?)|人呢",
    f"{_LAWYER}?(?:什么时候|几时|何时|多长时间|几点)(?:才能|才会|才|能|会|可以)*(?:有|给我)?{_ANSWER}我?",
    f"{_LAWYER}?(?:还要|还得)我?(?:等到|等)?(?:多长时间|什么时候)(?:才能|才会|才|能|会)(?:给我|有人)?{_ANSWER}我?",
    f"(?:还在|一直在|在)等着?(?:{_LAWYER}{_ANSWER}?|{_ANSWER}){_GONE}?",
    (
        rf"等{_GONE}?(?:好久|很久|半天|好几天|好长时间|一?个?(?:上午|下午|晚上|整天)|\d{{1,3}}个?多?(?:天|小时|钟头|分钟|星期|周))"
        f"{_GONE}?"
    ),
    f"(?:快点|尽快|赶快|抓紧){_ANSWER}(?:我|一下|下)*|怎么(?:{_ANSWER})?得?(?:这么|那么)慢",
)
_REMIND_EN = (
    (
        r"(?:is there |do you have |have you got )?any (?:news|updates?|reply|answer|word|response|progress)"
        r"(?: (?:from|by) (?:the|my|a|your) lawyers?)?(?: on (?:this|my ticket|the ticket))?(?: yet| so far)?"
    ),
    r"(?:has|have|did) (?:the|my|a|any) lawyers? (?:answer|reply|respond)(?:ed|replied|d|ied)?(?: (?:me|to me))?(?: yet)?",
    r"(?:has|have) (?:the|my|a|any) lawyers? replied(?: to me)?(?: yet)?",
    (
        r"why (?:has|have|did|does|is) (?:the|my|a|no|nobody)? ?(?:lawyers?|one)? ?(?:not |still )*"
        r"(?:answer|answered|answering|reply|replied|replying|respond|responded|responding|got back to me)"
        r"(?: (?:me|to me|yet))*"
    ),
    (
        r"(?:when|how soon) (?:will|does|is|can) (?:the|my|a) lawyer(?: going to)? "
        r"(?:answer|reply|respond|get back to me)(?: (?:me|to me))?"
    ),
    r"(?:when will i (?:get|hear|have) (?:an answer|a reply|back|from (?:the|my) lawyer))",
    (
        r"(?:i am |we are )?still (?:no (?:answer|reply|news|response|word)|waiting)"
        r"(?: (?:from|for) (?:(?:the|my|a) lawyers?|an answer|a reply|a response))?(?: yet)?"
    ),
    (
        r"(?:no|nobody|no one|the lawyer|my lawyer) (?:has |have )?(?:still )?(?:not )?"
        r"(?:answered|replied|responded|answers|replies)(?: (?:me|to me|yet))*"
    ),
    r"(?:can|could|will) you (?:remind|chase|nudge|ping) (?:the lawyer|my lawyer|him|her|them)",
    r"(?:remind|chase|nudge|ping|hurry up) (?:the lawyer|my lawyer|him|her|them)|hurry up|chase (?:it|this)",
    r"(?:please )(?:reply|answer|respond)(?: to)?(?: me)?(?: soon| quickly| asap)?|(?:reply|answer) (?:me )?please",
    r"how long (?:will|does|is) it (?:take|going to take) to get an? (?:answer|reply)",
    r"what is (?:the status of|happening with|going on with|up with) (?:my|the|this) ticket",
    r"(?:is )?(?:anyone|anybody|somebody|someone|the lawyer|my lawyer) there",
)
_THANKS_ZH = (
    r"不(?:用|必)?(?:谢|客气)|没事儿?|没关系|没问题|不该晒?$",
    (
        f"(?:非常|十分|太|真是|真的|万分|先)?(?:感谢|谢谢|多谢|谢过|谢|感恩)(?:晒|哒|啦|{_GONE})*"
        f"(?:你们|您们|你|您|大家|各位|{_LAWYER}|回复|答复|帮忙|帮助|解答|的|{_GONE})*"
    ),
    (
        f"(?:您|你)?(?:辛苦(?:您|你们|你|{_LAWYER})?{_GONE}?|(?:麻烦|费心|有劳|劳驾)(?:您|你们|你|{_LAWYER})?{_GONE})"
        f"(?:您|你|{_LAWYER})?"
    ),
    f"(?:好[的滴哒嘞咧勒额呀吧哦]?|得嘞|嗯嗯?|哦|噢|喔|要得|妥){_GONE}?",
    f"(?:我)?(?:都|已经)?(?:收到|知道|了解|明白|懂|晓得|清楚|记住|理解)(?:{_GONE}|的)*",
    f"(?:就|先)(?:这样)(?:吧|{_GONE})?",
    f"(?:太好|太棒|真好|很好|挺好|真不错){_GONE}?|(?:很|真|太)有(?:用|帮助){_GONE}?",
)
_THANKS_EN = (
    (
        r"(?:many |ok |okay )?(?:thanks|thank (?:you|u)|thx|tks|thks|ty|cheers|3q)(?: (?:a lot|so much|very much|again|a million|"
        r"a bunch|a ton|indeed))*(?: for (?:your|the|all your|all the) (?:(?:quick|fast|kind|prompt) )?(?:help|reply|answer|advice|time|"
        r"response|support|explanation|information|effort))?"
    ),
    r"(?:that is |it is |sounds |all )?(?:great|perfect|good|fine|wonderful|excellent|clear|very helpful|helpful)",
    r"(?:ok|okay|okey|okk|kk?|alright|all right|got it|understood|noted|i see|i understand|received|roger|will do)",
    r"(?:much )?(?:appreciated?|appreciate it)|i (?:really )?appreciate (?:it|that|this|your help)|no problem|np",
    r"that helps(?: a lot)?",
)
_ASIDE_ZH = (
    f"您好|你好|{_LAWYER}|律师|请问|请|麻烦|帮我|帮忙|给我|那就|那么|那|就|还是|要不|的话|先生|老师|亲|我们|我|先|{_MATTER}"
    f"|不好意思|对不起|抱歉|现在|暂时|大概|已经|可以|行|对的|对|是的|都|的|了|啊|呢|吧|呀|嘛|哈|哦|喔|噢|啦|喇|唉|哎|嗨|喂|哟"
)
_ASIDE_EN = r"hi|hello|hey|dear|please|sorry|well|so|then|and|but|now|actually|anyway|just|it|sir|madam|lawyer|butler|oh|yes|ah"


def _pattern(chinese: tuple[str, ...], english: tuple[str, ...]) -> str:
    latin = "|".join(english)
    return f"{'|'.join(chinese)}|(?<![a-z0-9])(?:{latin})(?![a-z0-9])"


_PHRASE = re.compile(
    f"(?P<no_longer>{_pattern(_NO_LONGER_ZH, _NO_LONGER_EN)})|(?P<remind>{_pattern(_REMIND_ZH, _REMIND_EN)})"
    f"|(?P<thanks>{_pattern(_THANKS_ZH, _THANKS_EN)})|(?P<aside>{_pattern((_ASIDE_ZH,), (_ASIDE_EN,))})"
)
_CLAUSE = re.compile(r"[，,。.!！?？;；:：、~～…\n]+")


def ticket_word(text: str) -> TicketWord | None:
    """What a message says to its ticket, if it says nothing else; None for all other words.

    Who says several things at once means the weightier: a farewell before a reminder, a reminder before thanks.
    """
    if not 0 < len(text) <= LONGEST:
        return None
    said = set[str]()
    for clause in filter(None, map(normalise, _CLAUSE.split(text))):
        if (words := _phrases(clause)) is None:
            return None
        said |= words
    if not said:
        return TicketWord.THANKS if _applauds(text) else None
    if said == {"aside"}:
        return None
    word = next(word for word in TicketWord if word.value in said)
    return None if word is TicketWord.THANKS and text.rstrip().endswith(("?", "？")) else word


def _phrases(clause: str) -> set[str] | None:
    """The kinds of phrases that a clause consists of; None if anything else stands in it."""
    found: set[str] = set()
    at = 0
    while at < len(clause):
        phrase = _PHRASE.match(clause, at)
        if phrase is None or phrase.end() == at:
            return None
        found.add(str(phrase.lastgroup))
        at = phrase.end()
        while clause[at : at + 1] == " ":
            at += 1
    return found


def _applauds(text: str) -> bool:
    signs = {character for character in text if not character.isspace()} - _SKIN_AND_FORM
    return bool(signs) and signs <= APPLAUSE
