"""What a tip should be before it is printed. Pure: facts come in, items come out; guide.reviewing.checklist gathers them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common import markup
from common.markup import readability
from common.words.digit_grouping import grouped
from guide.texts import unnamed

type Level = Literal["ok", "warn", "problem"]

FEWEST_WORDS, MOST_WORDS = 60, 130
FEWEST_SIGNS, MOST_SIGNS = 130, 280  # of a language that does not part its words, read in the same time
LEVELS = {
    "very easy": gettext_lazy("very easy: everybody reads it at once"),
    "easy": gettext_lazy("easy: it reads like a popular newspaper"),
    "plain": gettext_lazy("plain: it reads like a daily newspaper"),
    "demanding": gettext_lazy("demanding: it reads like an essay"),
    "hard": gettext_lazy("hard: it reads like a text for specialists"),
}
_PICTURE = re.compile(r"<img\b[^<>]*>")
_PICTURE_IN_TEXT = re.compile(r'!\[[^\[\]\n]*\]\([^()\s]*(?:[ ]+"[^"\n]*")?\)')
_WORDS_OF_PICTURE = re.compile(r'\balt="\s*[^"\s]')
_ADDRESS = re.compile(r'<a\b(?:(?!\bhref=)[^<>])*+href="([^"<>]+)"')


@dataclass(frozen=True)
class ChecklistItem:
    """One line of the list. `where` names the part of the tip's screens where it is mended; "" where nothing is to mend."""

    name: str
    level: Level
    words: str
    details: tuple[str, ...] = ()
    where: str = ""

    @property
    def is_ok(self) -> bool:
        return self.level == "ok"


@dataclass(frozen=True)
class TipFacts:
    """What is known of a tip. `ties` are the sentences that rest on something; None where nothing of a kind is known."""

    body: str
    html: str
    language: str
    ties: tuple[str, ...] = ()
    has_sources: bool = False
    open_remarks: int = 0
    alarms: int = 0
    names: tuple[str, ...] = ()  # of people of the site, in the text, who have not agreed
    quote_waits: bool = False
    broken: dict[str, str] = field(default_factory=dict)  # address -> what is wrong with it
    inside: frozenset[str] = frozenset()  # addresses that only somebody signed in can open
    glossary: tuple[str, ...] = ()  # the words of it that the edition will link


def items_of(facts: TipFacts) -> list[ChecklistItem]:
    found = (check(facts) for check in CHECKS)
    return [item for item in found if item is not None]


def problems(items: Iterable[ChecklistItem]) -> list[ChecklistItem]:
    return [item for item in items if not item.is_ok]


def addresses_in(html: str) -> list[str]:
    """Where the links of a rendered text lead, each once."""
    return list(dict.fromkeys(address.replace("&amp;", "&") for address in _ADDRESS.findall(html)))


def paragraphs_of(body: str) -> list[str]:
    """What stands between empty lines, headings and pictures left out."""
    blocks = (block.strip() for block in re.split(r"\n\s*\n", without_pictures(body)))
    return [block for block in blocks if block and not block.startswith("#") and markup.plain_text(block)]


def without_pictures(body: str) -> str:
    """What is read: the words for a picture, and those under it, are not the text's."""
    return _PICTURE_IN_TEXT.sub("", body)


def _length(facts: TipFacts) -> ChecklistItem:
    plain = markup.plain_text(without_pictures(facts.body))
    if readability.parts_words(facts.language):
        count, least, most = len(readability.words_in(plain)), FEWEST_WORDS, MOST_WORDS
        words = ngettext("%(n)s word", "%(n)s words", count) % {"n": grouped(count)}
    else:
        count, least, most = readability.signs_in(plain), FEWEST_SIGNS, MOST_SIGNS
        words = ngettext("%(n)s character", "%(n)s characters", count) % {"n": grouped(count)}
    if least <= count <= most:
        return ChecklistItem("length", "ok", words)
    advice = _("%(words)s: texts of %(least)s to %(most)s words are read to the end.")
    return ChecklistItem("length", "warn", advice % {"words": words, "least": least, "most": most}, where="edit")


def _reading(facts: TipFacts) -> ChecklistItem | None:
    reading = readability.readability_of(without_pictures(facts.body), facts.language)
    if reading is None:
        return None
    is_fit = reading.score >= 50
    words = _("Reading level %(score)s, %(level)s.")
    values = {"score": round(reading.score), "level": LEVELS[reading.level]}
    return ChecklistItem("reading", "ok" if is_fit else "warn", words % values, where="" if is_fit else "edit")


