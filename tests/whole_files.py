"""Reads files that people are sent as strictly as the programs that open them, and gives their words."""

import html.parser
import io
import posixpath
import zipfile
from xml.etree import ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
LINKS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
ORDER = {
    "pPr": ("pStyle", "keepNext", "spacing", "ind"),
    "rPr": ("rFonts", "b", "i", "color", "sz", "lang"),
    "style": ("name", "basedOn", "pPr", "rPr"),
    "docDefaults": ("rPrDefault", "pPrDefault"),
    "styles": ("docDefaults", "style"),
    "sectPr": ("pgSz", "pgMar"),
    "body": ("p", "sectPr"),
    "p": ("pPr", "r"),
}
"""The order of children that ECMA-376 prescribes; Word refuses a file that breaks it."""
EMPTY = {"meta"}


def paragraphs_of(content):
    """The paragraphs of a document whose package, parts, links and order of elements are sound."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        assert package.namelist()[0] == "[Content_Types].xml"
        parts = {name: ET.fromstring(package.read(name)) for name in package.namelist()}
    _has_sound_types(parts)
    _has_sound_links(parts)
    document = parts["word/document.xml"]
    known = {each.get(f"{W}styleId") for each in parts["word/styles.xml"].iter(f"{W}style")}
    assert {each.get(f"{W}val") for each in document.iter(f"{W}pStyle")} <= known
    for root in (document, parts["word/styles.xml"]):
        for element in root.iter():
            _is_in_order(element)
    return [_text_of(paragraph) for paragraph in document.iter(f"{W}p")]


def _has_sound_types(parts):
    types = parts["[Content_Types].xml"]
    extensions = {each.get("Extension") for each in types.iter(f"{TYPES}Default")}
    overridden = {each.get("PartName") for each in types.iter(f"{TYPES}Override")}
    assert all(name.rpartition(".")[2] in extensions for name in parts)
    assert overridden <= {f"/{name}" for name in parts}


def _has_sound_links(parts):
    for name, root in parts.items():
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            for link in root.iter(f"{LINKS}Relationship"):
                assert posixpath.join(folder, link.get("Target")) in parts


def _is_in_order(element):
    wanted = ORDER.get(element.tag.removeprefix(W))
    if wanted is not None:
        places = [wanted.index(child.tag.removeprefix(W)) for child in element]
        assert places == sorted(places), element.tag


def _text_of(paragraph):
    return "".join(
        "\n" if each.tag == f"{W}br" else each.text or ""
        for each in paragraph.iter()
        if each.tag in {f"{W}t", f"{W}br"}
    )


def words_of_page(page):
    """What is read of a page in which every element is closed, nothing runs and nothing is fetched."""
    reader = _Page()
    reader.feed(page)
    reader.close()
    assert reader.open == [], reader.open
    return "\n".join(reader.words)


class _Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open = []
        self.words = []

    def handle_starttag(self, tag, attrs):
        assert tag not in {"script", "img", "link", "iframe", "a", "form", "object"}, tag
        assert not any(name.startswith("on") or name in {"src", "href"} for name, _ in attrs), attrs
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] != "style":
            self.words.append(data)
