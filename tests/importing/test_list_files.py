"""What is read of an admin's list, and what is said of each thing that is wrong with it, by row and column."""

from pathlib import Path

import pytest
from lists import ENTERPRISES, LAWYERS, MEASURES, code, read, workbook
from told import chinese, english

from bot.domain.enterprise import check_character
from bot.domain.register import EnterpriseEntry, LawyerEntry
from bot.errors import RosterError
from bot.importing.columns import ENTERPRISE_COLUMNS, bare, lawyer_columns

FULL = '123456789,张三,示例律师事务所,13304201010123456,中文、英语,公证；Legal aid,"姚庄镇,西塘"'
LAWYER = LawyerEntry(
    2, "123456789", "张三", "示例律师事务所", "13304201010123456", ("zh", "en"), ("notary-services", "legal-aid"), ("姚庄", "西塘")
)  # fmt: skip


def lawyers(*rows, lang="zh"):
    return read("\n".join([LAWYERS, *rows]), lang=lang).lawyers


def enterprises(*rows):
    return read("\n".join([ENTERPRISES, *rows])).enterprises


def faults(content, file="名单.csv", lang="zh"):
    with pytest.raises(RosterError) as refused:
        read(content, file, lang)
    return refused.value.faults


def fault(content, file="名单.csv"):
    [only] = faults(content, file)
    return only


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_list_is_the_same_in_every_encoding_that_excel_saves(encoding):
    text = f"{LAWYERS}\r\n{FULL}\r\n"
    assert read(text.encode(encoding)).lawyers == (LAWYER,)


def test_the_mark_of_utf8_does_not_hide_a_heading_in_quotes():
    text = '"Telegram 编号",姓名\n5,张三\n'
    assert read(text.encode("utf-8-sig")).lawyers == (LawyerEntry(2, "5", "张三"),)


@pytest.mark.parametrize("sign", [",", ";", "\t", "，"])
def test_a_list_is_cut_at_the_sign_that_its_headings_are_cut_at(sign):
    rows = [LAWYERS.replace(",", sign), sign.join(["123456789", "张三", "示例律师事务所", "", "", "", ""])]
    assert read("\n".join(rows)).lawyers == (LawyerEntry(2, "123456789", "张三", "示例律师事务所"),)


def test_headings_may_be_english_in_any_order_and_stand_below_a_title():
    text = 'Lawyers of the county,,\n\nFIRM*,Name,"Telegram ID (digits)"\nExample LLP,Zhang San,5\n'
    assert read(text).lawyers == (LawyerEntry(4, "5", "Zhang San", "Example LLP"),)


def test_empty_rows_are_passed_over_and_rows_are_counted_as_excel_shows_them():
    text = f'{LAWYERS}\n,,,,,,\n5,张三,"示例\n律师事务所",,,,\n\n6,李四,,,,,\n'
    assert [(each.row, each.name) for each in read(text).lawyers] == [(3, "张三"), (5, "李四")]
    assert read(text).lawyers[0].firm == "示例律师事务所"


@pytest.mark.parametrize(
    "written",
    ["１２３４５６７８９０", " 1234567890 ", "'1234567890", '"=""1234567890"""', '"1,234,567,890"', "1234567890.0", "1234 567 890", "\u200b1234567890\u00a0", "1.234567890E+09"],
)  # fmt: skip
def test_a_telegram_id_is_read_however_excel_or_people_write_it(written):
    assert [each.telegram_id for each in lawyers(f"{written},张三,,,,,")] == ["1234567890"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("张　三", "张三"),
        (" 张 三 ", "张三"),
        ("Zhang   San", "Zhang San"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("张\u200b三", "张三"),
    ],
)
def test_a_name_loses_the_spaces_that_only_line_it_up(written, name):
    assert [each.name for each in lawyers(f"5,{written},,,,,")] == [name]


@pytest.mark.parametrize(
    ("written", "codes"),
    [("中文", ("zh",)), ("普通话/English", ("zh", "en")), ("中文 英语 日语", ("zh", "en", "ja")), ("zh、EN", ("zh", "en")),
     ('"Chinese, English"', ("zh", "en")), ("嘉善话；中文；汉语", ("wuu", "zh")), ("无", None), ("", None)],
)  # fmt: skip
def test_languages_are_read_from_words_or_codes(written, codes):
    assert [each.languages for each in lawyers(f"5,张三,,,{written},,")] == [codes]


