"""A small knowledge folder that is right in every way, for tests to break in one."""

import copy
import datetime as dt
from pathlib import Path

import yaml

from bot.knowledge.files.schema import MEASURES

TODAY = dt.date(2026, 11, 23)

TOPICS = {
    "exclusive-butler": ("谁是我的法律管家", "who is my legal butler"),
    "legal-checkup": ("法治体检怎么报名", "how to book a legal check-up"),
    "contract-debt-relief": ("客户拖欠货款", "customer does not pay the invoice"),
    "labour-relations": ("试用期辞退员工", "dismiss a worker in probation"),
    "dispute-mediation": ("调解协议对方反悔", "other side breaks the mediation agreement"),
    "administrative-reconsideration": ("罚款决定申请行政复议", "challenge a fine by reconsideration"),
    "enforcement-supervision": ("执法人员乱检查", "inspectors come too often"),
    "legal-aid": ("法律援助申请条件", "who can get legal aid"),
    "notary-services": ("公证处保全证据", "notary preserves evidence"),
    "cross-region-cooperation": ("青浦区的债务人起诉", "sue a debtor in Qingpu"),
}


STORIES_ZH = ("急死了", "合理吗", "能告吗", "求助", "该找谁", "要多久")
STORIES_EN = ("since March", "what now", "is that fair")


def stories(topic: str, ends: tuple[str, ...]) -> list[str]:
    """The topic told at length, as people tell it."""
    often = 60 // len(topic) + 1
    return [" ".join([topic] * often + [end]) for end in ends]


def entry(measure: str) -> dict[str, object]:
    zh, en = TOPICS[measure]
    return {
        "id": f"{measure}-first",
        "title": {"zh": zh, "en": en.capitalize()},
        "side": ["none"],
        "stage": ["before"],
        "phrasings": {
            "zh": [
                f"{zh}怎么办",
                f"请问{zh}要注意啥",
                f"{zh}有什么规定",
                f"老板问{zh}",
                *stories(zh, STORIES_ZH),
            ],
            "en": [
                f"{en} please",
                f"what about {en}",
                f"rules when {en}",
                f"help me: {en}",
                *stories(en, STORIES_EN),
            ],
        },
        "answer": {
            "zh": {"short": f"{zh}：可以，期限是60日。", "steps": ["先准备材料。", "地址：{window.address}"]},
            "en": {
                "short": f"{en}: yes, within 60 days.",
                "steps": ["Prepare.", "Address: {window.address}"],
            },
        },
        "legal_basis": [{"statute": "some-law", "articles": [20]}],
        "figures": [{"value": 60, "unit": "calendar_day", "statute": "some-law", "article": 20}],
        "review_by": dt.date(2027, 5, 31),
    }


def talk(name: str, zh: str, en: str) -> dict[str, object]:
    both = {"zh": zh, "en": en}
    return {"id": name, "title": both, "phrasings": {"zh": [zh], "en": [en]}, "reply": both}


def files() -> dict[str, object]:
    """Every file of the folder as a plain value, by its name."""
    found: dict[str, object] = {
        f"measures/{slug}.yaml": {
            "measure": slug,
            "origin": "reconstruction",
            "title": {"zh": TOPICS[slug][0], "en": TOPICS[slug][1]},
            "summary": {"zh": "一句话。", "en": "One sentence."},
            "entries": [entry(slug)],
        }
        for slug in MEASURES
    }
    found["statutes.yaml"] = {"statutes": {"some-law": law(), "some-law-2017": law("some-law")}}
    found["glossary.yaml"] = {"synonyms": [{"zh": ["货款", "账款"]}], "typos": {"仲才": "仲裁"}}
    found["conversation.yaml"] = {
        "small_talk": [talk("hello", "你好", "hello")],
        "refusals": [talk("hide-assets", "怎么转移财产躲债", "how to hide assets from creditors")],
        "out_of_scope": [talk("divorce", "离婚财产怎么分", "how to divide property in divorce")],
    }
    found["alarms.yaml"] = {
        "alarms": [talk("detention", "老板被警察带走拘留了", "police detained the boss")],
        "ordinary": {"zh": ["拘留最长几天"]},
    }
    found["offices.yaml"] = {"offices": {"window": {"title": {"zh": "窗口", "en": "Window"}}}}
    found["checks/labour-relations.yaml"] = {
        "checks": [
            {
                "entry": "labour-relations-first",
                "must_match": {"zh": ["试用期想辞退员工可以吗"], "en": ["can i dismiss a probation worker"]},
                "must_not_match": {"zh": ["法律援助的申请条件是什么"]},
            }
        ],
        "none": {"zh": ["今天天气真好"]},
        "red_flags": {"zh": ["老板被警察带走拘留"]},
    }
    return found


def law(later: str | None = None) -> dict[str, object]:
    both = {"zh": "某法", "en": "Some Law"}
    plain = {
        "title": both,
        "short": both,
        "version": {"zh": "2023年", "en": "2023"},
        "in_force_from": dt.date(2024, 1, 1),
        "articles": 90,
    }
    earlier = {
        "in_force_from": dt.date(2018, 1, 1),
        "in_force_to": dt.date(2023, 12, 31),
        "superseded_by": later,
    }
    return plain | (earlier if later else {})


class Plain(yaml.SafeDumper):
    """Writes everything out, as people do: no anchors, no aliases."""

    def ignore_aliases(self, data: object) -> bool:
        return True


class Room:
    """The folder on disk; tests change a file as a value, or as text."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.values = copy.deepcopy(files())
        for name in self.values:
            self.save(name)

    def save(self, name: str) -> None:
        self.write(name, yaml.dump(self.values[name], Dumper=Plain, allow_unicode=True, sort_keys=False))

    def write(self, name: str, text: str) -> None:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def entry(self, measure: str) -> dict:
        return self.values[f"measures/{measure}.yaml"]["entries"][0]

    def change(self, measure: str, **fields: object) -> None:
        self.entry(measure).update(fields)
        self.save(f"measures/{measure}.yaml")
