"""Chinese written in Latin letters by its sound: told apart from English, and split into syllables."""

import functools
import re
import unicodedata


def words_of(text: str) -> frozenset[str]:
    """The words of a list that is written as a text."""
    return frozenset(text.split())


_TABLE = """
a o e ai ei ao ou an en ang er
b: a o ai ei ao an en ang eng i ie iao ian in ing u
p: a o ai ei ao ou an en ang eng i ie iao ian in ing u
m: a o e ai ei ao ou an en ang eng i ie iao iu ian in ing u
f: a o ei ou an en ang eng u
d: a e ai ei ao ou an en ang eng ong i ie iao iu ian ing u uo ui uan un
t: a e ai ei ao ou an ang eng ong i ie iao ian ing u uo ui uan un
n: a e ai ei ao ou an en ang eng ong i ie iao iu ian in iang ing u uo uan v ve
l: a e ai ei ao ou an ang eng ong i ia ie iao iu ian in iang ing u uo uan un v ve
g: a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang
k: a e ai ao ou an en ang eng ong u ua uo uai ui uan un uang
h: a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang
j: i ia ie iao iu ian in iang ing iong u ue uan un
q: i ia ie iao iu ian in iang ing iong u ue uan un
x: i ia ie iao iu ian in iang ing iong u ue uan un
zh: a e i ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang
ch: a e i ai ao ou an en ang eng ong u ua uo uai ui uan un uang
sh: a e i ai ei ao ou an en ang eng u ua uo uai ui uan un uang
r: e i ao ou an en ang eng ong u uo ui uan un
z: a e i ai ei ao ou an en ang eng ong u uo ui uan un
c: a e i ai ao ou an en ang eng ong u uo ui uan un
s: a e i ai ao ou an en ang eng ong u uo ui uan un
y: a o e ao ou an in ang ing ong i u ue uan un
w: a o ai ei an en ang eng u
"""
"""The syllables of Hanyu Pinyin (GB/T 16159), by initial; v stands for ü, as on a keyboard."""

ALSO_ENGLISH = words_of("""
a abuse age alike along alongside an angle are arise aside aware balance ban banana bandage bare base
bike bin binding bite bone buying came can candidate cane care case chance change chase china chinese
citizen cute damage dance danger data date debate decide deciding defence delaying delegate delete
deleting demanding die dine eliminate ending engage ensure exiting fade fake fan fate fence foreseen
game gang gate gene guidance guide handing hang hate he hen hence here huge human hunting june lane
language late lean lie lime line long longer made make male man manage mandate maritime me mean medicine
men menu mere mile mine mini mining minute misuse mobile mode more mute name naming nature nice nine
ocean one open opener orange pace page pale pan paying pen pending pie pike pin ping pole police pose
pure rang range refuse relate relating remaining remote rename renting residing resume resuming
retaining retaliate rice ride rise routine rule ruling run sage sake sale same sane sang saying seen
sending sense sewage shade shake shame share she shine side site size song suite sun sure take taken
tale tan tang taxi tie tile time timing tune wage waiting wake wan wanting woken woman women you
""")
"""English words that could be read as pinyin. Left out is what is rare in English and frequent in Chinese (bang, wang)."""

BORROWED = words_of("""
ok okay okey thanks thx thank hello hi hey bye sorry yes no pls please good nice cool app apps pdf ppt word excel wechat
weixin alipay email mail vip ktv iphone ipad android wifi boss ceo cfo hr it pm ai qq sos help plus pro max hhh lol emm
emmm emmmm www http https com cn ltd co inc llc limited company
""")
"""What people put into a sentence of any language: alone it says nothing about the language."""

LONGEST_TOKEN = 40
"""Letters of one word; nobody writes more syllables together."""
_TOKEN = re.compile(r"[a-z]+(?:['’][a-z]+)*")
_TONED = re.compile(r"([a-z]{1,6})[1-5](?![0-9])")
_MARKS = {0x0304, 0x0301, 0x030C, 0x0300, 0x0306}


@functools.lru_cache(maxsize=64)
def is_pinyin(text: str) -> bool:
    """Whether a text without characters is Chinese by its sound: at least two syllables, hardly any English.

    At least a third of the words that could be pinyin are nothing else, and of plain English words there is at most one
    for three of these. While one message is handled, several ask.
    """
    tokens = [token for token in _TOKEN.findall(_plain(text)) if token not in BORROWED]
    spelt = [token for token in tokens if syllables(token)]
    sure = [token for token in spelt if token not in ALSO_ENGLISH]
    said = [each for token in spelt for each in syllables(token)]
    foreign = len(tokens) - len(spelt)
    return bool(sure) and len(set(said)) > 1 and 3 * len(sure) >= len(spelt) and 3 * foreign <= len(sure)


def is_only_pinyin(word: str) -> bool:
    """Whether one word, in small letters, is pinyin and no English."""
    return word not in ALSO_ENGLISH and bool(syllables(word))


@functools.lru_cache(maxsize=4096)
def syllables(token: str) -> tuple[str, ...]:
    """The syllables of one word in small letters, as few as possible; none if it is not pinyin."""
    parts = re.split("['’]", token)
    split = [_split(part) for part in parts]
    return tuple(each for part in split for each in part) if all(split) else ()


def _split(part: str) -> tuple[str, ...]:
    """A syllable that is a vowel only stands at the beginning, or behind an apostrophe, as the rules of spelling ask."""
    if not part or len(part) > LONGEST_TOKEN:
        return ()
    best: list[tuple[str, ...] | None] = [(), *([None] * len(part))]
    for end in range(1, len(part) + 1):
        for start in range(max(0, end - 6), end):
            before, syllable = best[start], part[start:end]
            if before is None or syllable not in SYLLABLES or (start and syllable in {"a", "o", "e"}):
                continue
            known = best[end]
            if known is None or len(before) + 1 < len(known):
                best[end] = (*before, syllable)
    return best[-1] or ()


def _plain(text: str) -> str:
    """Small letters without tones: neither marks above them nor digits behind them; ü is v."""
    small = unicodedata.normalize("NFKC", text).casefold()
    bare = "".join(each for each in unicodedata.normalize("NFD", small) if ord(each) not in _MARKS)
    bare = unicodedata.normalize("NFC", bare).replace("ü", "v").replace("u:", "v")
    return _TONED.sub(lambda found: f"{found[1]} " if found[1] in SYLLABLES else found[0], bare)


def _read(table: str) -> frozenset[str]:
    found: set[str] = set()
    for line in table.strip().splitlines():
        initial, _, finals = line.rpartition(":")
        found |= {initial + final for final in finals.split()}
    return frozenset(found)


SYLLABLES = _read(_TABLE)