@pytest.mark.parametrize(
    ("written", "slugs"),
    [("劳动用工法律指导", ("labour-relations",)), ("公证", ("notary-services",)), ("legal-aid", ("legal-aid",)),
     ("勞動用工、公證", ("labour-relations", "notary-services")),
     ('"Labour, employment guidance"', ("labour-relations",)), ('"legal aid, notary"', ("legal-aid", "notary-services"))],
)  # fmt: skip
def test_specialities_are_measures_by_title_slug_or_a_part_that_only_one_has(written, slugs):
    assert [each.specialities for each in lawyers(f"5,张三,,,,{written},")] == [slugs]


def test_an_enterprise_is_read_with_its_former_names_whatever_their_commas():
    written = code(7).lower()
    row = f'示例五金有限公司,"旧名一厂；Old Works Co., Ltd.、旧名二厂",{written[:8]} {written[8:]},西塘镇,五金,李四 13800000000'
    aliases = ("旧名一厂", "Old Works Co., Ltd.", "旧名二厂")
    assert enterprises(row) == (
        EnterpriseEntry(2, "示例五金有限公司", aliases, code(7), "西塘", "五金", "李四 13800000000"),
    )


def test_a_code_with_an_e_among_its_digits_is_no_shortened_number():
    whole = next(text for number in range(9999) if (text := _with_e(number)))
    assert [each.credit_code for each in enterprises(f"示例五金有限公司,,{whole},,,")] == [whole]


def _with_e(number):
    first17 = f"91330421{number:06}E12"
    check = check_character(first17)
    return first17 + check if check.isdigit() else None


BAD_CELLS = [
    ("a shortened id", "1.23457E+09,张三,,,,,", "A", "后面的数字已经丢失"),
    ("a user name", "@zhangsan,张三,,,,,", "A", "是用户名"),
    ("a link", "https://t.me/zhangsan,张三,,,,,", "A", "是用户名"),
    ("a group", "-1001234567890,张三,,,,,", "A", "群组"),
    ("a telephone with plus", "+8613800000000,张三,,,,,", "A", "不是 Telegram 编号"),
    ("an id of letters", "abc,张三,,,,,", "A", "不是 Telegram 编号"),
    ("zero", "0,张三,,,,,", "A", "不是 Telegram 编号"),
    ("an id too long", "99999999999999999999999,张三,,,,,", "A", "不是 Telegram 编号"),
    ("raised digits", "²³x,张三,,,,,", "A", "不是 Telegram 编号"),
    ("no id", ",张三,,,,,", "A", "不能空着"),
    ("no name", "5,,,,,,", "B", "不能空着"),
    ("a dash for a name", "5,—,,,,,", "B", "不能空着"),
    ("a number for a name", "5,13800000000,,,,,", "B", "不是名称"),
    ("question marks", "5,??,,,,,", "B", "变成了问号"),
    ("a replacement sign", "5,张\ufffd,,,,,", "B", "变成了问号"),
    ("an error of Excel's", "5,#N/A,,,,,", "B", "Excel 的出错提示"),
    ("a column too narrow", "5,张三,,########,,,", "D", "Excel 的出错提示"),
    ("a formula", "5,=A1&B1,,,,,", "B", "这是公式"),
    ("a name too long", f"5,{'长' * 101},,,,,", "B", "太长：101 个字"),
    ("a shortened licence", "5,张三,,1.33042E+16,,,", "D", "后面的数字已经丢失"),
    ("a licence of words", "5,张三,,浙律123456,,,", "D", "不是执业证号"),
    ("an unknown language", "5,张三,,,中文、火星文,,", "E", "不认识语言“火星文”"),
    ("a slip in a language", "5,张三,,,Englsh,,", "E", "是不是想写 english"),
    ("an unknown measure", "5,张三,,,,航天,", "F", "没有“航天”这项举措"),
    ("a part that two measures have", "5,张三,,,,法律,", "F", "没有“法律”这项举措"),
    ("a cell too many", "5,张三,,,,,西塘,姚庄", "H", "最后一个表头的右边"),
]  # fmt: skip