def _sentences(facts: TipFacts) -> ChecklistItem | None:
    if not readability.parts_words(facts.language):
        return None
    long = readability.long_sentences(without_pictures(facts.body))
    if not long:
        return ChecklistItem(
            "sentences", "ok", _("No sentence is longer than %(n)s words.") % {"n": readability.LONGEST_SENTENCE}
        )
    words = ngettext(
        "%(n)s sentence is longer than %(most)s words.", "%(n)s sentences are longer than %(most)s words.", len(long)
    )
    values = {"n": len(long), "most": readability.LONGEST_SENTENCE}
    return ChecklistItem("sentences", "warn", words % values, tuple(long), where="edit")


def bare_pictures(html: str) -> list[str]:
    """The pictures that no words stand for."""
    return [picture for picture in _PICTURE.findall(html) if not _WORDS_OF_PICTURE.search(picture)]


def _pictures(facts: TipFacts) -> ChecklistItem | None:
    bare = len(bare_pictures(facts.html))
    if not _PICTURE.search(facts.html):
        return None
    if not bare:
        return ChecklistItem("pictures", "ok", _("Every picture is described in words."))
    words = ngettext("%(n)s picture is not described in words.", "%(n)s pictures are not described in words.", bare)
    return ChecklistItem("pictures", "problem", words % {"n": bare}, where="edit")


def _links(facts: TipFacts) -> ChecklistItem | None:
    addresses = addresses_in(facts.html)
    broken = [address for address in addresses if address in facts.broken]
    if not addresses:
        return None
    if broken:
        words = ngettext("%(n)s link does not answer.", "%(n)s links do not answer.", len(broken)) % {"n": len(broken)}
        details = tuple(f"{address} ({facts.broken[address]})" for address in broken)
        return ChecklistItem("links", "problem", words, details, where="edit")
    inside = tuple(address for address in addresses if address in facts.inside)
    if inside:
        words = _("Some links lead into the wiki, which readers of the guide cannot open.")
        return ChecklistItem("links", "warn", words, inside, where="edit")
    return ChecklistItem("links", "ok", _("Every link works."))


def _names(facts: TipFacts) -> ChecklistItem:
    if facts.names:
        words = _("Colleagues who have not agreed to it are named in full.")
        return ChecklistItem("names", "problem", words, facts.names, where="edit")
    return ChecklistItem("names", "ok", _("Nobody is named without their consent."))


def _quotation(facts: TipFacts) -> ChecklistItem | None:
    if not facts.quote_waits:
        return None
    words = _("The person quoted has not agreed: the quotation is not printed.")
    return ChecklistItem("quotation", "warn", words, where="review")


def _glossary(facts: TipFacts) -> ChecklistItem:
    if not facts.glossary:
        return ChecklistItem("glossary", "ok", _("No word of the glossary stands in it."))
    return ChecklistItem("glossary", "ok", _("Words of the glossary are linked."), facts.glossary)


def _sources(facts: TipFacts) -> ChecklistItem:
    if not facts.has_sources:
        return ChecklistItem("sources", "problem", _("It rests on no source."), where="sources")
    blocks = paragraphs_of(facts.body)
    bare = [block for block, rests in zip(blocks, markup.quoted_in(blocks, facts.ties), strict=True) if not rests]
    if not bare:
        return ChecklistItem("sources", "ok", _("Every paragraph has a source."))
    words = ngettext("%(n)s paragraph has no source.", "%(n)s paragraphs have no source.", len(bare)) % {"n": len(bare)}
    return ChecklistItem(
        "sources", "problem", words, tuple(markup.excerpt(unnamed(block), length=80) for block in bare), where="sources"
    )


def _remarks(facts: TipFacts) -> ChecklistItem:
    count = facts.open_remarks
    if not count:
        return ChecklistItem("remarks", "ok", _("Every remark is answered."))
    words = ngettext("%(n)s remark waits for an answer.", "%(n)s remarks wait for an answer.", count) % {"n": count}
    return ChecklistItem("remarks", "problem", words, where="review")


def _drift(facts: TipFacts) -> ChecklistItem:
    count = facts.alarms
    if not count:
        return ChecklistItem("drift", "ok", _("Its sources still say what it rests on."))
    words = ngettext("%(n)s source has changed since.", "%(n)s sources have changed since.", count) % {"n": count}
    return ChecklistItem("drift", "problem", words, where="sources")


CHECKS: tuple[Callable[[TipFacts], ChecklistItem | None], ...] = (
    _length,
    _reading,
    _sentences,
    _pictures,
    _links,
    _names,
    _quotation,
    _glossary,
    _sources,
    _remarks,
    _drift,
)
