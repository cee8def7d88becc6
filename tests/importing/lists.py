"""Lists as admins save them, made by hand: workbooks need no library to be written either."""

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

from bot.domain.enterprise import check_character
from bot.importing.reading import read_roster

MEASURES = {
    "labour-relations": ["劳动用工法律指导", "勞動用工法律指導", "Labour, employment guidance"],
    "legal-aid": ["法律援助协同优化", "法律援助協同優化", "Legal aid"],
    "notary-services": ["公证惠企服务", "公證惠企服務", "Notary services for enterprises"],
}
LAWYERS = "Telegram 编号,姓名,律师事务所,执业证号,语言,专长,乡镇"
ENTERPRISES = "企业名称,曾用名,统一社会信用代码,乡镇,行业,联系人"

_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def code(number):
    """A unified social credit code that fits."""
    first17 = f"9133042{number:010}"
    return first17 + check_character(first17)


def read(content, file="名单.csv", lang="zh"):
    """What a file holds; a text is saved as UTF-8."""
    return read_roster(file, content.encode() if isinstance(content, str) else content, MEASURES, lang)


def workbook(*sheets, hidden=(), namespace=_MAIN, more=None):
    """A workbook with these `(name, rows)`; a cell is a text, a number, or the XML of a cell."""
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}" state="{_state(name, hidden)}"/>'
        for number, (name, _) in enumerate(sheets, 1)
    )
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{namespace}" xmlns:r="{_REL}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": "<Relationships>"
        + "".join(
            f'<Relationship Id="rId{number}" Target="worksheets/sheet{number}.xml"/>'
            for number in range(1, len(sheets) + 1)
        )
        + "</Relationships>",
    }
    for number, (_, rows) in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(rows, namespace)
    return packed(parts | (more or {}))


def _state(name, hidden):
    return "hidden" if name in hidden else "visible"


def packed(parts):
    """A zip of these parts."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def _sheet(rows, namespace):
    written = [f'<row r="{number}">{_cells(row, number)}</row>' for number, row in enumerate(rows, 1) if row]
    return f'<worksheet xmlns="{namespace}"><sheetData>{"".join(written)}</sheetData></worksheet>'


def _cells(row, number):
    return "".join(_cell(cell, place, number) for place, cell in enumerate(row))


def _cell(cell, place, row):
    where = f"{chr(ord('A') + place)}{row}"
    if cell is None:
        return ""
    if isinstance(cell, (int, float)):
        return f'<c r="{where}"><v>{cell!r}</v></c>'
    if cell.startswith("<c"):
        return cell.replace("<c", f'<c r="{where}"', 1)
    return f'<c r="{where}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
