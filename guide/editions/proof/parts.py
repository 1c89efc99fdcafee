"""The parts of a frozen guide that an editor may take in one by one, each by a key that means the same in every language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from common import markup
from common.words.text_lists import side_by_side
from guide.editions.assembly import assemble, store_copies
from guide.publication.document import AskedQuestion, Chapter, Guide, Section, SelfCheck, Tip
from guide.publication.phrases import quoted, sharing_sentence

if TYPE_CHECKING:
    from guide.editions.models import Edition


COVER = "cover"
SELF_CHECK = "section:self_check"
IMPRINT_AND_COVER = ("title", "subtitle", "summary", "publisher", "address", "cover", "imprint")


@dataclass(frozen=True)
class ProofPart:
    """`what` is the frozen form, by which two are compared; `text` what people read of it; `number` the place of a tip."""

    key: str
    name: str
    text: str
    what: Any
    number: int | None = None

    @property
    def is_tip(self) -> bool:
        return self.number is not None


def parts_of(guide: Guide) -> dict[str, ProofPart]:
    """All of them, in the order of the book, and in its language, as its files are."""
    with translation.override(guide.language):
        return {part.key: part for part in _parts(guide)}


def _parts(guide: Guide) -> list[ProofPart]:
    parts = [_cover(guide)]
    parts += map(_section, guide.sections)
    for chapter in guide.chapters:
        parts += [_chapter(chapter), *(_tip(tip, guide.language) for tip in chapter.tips)]
    if guide.bibliography:
        entries = "\n".join(str(entry.csl.get("title", entry.key)) for entry in guide.bibliography)
        parts.append(ProofPart("bibliography", "", entries, [entry.to_json() for entry in guide.bibliography]))
    if guide.self_check:
        titles = {tip.reference: tip.title for tip in guide.tips}
        parts.append(_self_check(guide.self_check, titles))
    return parts


def _cover(guide: Guide) -> ProofPart:
    whole = guide.to_json()
    return ProofPart(
        COVER, guide.title, "\n".join(_cover_lines(guide)), {name: whole[name] for name in IMPRINT_AND_COVER}
    )


def _cover_lines(guide: Guide) -> Iterator[str]:
    """What readers find on the cover and in the imprint, in words, whatever form it is stored in."""
    imprint = guide.imprint
    credit = guide.cover.credit if guide.cover else ""
    yield from filter(None, (guide.title, guide.subtitle, guide.summary, guide.publisher, imprint.place))
    yield from filter(None, (imprint.director, imprint.licence, imprint.licence_url, imprint.isbn))
    yield from filter(None, (imprint.legal_deposit, imprint.printer, imprint.contact, imprint.credits, credit))
    yield from filter(None, (imprint.emergency,))
    yield from filter(None, (sharing_sentence(guide), guide.address))


def _section(section: Section) -> ProofPart:
    text = "\n\n".join(filter(None, (section.title, markup.html_text(section.html, is_named=True))))
    what = (section.title, section.text, section.is_in_front, section.is_inner)
    return ProofPart(f"section:{section.anchor}", section.title, text, what)


def _self_check(check: SelfCheck, titles: Mapping[str, str]) -> ProofPart:
    """Its answers, kinds and tips are read as its words are; `titles` are those of the tips, by reference."""
    lines = [check.title.text, *(kind.text for kind in check.kinds)]
    for question in check.questions:
        lines += [question.text.text, _answer_of(question, check, titles), question.advice.text]
    return ProofPart(SELF_CHECK, check.title.text, "\n".join(filter(None, lines)), check.to_json())


def _answer_of(question: AskedQuestion, check: SelfCheck, titles: Mapping[str, str]) -> str:
    answer = pgettext("answer", "Yes") if question.is_yes_safe else pgettext("answer", "No")
    kinds = (check.kinds[number - 1].text for number in question.kinds)
    said = [answer, *(kinds if question.kinds else [_("every kind")]), titles.get(question.tip, "")]
    return _("%(name)s: %(words)s") % {"name": _("The safe answer"), "words": side_by_side(filter(None, said))}


def _chapter(chapter: Chapter) -> ProofPart:
    said = (chapter.question, chapter.short_title, chapter.opening_text)
    read = (chapter.question, chapter.short_title, markup.html_text(chapter.opening_html, is_named=True))
    shown = chapter.illustration.to_json() if chapter.illustration else None
    return ProofPart(
        f"chapter:{chapter.number}", chapter.short_title, "\n\n".join(filter(None, read)), (*said, shown, chapter.paper)
    )


def _tip(tip: Tip, language: str) -> ProofPart:
    quotation = tip.quotation.to_json() if tip.quotation else None
    said = quoted(tip.quotation.text, language) if tip.quotation else ""
    text = "\n\n".join(filter(None, (tip.title, markup.html_text(tip.html, is_named=True), said)))
    return ProofPart(
        f"tip:{tip.reference or tip.number}", tip.title, text, (tip.title, tip.text, quotation), tip.number
    )


def with_part(guide: Guide, fresh: Guide, key: str) -> Guide:
    """The guide with one of its parts as `fresh` has it, or without it where `fresh` has none."""
    kind, _colon, name = key.partition(":")
    if key == COVER:
        return replace(guide, **{field: getattr(fresh, field) for field in IMPRINT_AND_COVER})
    if key == "bibliography":
        return replace(guide, bibliography=fresh.bibliography)
    if key == SELF_CHECK:
        return replace(guide, self_check=fresh.self_check)
    if kind == "section":
        return replace(guide, sections=_with_section(guide.sections, fresh.sections, name))
    anew = {chapter.number: chapter for chapter in fresh.chapters}
    if kind == "chapter":
        chapters = (_opened_as(chapter, anew) if str(chapter.number) == name else chapter for chapter in guide.chapters)
    else:
        chapters = (_with_tip(chapter, anew, name) for chapter in guide.chapters)
    return replace(guide, chapters=tuple(chapters))


def _with_section(was: tuple[Section, ...], fresh: tuple[Section, ...], anchor: str) -> tuple[Section, ...]:
    """In its own place; a new one behind the nearest that is there before it."""
    known = {section.anchor for section in was}
    found = next((section for section in fresh if section.anchor == anchor), None)
    if found is None or anchor in known:
        changed = (found if section.anchor == anchor else section for section in was)
        return tuple(section for section in changed if section is not None)
    before = [section.anchor for section in fresh[: fresh.index(found)] if section.anchor in known]
    anchors = [section.anchor for section in was]
    at = anchors.index(before[-1]) + 1 if before else 0
    return (*was[:at], found, *was[at:])


def _opened_as(chapter: Chapter, anew: Mapping[int, Chapter]) -> Chapter:
    return replace(anew.get(chapter.number, chapter), tips=chapter.tips)


def _with_tip(chapter: Chapter, anew: Mapping[int, Chapter], reference: str) -> Chapter:
    others = [tip for tip in chapter.tips if tip.reference != reference]
    fresh = anew[chapter.number].tips if chapter.number in anew else ()
    tips = [*others, *(tip for tip in fresh if tip.reference == reference)]
    return replace(chapter, tips=tuple(sorted(tips, key=lambda tip: tip.number)))


# What is frozen at proof: what the guide says in a language, and its pictures. What is written later waits.


def frozen(edition: Edition, language: str) -> Guide:
    """A language as it stands now, with pictures of its own; without a number and a date, which it has once it is out."""
    guide = assemble(edition, language=language)
    return replace(guide, pictures=store_copies(guide.pictures))


def guide_to_be(edition: Edition, language: str = "") -> Guide:
    """What an edition that is not out would say: its proof where it is in proof, else what stands now."""
    language = language or edition.language
    if edition.is_in_proof and language in edition.documents:
        return edition.guide_in(language)
    return assemble(edition, language=language)
