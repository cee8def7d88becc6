"""`butler people import`: a look first, then the change, on both engines; and what the bot makes of it."""

import asyncio
import datetime as dt
from pathlib import Path

import pytest
from engines import opened, rows_of
from lists import ENTERPRISES, LAWYERS, code, workbook

from bot.cli import main
from bot.config.settings import Config
from bot.domain.people import Role
from bot.knowledge.files.holidays import Schedules
from bot.storage import enterprises, people, roster

ROOT = Path(__file__).parents[2]
CALENDAR = Config().calendar_with(Schedules(frozenset(), frozenset(), frozenset()))
NOW = dt.datetime(2026, 11, 23, 2, tzinfo=dt.UTC)  # 10:00 in Jiashan
COUNTED = ("people", "addresses", "roles", "lawyers", "enterprises", "outbox", "accounts")


class Bureau:
    """A database, a folder for lists, and the command."""

    def __init__(self, url, folder, capsys):
        self.url = url
        self._folder = folder
        self._capsys = capsys

    async def imports(self, content, *options, file="名单.csv"):
        """Import a list; the exit status, and what was said."""
        path = self._folder / file
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        words = ["people", "import", str(path), "--config", str(self._folder / "config.yaml"), *options]
        status = await asyncio.to_thread(main, words)
        said = self._capsys.readouterr()
        return status, said.out + said.err

    async def takes(self, *rows, headings=LAWYERS):
        """Import rows for good; what was said."""
        status, said = await self.imports("\n".join([headings, *rows]), "--yes")
        assert status == 0, said
        return said

    async def counts(self):
        return {table: (await rows_of(self.url, f"SELECT count(*) FROM {table}"))[0][0] for table in COUNTED}

    async def lawyers(self):
        async with opened(self.url) as database, database.reading() as tx:
            return {each.name: each for each in await roster.lawyers(tx, NOW, CALENDAR)}