@pytest.mark.parametrize("case", [pytest.param(case[1:], id=case[0]) for case in BAD_CELLS])
def test_a_bad_cell_is_named_by_row_and_column_with_what_to_do(case):
    row, column, words = case
    found = fault(f"{LAWYERS}\n8,李四,,,,,\n{row}")
    assert (found.line, chr(ord("@") + found.column)) == (3, column)
    assert words in chinese(found)
    assert english(found)


@pytest.mark.parametrize(
    ("written", "words"),
    [("9133042100000000", "有 16 位"), (code(7)[:-1] + ("0" if code(7)[-1] != "0" else "1"), "校验码不对"),
     ("9I330421" + code(7)[8:], "没有 I、O、S、V、Z"), ("9.13304E+17", "后面的数字已经丢失"), ("暂缺待补", "有 4 位")],
)  # fmt: skip
def test_a_bad_credit_code_is_told_as_what_it_is(written, words):
    found = fault(f"{ENTERPRISES}\n示例五金有限公司,,{written},,,")
    assert (found.line, found.column, found.field) == (2, 3, "统一社会信用代码")
    assert words in chinese(found)


def test_all_faults_are_told_in_one_go_in_order():
    text = f"{LAWYERS},身高\n@a,1,,1.3E+16,火星文,航天,\n5,张三,,,,,\n5,,,,,,\n"
    assert [(each.line, each.column) for each in faults(text)] == [
        (1, 8), (2, 1), (2, 2), (2, 4), (2, 5), (2, 6), (4, 1), (4, 2)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [(f"{LAWYERS}\n5,张三,,,,,\n６,李四,,,,,\n5,王五,,,,,", (4, 1), "5 在第 2 行已经有了"),
     (f"{LAWYERS}\n5,张三,,13304201010123456,,,\n6,李四,,1330420101 0123456,,,", (3, 4), "在第 2 行已经有了"),
     (f"{ENTERPRISES}\n甲厂,,{code(1)},,,\n乙厂,,{code(1)},,,", (3, 3), "在第 2 行已经有了"),
     (f"{ENTERPRISES}\n甲厂,,{code(1)},,,\n甲厂,,,,,", (3, 1), "甲厂 在第 2 行已经有了"),
     (f"{ENTERPRISES}\n甲厂,,,,,\n甲厂,,{code(1)},,,", (3, 1), "甲厂 在第 2 行已经有了")],
)  # fmt: skip
def test_what_stands_twice_is_named_with_the_row_where_it_stood_first(text, place, words):
    found = fault(text)
    assert (found.line, found.column) == place
    assert words in chinese(found)


def test_two_enterprises_of_one_name_are_told_apart_by_their_codes_and_two_lawyers_by_their_ids():
    assert len(enterprises(f"老王小吃店,,{code(1)},,,", f"老王小吃店,,{code(2)},,,")) == 2
    assert len(lawyers("5,张伟,,,,,", "6,张伟,,,,,")) == 2


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [("", (0, 0), "没有找到表头"), ("你好\n再见\n", (0, 0), "没有找到表头"), (f"{LAWYERS}\n", (0, 0), "表头下面没有内容"),
     ("姓名,律所,执业证号\n张三,,\n", (1, 0), "缺少“Telegram 编号”这一列"),
     (f"{ENTERPRISES},企业名称\n甲厂,,,,,,\n", (1, 7), "同一项内容"),
     ("企业名称,统一社会信用代马,乡镇\n甲厂,,\n", (1, 2), "是不是想写 统一社会信用代码"),
     (f'{LAWYERS}\n5,"张三,,,,,\n6,李四,,,,,\n', (2, 0), "引号没有成对")],
)  # fmt: skip
def test_what_is_wrong_with_the_whole_table_is_told(text, place, words):
    found = fault(text)
    assert (found.line, found.column) == place
    assert words in chinese(found)


def test_the_other_cells_are_looked_at_although_a_column_is_missing():
    assert [each.line for each in faults("姓名,律所,执业证号\n张三,,1.3E+16\n")] == [1, 2]


