"""The columns of the two lists: by which headings people name them, and how their cells are read."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.answer import Lang
from bot.domain.register import FieldName
from bot.importing import cells


@dataclass(frozen=True, slots=True)
class Column:
    """One column. The first heading is the Chinese one, the second the English one that an admin is told."""

    field: FieldName
    headings: tuple[str, ...]
    read: cells.Read
    required: bool = False

    def title(self, lang: Lang) -> str:
        """The heading that an admin is told."""
        return self.headings[lang == "en"]


def lawyer_columns(measures: Mapping[str, Sequence[str]], lang: Lang) -> tuple[Column, ...]:
    """The columns of a list of lawyers; `measures` has the titles of each measure by its slug, faults are told in `lang`."""
    speciality = cells.choices("measures", measures, lang)
    language = cells.choices("languages", cells.LANGUAGES, lang)
    return (
        Column("telegram_id", ("Telegram 编号", "Telegram id", "telegram 編號", "telegram", "电报号", "电报id", "tg", "tgid", "用户编号", "telegram number", "telegram user id"), cells.telegram_id, required=True),
        Column("name", ("姓名", "Name", "律师姓名", "律師姓名", "律师", "律師", "lawyer", "lawyer name", "full name"), cells.name, required=True),
        Column("firm", ("律师事务所", "Firm", "律師事務所", "律所", "所在律所", "执业机构", "執業機構", "law firm"), cells.name),
        Column("licence", ("执业证号", "Licence number", "執業證號", "执业证编号", "律师证号", "执业证", "licence", "license", "license number", "licence no", "license no"), cells.licence),
        Column("languages", ("语言", "Languages", "語言", "语种", "工作语言", "language"), language),
        Column("specialities", ("专长", "Specialities", "專長", "擅长", "擅長", "擅长领域", "专业领域", "specialties", "speciality", "specialty", "measures", "举措"), speciality),
        Column("towns", ("乡镇", "Towns", "鄉鎮", "负责乡镇", "镇街", "镇", "服务区域", "town"), cells.words(cells.town)),
        Column("industries", ("行业", "Industries", "行業", "熟悉行业", "擅长行业", "服务行业", "industry", "sectors"), cells.words(cells.free_text)),
    )  # fmt: skip


ENTERPRISE_COLUMNS = (
    Column("name", ("企业名称", "Name", "企業名稱", "名称", "名稱", "单位名称", "公司名称", "市场主体名称", "enterprise", "enterprise name", "company", "company name"), cells.name, required=True),
    Column("aliases", ("曾用名", "Former names", "别名", "別名", "曾用名/别名", "简称", "aliases", "alias", "other names", "former name"), cells.several(cells.name)),
    Column("credit_code", ("统一社会信用代码", "Credit code", "統一社會信用代碼", "信用代码", "信用代碼", "社会信用代码", "unified social credit code", "uscc", "code"), cells.credit_code),
    Column("town", ("乡镇", "Town", "鄉鎮", "所在乡镇", "镇街", "镇", "所属镇街"), cells.town),
    Column("industry", ("行业", "Industry", "行業", "所属行业", "行业类别", "sector"), cells.free_text),
    Column("contact", ("联系人", "Contact", "聯繫人", "联络人", "联系方式", "联系人及电话", "contact person"), cells.free_text),
)  # fmt: skip


def by_heading(columns: Sequence[Column]) -> dict[str, Column]:
    """Each column by every heading that names it, as `bare` has it."""
    return {bare(heading): column for column in columns for heading in (*column.headings, column.field)}


def bare(heading: str) -> str:
    """A heading without remarks in brackets, stars, colons, dashes and spaces."""
    text = re.sub(r"\(.*?\)", "", unicodedata.normalize("NFKC", cells.clean(heading)).casefold())
    return re.sub(r"[\s*:._\-#]", "", text)


def letter(number: int) -> str:
    """The column as Excel names it: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