@pytest.fixture
async def bureau(database_url, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    (tmp_path / "config.yaml").write_text("{answers: {encoder: none}}\n")
    monkeypatch.setenv("BUTLER_DATABASE__URL", database_url)
    monkeypatch.setenv("BUTLER_TELEGRAM__TOKEN", "77:test")
    async with opened(database_url):
        pass
    return Bureau(database_url, tmp_path, capsys)


async def test_a_look_says_what_would_change_and_changes_nothing(bureau):
    before = await bureau.counts()
    status, said = await bureau.imports(
        f"{LAWYERS}\n5,张三,示例律师事务所,,中文,公证,西塘镇\n", "--lang", "zh"
    )
    assert (status, await bureau.counts()) == (0, before)
    assert "新增  第 2 行  张三 (5)" in said
    assert "专长: 公证惠企服务" in said
    assert "律师：新增 1，修改 0，不变 0，跳过 0" in said
    assert "还没有写入" in said


async def test_a_new_lawyer_is_on_the_roster_with_specialities_and_gets_the_menu(bureau):
    said = await bureau.takes("5,张三,示例律师事务所,13304201010123456,中文、英语,公证,西塘镇", "6,李四,,,,,")
    assert "2 new, 0 changed" in said
    assert "press Start" in said
    lawyers = await bureau.lawyers()
    assert (lawyers["张三"].on_duty, lawyers["张三"].specialities) == (True, {"notary-services"})
    assert await rows_of(bureau.url, "SELECT kind, count(*) FROM outbox GROUP BY kind") == [("menu", 2)]
    assert await rows_of(bureau.url, "SELECT external_id FROM accounts") == [("77",)]
    [(languages,)] = await rows_of(bureau.url, "SELECT languages FROM lawyers WHERE firm IS NOT NULL")
    assert languages == '["en", "zh"]'


async def test_the_same_list_again_changes_nothing(bureau):
    rows = ["5,张三,示例律师事务所,13304201010123456,中文、英语,公证,西塘、姚庄"]
    await bureau.takes(*rows)
    before = await bureau.counts()
    assert "nothing to write" in await bureau.takes(*rows)
    assert "nothing to write" in await bureau.takes(rows[0].replace("中文、英语", "英语、中文"))
    assert await bureau.counts() == before


async def test_a_changed_cell_is_shown_with_what_was_there_and_an_empty_one_changes_nothing(bureau):
    await bureau.takes("5,张三,示例律师事务所,13304201010123456,中文,公证,西塘")
    said = await bureau.takes("5,张三丰,,,,法律援助协同优化,")
    assert "name: 张三 → 张三丰" in said
    assert "specialities: Notary services for enterprises → Legal aid" in said
    assert "firm" not in said
    assert (await bureau.lawyers())["张三丰"].specialities == {"legal-aid"}
    assert await rows_of(bureau.url, "SELECT count(*) FROM lawyers WHERE firm IS NOT NULL") == [(1,)]


async def test_a_lawyer_whom_an_admin_removed_does_not_come_back_by_a_list(bureau):
    await bureau.takes("5,张三,,,,,")
    lawyer = (await bureau.lawyers())["张三"].id
    async with opened(bureau.url) as database, database.transaction() as tx:
        await roster.revoke(tx, lawyer, Role.LAWYER, by=None, now=NOW)
    said = await bureau.takes("5,张三,新律所,,,,")
    assert "passed over" in said
    assert "1 passed over" in said
    assert await bureau.lawyers() == {}
    assert await rows_of(bureau.url, "SELECT firm FROM lawyers") == [(None,)]


async def test_an_owner_who_becomes_a_lawyer_stays_the_same_person(bureau):
    async with opened(bureau.url) as database, database.transaction() as tx:
        account = await people.account(tx, "77", "bot", NOW)
        owner = await people.at_address(tx, account.id, "5", NOW)
    await bureau.takes("5,张三,,,,,")
    assert (await bureau.lawyers())["张三"].id == owner


async def test_a_list_with_any_fault_is_not_written_at_all(bureau):
    before = await bureau.counts()
    status, said = await bureau.imports(
        f"{LAWYERS}\n5,张三,,,,,\n@li,李四,,,火星文,,\n", "--yes", "--lang", "zh"
    )
    assert (status, await bureau.counts()) == (1, before)
    assert "名单.csv 第 3 行 A 列（Telegram 编号）：@li 是用户名" in said
    assert "第 3 行 E 列（语言）" in said
    assert "共 2 处要改；什么都没有写入" in said


async def test_enterprises_are_found_again_by_code_and_those_of_the_list_by_name(bureau):
    await bureau.takes(f"示例五金有限公司,,{code(1)},西塘,五金,", "示例家具厂,,,,,", headings=ENTERPRISES)
    said = await bureau.takes(
        f"示例五金科技有限公司,示例五金有限公司,{code(1)},,,王五",
        f"示例家具厂,,{code(2)},,,",
        headings=ENTERPRISES,
    )
    assert "name: 示例五金有限公司 → 示例五金科技有限公司" in said
    assert f"credit code: (empty) → {code(2)}" in said
    assert "0 new, 2 changed" in said
    assert (await bureau.counts())["enterprises"] == 2


async def test_the_list_tells_an_owners_own_enterprise_apart_from_one_that_it_names(bureau):
    async with opened(bureau.url) as database, database.transaction() as tx:
        account = await people.account(tx, "77", "bot", NOW)
        for number, credit_code in ((1, code(1)), (2, None)):
            owner = await people.at_address(tx, account.id, str(number), NOW)
            await enterprises.join(tx, owner, name="甲厂", credit_code=credit_code, town="西塘", now=NOW)
    said = await bureau.takes(f"甲厂,,{code(1)},西塘,,", "乙厂,,,,,", headings=ENTERPRISES)
    assert "put on the list" in said
    assert await rows_of(bureau.url, "SELECT count(*) FROM enterprises WHERE listed_at IS NULL") == [(1,)]
    assert (await bureau.counts())["enterprises"] == 3


async def test_a_name_alone_does_not_lead_to_an_enterprise_that_only_its_owner_named(bureau):
    async with opened(bureau.url) as database, database.transaction() as tx:
        account = await people.account(tx, "77", "bot", NOW)
        owner = await people.at_address(tx, account.id, "1", NOW)
        await enterprises.join(tx, owner, name="甲厂", credit_code=code(1), town=None, now=NOW)
    assert "1 new" in await bureau.takes("甲厂,,,,,", headings=ENTERPRISES)
    assert (await bureau.counts())["enterprises"] == 2


async def test_what_an_owner_typed_as_the_name_stays_their_own(bureau):
    async with opened(bureau.url) as database, database.transaction() as tx:
        account = await people.account(tx, "77", "bot", NOW)
        owner = await people.at_address(tx, account.id, "1", NOW)
        await enterprises.join(tx, owner, name="老王的厂", credit_code=code(1), town=None, now=NOW)
    await bureau.takes(f"示例五金有限公司,,{code(1)},,,", headings=ENTERPRISES)
    async with opened(bureau.url) as database, database.reading() as tx:
        assert (await enterprises.of_person(tx, owner)).name == "老王的厂"


async def test_a_workbook_with_both_lists_is_taken_over_in_one_go(bureau):
    content = workbook(
        ("律师", [["姓名", "Telegram 编号"], ["张三", 5]]),
        ("企业", [["企业名称"], ["甲厂"]]),
        ("说明", [["样例"]]),
    )
    status, said = await bureau.imports(content, "--yes", file="名单.xlsx")
    assert status == 0
    assert "lawyers: 1 new" in said
    assert "enterprises: 1 new" in said
    assert "名单.xlsx [说明]: no heading is known" in said


async def test_without_a_token_enterprises_are_taken_and_lawyers_wait_for_a_bot_that_can_greet_them(
    bureau, monkeypatch
):
    monkeypatch.delenv("BUTLER_TELEGRAM__TOKEN")
    await bureau.takes("甲厂,,,,,", headings=ENTERPRISES)
    status, said = await bureau.imports(f"{LAWYERS}\n5,张三,,,,,\n", "--yes")
    assert (status, "set BUTLER_TELEGRAM__TOKEN" in said) == (1, True)
    assert await bureau.lawyers() == {}


async def test_a_file_that_is_not_there_is_one_readable_line(bureau, capsys):
    assert await asyncio.to_thread(main, ["people", "import", "nowhere.csv"]) == 1
    assert capsys.readouterr().err.startswith("nowhere.csv: this file is missing\n")
