"""Forms of address and politeness, which say nothing of what is asked: "律师你好，请问…谢谢", "hello, could you please…".

They are taken out of a text in normal form before it is compared with anything, unless hardly anything else is said.
"""

import re

from bot.matching.text import normal_form

_WHO = "(?:各位|尊敬的|亲爱的|专业的?|大)?(?:律师|老师|专家|管家|师傅|领导|同志|朋友)(?:们|大人|先生|女士|朋友|老师)?"
_CHINESE = re.compile(
    rf"(?:{_WHO}\s*(?:你|您|大家|你们|您们)?|你|您|大家|你们|您们)好(?![几像多久])(?:呀|啊|哦|吗)?"
    rf"|(?:早上|上午|中午|下午|晚上)好|^{_WHO}(?=\s|我|请问|想)"
    r"|(?:打扰|麻烦|辛苦|劳驾)(?:您|你|大家|律师)?(?:一下|了)?(?=\s|$)"
    rf"|(?:(?:^|(?<=\s))(?:我|我们)?(?:麻烦|想要?|要|来)?|(?:我|我们)(?:麻烦|想要?|要|来)|麻烦|想)(?:请问|请教|咨询|打听|问)(?:一下|下|个问题|一个问题)(?:{_WHO})?(?:是|就是)?"
    rf"|(?:我)?(?:想|麻烦)?请(?:问|教)(?:下)?(?:{_WHO})?"
    rf"|(?:非常|十分|万分|多|先)?(?:谢谢|感谢|感激不尽|谢了|拜谢)(?:你|您|大家|啦|了|{_WHO})*(?:的?(?:解答|回复|帮助|帮忙|指点))?"
    rf"|(?:在线|坐)等(?:回复|答案|急)?|(?:急+|跪|恳)(?:求|请)(?:{_WHO})?(?:解答|帮助|帮忙|指点|回复|支招)?"
    rf"|(?:希望|盼|望|请|求|烦请|恳请|劳烦|麻烦)(?:各位|有关)?(?:{_WHO})?(?:能|给)?(?:予以|帮我|帮忙|给我)?(?:解答|回复|指点|指教|支招|解惑)(?:一下|下)?"
    r"|(?:万分|非常|很)?着?急{2,}|拜托了?|帮帮忙|哈喽|嗨"
)
_ENGLISH = re.compile(
    r"\b(?:(?:hi|hello|hey|dear)(?: there| all| everyone| sir| madam| lawyer| team| butler)*"
    r"|good (?:morning|afternoon|evening|day)|sorry to (?:bother|disturb)(?: you)?|excuse me|quick question"
    r"|(?:i (?:would like|want|wish) to|can i|could i|may i|let me) (?:just )?ask(?: you)?(?: a question| something)?(?! here| for| my| our)"
    r"|(?:could|can|would|will) you (?:please |kindly )?(?:advise|help me|tell me|let me know|explain)(?: me)?"
    r"|please(?: advise| help(?: me)?| let me know)?|kindly|(?:many |lots of )?thanks(?: a lot| so much| in advance| for (?:your|any) (?:help|advice|time))*"
    r"|thank you(?: very much| so much| in advance| for (?:your|any) (?:help|advice|time))*|best regards|regards|cheers|asap)\b"
)
_LEAST = 3
"""Characters of content that must be left, or the whole text stays as it is."""


def without_courtesy(normal: str) -> str:
    """A text in normal form without forms of address and politeness."""
    rest = _ENGLISH.sub(" ", normal)
    if not normal.isascii():
        rest = _CHINESE.sub(" ", rest)
    if rest == normal:
        return normal
    rest = " ".join(rest.split())
    return rest if len(normal_form.content(rest).replace(" ", "")) >= _LEAST else normal
