"""What an answer rests on, as people read it, and how it changes with the law by itself."""

import shutil
from pathlib import Path

import pytest
from stage import set_up

ROOT = Path(__file__).parents[2]
ASKED, ANSWERS = "收到罚款决定书多久内可以申请复议", "reconsideration-deadline"


SQUATTED = "用了多年的牌子被别人抢注了怎么办"


@pytest.fixture
def folder(tmp_path):
    """The product's own knowledge, for a test to change."""
    return shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge")


@pytest.fixture
def performance(tmp_path, folder, database_url):
    """Let the bot read the folder, on each database engine in turn."""
    return lambda: set_up(tmp_path, BUTLER_DATABASE__URL=database_url, BUTLER_KNOWLEDGE__PATH=str(folder))


def add(folder, field, yaml):
    """Write lines below a field of the entry that answers."""
    file = folder / "measures" / "administrative-reconsideration.yaml"
    before, at, entry = file.read_text("utf-8").partition(f"  - id: {ANSWERS}\n")
    file.write_text(before + at + entry.replace(f"    {field}:\n", f"    {field}:\n{yaml}", 1), "utf-8")


async def test_an_inserted_article_and_a_text_without_articles_are_cited_as_lawyers_do(folder, performance):
    add(
        folder,
        "legal_basis",
        "      - {statute: criminal-law, articles: [276, 276-1]}\n      - statute: company-law-88-reply\n",
    )
    async with performance() as stage:
        await stage.owner.agrees()
        stage.owner.says(ASKED)
        await stage.owner.hears(
            "第276条、第276条之一\n", "《公司法第八十八条不溯及适用批复》（2024年公布）\n"
        )
        stage.owner.says("/language")
        await stage.owner.hears()
        stage.owner.taps("English")
        await stage.owner.hears()
        stage.owner.says("what is the legal basis")
        await stage.owner.hears(
            "art. 276, 276-1\n", "Supreme Court Reply on Company Law Article 88 (issued 2024)\n"
        )


async def test_from_the_day_on_which_the_law_changes_the_new_rule_is_said(stage):
    await stage.owner.agrees()
    await stage.moves(days=38, hours=13, minutes=59)  # the last minute of 2026 in Jiashan
    stage.owner.says(SQUATTED)
    await stage.owner.hears(
        "公告3个月内可以提异议", "自2027年1月1日起施行新修订的商标法", "《商标法》（2019年修正）"
    )
    await stage.moves(minutes=6)  # later than a question counts as the same one
    stage.owner.says(SQUATTED)
    said = await stage.owner.hears("公告2个月内可以提异议", "《商标法》（2026年修订）")
    assert "2019年修正" not in said["text"]
    assert "自2027年1月1日起" not in said["text"]
    stage.owner.says("期限多久")
    await stage.owner.hears("初步审定公告起2个月")
