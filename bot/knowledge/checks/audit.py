"""The entries held against the text of the law: each cited article must be there and state each figure.

Pure over texts. It proves that a number stands where an entry says; that the answer uses it rightly is for a
lawyer to say.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from bot.domain.answer import Article
from bot.errors import Fault, Message, message
from bot.knowledge.checks import lawtext, numbers
from bot.knowledge.files.reader import Folder, Page
from bot.knowledge.files.schema import Figure, Measure, Statute, Statutes
from bot.knowledge.files.versions import BOTH, Version, statutory, versions
from bot.strict_yaml.reader import Keys

OPENING = 60
"""Characters of an article that are shown, enough to recognise it."""


@dataclass(frozen=True, slots=True)
class Law:
    """One version of a statute as it was found: its articles, and which days (日) it counts as working days."""

    articles: Mapping[Article, str]
    excerpt: bool
    working: Callable[[float], bool]


@dataclass(frozen=True, slots=True)
class Report:
    """What was held against the law, and what did not stand. `missing` are statutes whose text is not there."""

    entries: int
    citations: int
    figures: int
    numbers: int
    missing: tuple[str, ...]
    excerpts: tuple[str, ...]
    articles_not_found: tuple[Fault, ...]
    figures_not_found: tuple[Fault, ...]
    unmarked: tuple[Fault, ...]

    @property
    def clean(self) -> bool:
        """Whether every cited article was found, and every figure in its article."""
        return not self.articles_not_found and not self.figures_not_found


def audit(folder: Folder, texts: Mapping[str, str]) -> Report:
    """Hold a folder without faults against law texts, by the `text:` of their statutes."""
    declared = folder.only(Statutes)
    statutes = declared.statutes if declared else {}
    laws = {ref: _law(statute, texts) for ref, statute in statutes.items() if _there(statute, texts)}
    owned = [
        (page, ("entries", at, *version.keys), version)
        for page, measure in folder.each(Measure)
        for at, entry in enumerate(measure.entries)
        for version in versions(entry)
    ]
    return Report(
        entries=sum(len(measure.entries) for _, measure in folder.each(Measure)),
        citations=sum(len(basis.articles) for _, _, each in owned for basis in each.entry.legal_basis),
        figures=sum(len(list(statutory(each.entry))) for _, _, each in owned),
        numbers=sum(len(list(_stated(each))) for _, _, each in owned),
        missing=tuple(sorted(set(statutes) - set(laws))),
        excerpts=tuple(sorted(ref for ref, law in laws.items() if law.excerpt)),
        articles_not_found=tuple(_each(owned, partial(_articles, laws))),
        figures_not_found=tuple(_each(owned, partial(_figures, laws))),
        unmarked=tuple(_each(owned, _unmarked)),
    )


Owned = tuple[Page, Keys, Version]
"""A text that an entry has for some time, with its place."""


def _each(owned: Iterable[Owned], find: Callable[[Page, Keys, Version], Iterator[Fault]]) -> Iterator[Fault]:
    for page, keys, version in owned:
        yield from find(page, keys, version)


def _there(statute: Statute, texts: Mapping[str, str]) -> bool:
    return bool(statute.texts) and all(file in texts for file in statute.texts)


def _law(statute: Statute, texts: Mapping[str, str]) -> Law:
    found = lawtext.articles("\n\n".join(texts[file] for file in statute.texts))
    return Law(found, statute.excerpt, lawtext.working_days(found))


def _articles(laws: Mapping[str, Law], page: Page, keys: Keys, version: Version) -> Iterator[Fault]:
    for at, basis in enumerate(version.entry.legal_basis):
        law = laws.get(basis.statute)
        for place, article in enumerate(basis.articles):
            if law is None or article not in law.articles:
                where = (*keys, "legal_basis", at, "articles", place)
                yield page.fault(where, _absent(basis.statute, article, law))


def _absent(ref: str, article: Article, law: Law | None) -> Message:
    if law is None:
        return message("audit.no_text", statute=ref)
    key = "audit.not_in_excerpt" if law.excerpt else "audit.not_in_text"
    return message(key, article=article, statute=ref)


def _figures(laws: Mapping[str, Law], page: Page, keys: Keys, version: Version) -> Iterator[Fault]:
    for place, figure in statutory(version.entry):
        law = laws.get(figure.statute)
        article = law.articles.get(figure.article) if law else None
        problem = _problem(figure, law, article)
        if problem:
            told = message("audit.figure", value=f"{figure.value:g}", unit=figure.unit, problem=problem)
            yield page.fault((*keys, *place), told)


def _problem(figure: Figure, law: Law | None, article: str | None) -> Message | None:
    """Say why a figure does not stand in its article; None if it does."""
    if law is None or article is None:
        return message("audit.unchecked", reason=_absent(figure.statute, figure.article, law))
    stated = {
        each.unit
        for each in lawtext.quantities(article)
        if each.value == round(figure.value, numbers.PRECISION)
    }
    if "day" in stated and law.working(figure.value):
        stated = stated - {"day"} | {"working_day"}
    if _UNIT.get(figure.unit, figure.unit) in stated:
        return None
    units = ", ".join(sorted(stated))
    instead = message("audit.instead", value=f"{figure.value:g}", units=units) if stated else ""
    where = {"article": figure.article, "statute": figure.statute, "opening": article[:OPENING]}
    return message("audit.not_in_article", instead=instead, **where)


_UNIT = {"calendar_day": "day", "percent_per_day": "percent"}
"""Units that statutes write like another."""


def _stated(version: Version) -> Iterator[tuple[Keys, float, str]]:
    for lang in BOTH:
        for place, line in version.lines(lang):
            for value, words in numbers.stated(line):
                yield place, value, words


def _unmarked(page: Page, keys: Keys, version: Version) -> Iterator[Fault]:
    known = [figure.value for _, figure in statutory(version.entry)] + [
        each.value for each in version.entry.derived
    ]
    marked = {round(value, numbers.PRECISION) for value in known}
    for place, value, words in _stated(version):
        if value not in marked:
            yield page.fault((*keys, *place), message("audit.unmarked", value=f"{value:g}", words=words))
