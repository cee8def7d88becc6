"""A conversation as a document of a word processor: the smallest package of Office Open XML (ECMA-376) that holds it.

Four parts and no library: headings, paragraphs and quotes are all that a conversation needs.
"""

import io
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from bot.domain.answer import Lang
from bot.domain.conversation import Conversation
from bot.locales import say
from handlers.render.conversation_blocks import Block, blocks, heading

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SAME_DAY = (1980, 1, 1, 0, 0, 0)
"""The time of every part: the same conversation makes the same file."""

LANGUAGES: dict[Lang, tuple[str, str]] = {
    "zh": ("en-US", "zh-CN"),
    "zh-Hant": ("en-US", "zh-HK"),
    "en": ("en-GB", "zh-CN"),
}
"""Of Latin and of East Asian words: it chooses fonts and the spelling checker."""

A4 = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134"'
    ' w:left="1134" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'
)

CONTENT_TYPES = (
    f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{KIND}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{KIND}.styles+xml"/>'
    "</Types>"
)


def document(view: Conversation, lang: Lang) -> bytes:
    """The whole file."""
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": _relationship("officeDocument", "word/document.xml"),
        "word/document.xml": _body(view, lang),
        "word/_rels/document.xml.rels": _relationship("styles", "styles.xml"),
        "word/styles.xml": _styles(lang),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(zipfile.ZipInfo(name, SAME_DAY), text, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _relationship(kind: str, target: str) -> str:
    return (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>'
    )


def _body(view: Conversation, lang: Lang) -> str:
    title, times = heading(view, lang)
    paragraphs = [
        _paragraph("Title", title),
        _paragraph("Small", times),
        *(each for block in blocks(view, lang) for each in _said(block)),
        _paragraph("Small", say("conversation.foot", lang)),
    ]
    return f'{HEAD}<w:document xmlns:w="{WORD}"><w:body>{"".join(paragraphs)}{A4}</w:body></w:document>'


def _said(block: Block) -> Iterator[str]:
    yield _paragraph("Heading2", block.title)
    yield _paragraph("Small", block.at)
    if block.quote:
        yield _paragraph("Quote", block.quote)
    for text in (block.attached, block.text):
        if text:
            yield _paragraph("Normal", text)


def _paragraph(style: str, text: str) -> str:
    lines = '</w:t><w:br/><w:t xml:space="preserve">'.join(escape(line) for line in text.split("\n"))
    run = f'<w:r><w:t xml:space="preserve">{lines}</w:t></w:r>'
    return f"<w:p><w:pPr><w:pStyle w:val={quoteattr(style)}/></w:pPr>{run}</w:p>"


def _styles(lang: Lang) -> str:
    latin, asian = LANGUAGES[lang]
    defaults = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/><w:sz w:val="22"/>'
        f'<w:lang w:val="{latin}" w:eastAsia="{asian}"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:after="80"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    styles = (
        _style("Normal", "Normal", default=True)
        + _style("Title", "Title", text='<w:b/><w:sz w:val="32"/>')
        + _style("Heading2", "heading 2", '<w:keepNext/><w:spacing w:before="240" w:after="0"/>', "<w:b/>")
        + _style("Quote", "Quote", '<w:ind w:left="360"/>', "<w:i/>")
        + _style("Small", "Small", text='<w:color w:val="666666"/><w:sz w:val="18"/>')
    )
    return f'{HEAD}<w:styles xmlns:w="{WORD}">{defaults}{styles}</w:styles>'


def _style(key: str, name: str, paragraph: str = "", text: str = "", *, default: bool = False) -> str:
    kind = '<w:style w:type="paragraph" w:default="1"' if default else '<w:style w:type="paragraph"'
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    shape = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    look = f"<w:rPr>{text}</w:rPr>" if text else ""
    return f'{kind} w:styleId="{key}"><w:name w:val="{name}"/>{based}{shape}{look}</w:style>'