@pytest.mark.parametrize(
    ("file", "content", "words"),
    [("名单.xls", bytes.fromhex("d0cf11e0a1b11ae1") + b"x", "旧版 Excel"),
     ("名单.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + b"x", "设了密码"),
     ("名单.docx", b"PK", "只能读 .csv 和 .xlsx"), ("名单.xlsx", b"no zip", "不是读得了的 .xlsx"),
     ("名单.csv", b"\xff\x80\x00\x81" * 9, "读不出来"),
     ("名单.csv", b"\x00" * 10_000_001, "最多 10000000 字节")],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(file, content, words):
    assert words in chinese(fault(content, file))


def test_a_damaged_utf8_file_is_not_taken_for_gb18030():
    text = f"{LAWYERS}\n5,张三,示例律师事务所,,,,\n".encode()
    found = fault(text[:-8] + b"\xff" + text[-7:])
    assert (found.line, "损坏" in chinese(found)) == (2, True)


def test_faults_name_what_is_allowed_in_the_language_of_the_admin():
    [found] = faults(f"{LAWYERS}\n5,张三,,,,space,", lang="en")
    assert "Labour, employment guidance、Legal aid" in english(found)


def test_a_workbook_may_hold_both_lists_and_a_sheet_of_remarks():
    content = workbook(
        ("说明", [["请按样例填写"]]),
        ("律师", [[], ["姓名", "Telegram 编号"], ["张三", 1234567890], [None, None], ["李四", 1.5e9]]),
        ("企业", [["企业名称", "信用代码"], ["示例五金有限公司", code(1)]]),
        ("草稿", [["企业名称"], ["旧厂"]]),
        hidden=["草稿"],
    )
    roster = read(content, "名单.xlsx")
    assert [(each.row, each.telegram_id) for each in roster.lawyers] == [(3, "1234567890"), (5, "1500000000")]
    assert [each.name for each in roster.enterprises] == ["示例五金有限公司"]
    assert roster.unread == ("名单.xlsx [说明]",)


def test_a_number_of_which_excel_lost_digits_is_found_in_a_workbook_too():
    content = workbook(("律师", [["姓名", "Telegram 编号", "执业证号"], ["张三", 5, 13304201010123456]]))
    found = fault(content, "名单.xlsx")
    assert (found.file, found.line, found.column) == ("名单.xlsx [律师]", 2, 3)
    assert "后面的数字已经丢失" in chinese(found)


def test_shared_texts_runs_results_and_errors_of_a_workbook_are_read_as_excel_shows_them():
    shared = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><t>张</t></r><r><t>三</t></r>'
        "<rPh><t>zhang</t></rPh></si></sst>"
    )
    row = ['<c t="s"><v>0</v></c>', '<c t="str"><f>A1</f><v>5</v></c>', '<c t="e"><v>#REF!</v></c>']
    content = workbook(
        ("律师", [["姓名", "Telegram 编号", "律所"], row]), more={"xl/sharedStrings.xml": shared}
    )
    found = fault(content, "名单.xlsx")
    assert (found.column, "#REF!" in chinese(found)) == (3, True)
    clean = workbook(("律师", [["姓名", "Telegram 编号"], row[:2]]), more={"xl/sharedStrings.xml": shared})
    assert read(clean, "名单.xlsx").lawyers == (LawyerEntry(2, "5", "张三"),)


def test_the_strict_form_of_a_workbook_is_read_alike():
    content = workbook(
        ("律师", [["姓名", "Telegram 编号"], ["张三", 5]]),
        namespace="http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
    assert read(content, "名单.xlsx").lawyers == (LawyerEntry(2, "5", "张三"),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_workbook_that_would_unfold_in_memory_is_refused(encoding):
    bomb = '<!DOCTYPE x [<!ENTITY a "ha">]><worksheet>&a;</worksheet>'.encode(encoding)
    content = workbook(("律师", []), more={"xl/sharedStrings.xml": bomb})
    assert "不是读得了的 .xlsx" in chinese(fault(content, "名单.xlsx"))


def test_the_page_for_admins_names_every_column_in_both_languages():
    page = (Path(__file__).parents[2] / "docs" / "lists.md").read_text("utf-8")
    for column in (*lawyer_columns(MEASURES, "zh"), *ENTERPRISE_COLUMNS):
        assert f"| {column.title('zh')} | {column.title('en')} |" in page


def test_no_heading_names_two_columns_of_one_list():
    for columns in (lawyer_columns(MEASURES, "zh"), ENTERPRISE_COLUMNS):
        named = [{bare(heading) for heading in column.headings} for column in columns]
        assert len(set().union(*named)) == sum(map(len, named))
