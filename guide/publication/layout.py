"""The order of the book: what stands in front, the chapters, what stands at the back, each with its anchor.

Web page and PDF lay out the same `Book`, so that a link to a tip or a section means the same in both. Built in the
active language, for the words that the publication adds.

The imprint in words, for forms that are read more than looked at: who answers for the edition, when, and under what.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from unicodedata import east_asian_width

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from common.markup.glossary import Term, link_terms, terms_in, with_anchors
from common.words.text_lists import side_by_side
from guide.publication.document import Chapter, Erratum, Guide, Quotation, Section, Tip
from guide.publication.fragments import fit, thanks, with_entries_of, with_names
from guide.publication.phrases import (
    added_sentence,
    also_thanked,
    credit_sentences,
    day,
    edition_name,
    imprint_sentences,
    inside_guillemets,
    not_named_sentence,
    origin_html,
    origin_sentences,
    sharing_sentence,
    thanks_go_to,
)


@dataclass(frozen=True, slots=True)
class SectionPart:
    """A section as it is printed, with those that stand under its heading.

    `language`, here and below, is empty, or that of an original which stands in the place of a translation.
    """

    id: str
    kind: str
    title: str
    html: SafeString
    parts: tuple["SectionPart", ...] = ()
    errata: tuple[Erratum, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class TipPart:
    id: str
    number: int
    title: str
    html: SafeString
    quotation: Quotation | None
    origin: tuple[str, ...]
    sources: tuple[SafeString, ...]
    reference: str = ""
    origin_html: tuple[SafeString, ...] = ()
    errata: tuple[Erratum, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class ChapterPart:
    id: str
    number: int
    paper: int
    question: str
    short_title: str
    opening: SafeString
    tips: tuple[TipPart, ...]
    next: "ChapterPart | None" = None
    errata: tuple[Erratum, ...] = ()
    language: str = ""
    opening_language: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    guide: Guide
    edition: str
    front: tuple[SectionPart, ...]
    chapters: tuple[ChapterPart, ...]
    back: tuple[SectionPart, ...]

    @property
    def first(self) -> SectionPart | ChapterPart | None:
        """Where reading begins; None where nothing stands in the book yet."""
        parts: tuple[SectionPart | ChapterPart, ...] = (*self.front, *self.chapters)
        return parts[0] if parts else None

    @property
    def published(self) -> str:
        """The day on which it came out, in words."""
        return day(self.guide.published_on) if self.guide.published_on else ""


def lay_out(guide: Guide) -> Book:
    guide = with_bibliography(replace(guide, sections=tuple(with_entries(section) for section in guide.sections)))
    book = Book(guide, edition_name(guide), section_parts(guide.front), chapter_parts(guide), back_parts(guide))
    return marked(book) if guide.errata else book


def with_bibliography(guide: Guide) -> Guide:
    """A section for the entries of the bibliography, where there are entries and nobody wrote one."""
    if not guide.bibliography or any(section.kind == "bibliography" for section in guide.sections):
        return guide
    entries = Section("bibliography", _("Bibliography"), "", "")
    kinds = [section.kind for section in guide.sections]
    at = kinds.index("acknowledgements") if "acknowledgements" in kinds else len(kinds)
    return replace(guide, sections=(*guide.sections[:at], entries, *guide.sections[at:]))


def marked(book: Book) -> Book:
    """The book with each erratum at the tip, chapter or section where the mistake stands."""

    def of[Place: (SectionPart, TipPart, ChapterPart)](place: Place) -> Place:
        return replace(place, errata=tuple(erratum for erratum in book.guide.errata if erratum.anchor == place.id))

    def part(place: SectionPart) -> SectionPart:
        return replace(of(place), parts=tuple(of(inner) for inner in place.parts))

    chapters: list[ChapterPart] = []
    for chapter in reversed(book.chapters):
        following = chapters[-1] if chapters else None
        chapters.append(replace(of(chapter), tips=tuple(of(tip) for tip in chapter.tips), next=following))
    front, back = (tuple(part(place) for place in places) for places in (book.front, book.back))
    return replace(book, front=front, chapters=tuple(reversed(chapters)), back=back)


def with_entries(section: Section) -> Section:
    """The glossary with an anchor on each of its entries; other sections as they are."""
    return replace(section, html=with_anchors(section.html)) if section.kind == "glossary" else section


def words_of(guide: Guide) -> tuple[Term, ...]:
    """The words that tips lead to: those of the glossary, unless the edition came out without such links."""
    glossaries = [section for section in guide.sections if section.kind == "glossary"]
    return terms_in(glossaries[0].html) if glossaries and guide.links_words else ()


def back_parts(guide: Guide) -> tuple[SectionPart, ...]:
    """The sections at the back. Contributors are thanked even where nobody wrote acknowledgements."""
    parts = section_parts(guide.back)
    if guide.people and not any(part.kind == "acknowledgements" for part in parts):
        lead = format_html("<p>{}</p>", thanks_go_to(guide))
        parts = (*parts, SectionPart("acknowledgements", "acknowledgements", _("Acknowledgements"), lead))
    unnamed = not_named_sentence(guide.anonymous)
    thanked = thanks(guide.behind_the_tips, guide.others, lead=also_thanked(), counted=unnamed)
    completed = {
        "acknowledgements": lambda html: with_names(html, thanked),
        "bibliography": lambda html: with_entries_of(html, guide.bibliography),
    }
    return tuple(
        replace(part, html=completed[part.kind](part.html)) if part.kind in completed else part for part in parts
    )


def section_parts(sections: tuple[Section, ...]) -> tuple[SectionPart, ...]:
    """One part for each section; those that stand under another's heading are parts of it."""
    parts: list[SectionPart] = []
    for section in sections:
        if section.is_inner and parts:
            parts[-1] = replace(parts[-1], parts=(*parts[-1].parts, section_part(section, level=4)))
        else:
            parts.append(section_part(section, level=3))
    return tuple(parts)


def section_part(section: Section, *, level: int) -> SectionPart:
    html = fit(section.html, prefix=section.anchor, level=level)
    return SectionPart(section.anchor, section.kind, section.title, html, language=section.language)


def chapter_parts(guide: Guide) -> tuple[ChapterPart, ...]:
    """Every chapter, knowing the one that follows it."""
    following: ChapterPart | None = None
    words = words_of(guide)
    parts: list[ChapterPart] = []
    for chapter in reversed(guide.chapters):
        following = replace(chapter_part(chapter, words, guide.language), next=following)
        parts.append(following)
    return tuple(reversed(parts))


def chapter_part(chapter: Chapter, words: tuple[Term, ...], language: str) -> ChapterPart:
    anchor = f"chapter-{chapter.number}"
    opening = fit(chapter.opening_html, prefix=anchor, level=3)
    tips = tuple(tip_part(tip, words, tip.language or language) for tip in chapter.tips)
    return ChapterPart(
        anchor,
        chapter.number,
        chapter.paper,
        chapter.question,
        chapter.short_title,
        opening,
        tips,
        language=chapter.language,
        opening_language=chapter.opening_language,
    )


def tip_part(tip: Tip, words: tuple[Term, ...], language: str) -> TipPart:
    """A tip as it is printed; each word of the glossary leads to its entry where it comes first."""
    anchor = f"tip-{tip.number}"
    linked = link_terms(fit(tip.html, prefix=anchor, level=4), words, language=language, prefix="glossary-")
    html = mark_safe(linked)  # noqa: S308
    quotation = tip.quotation and replace(tip.quotation, text=inside_guillemets(tip.quotation.text))
    origin = origin_sentences(tip.origin)
    told = origin_html(tip.origin)
    sources = origin_html(replace(tip.origin, approved_on=None))
    return TipPart(
        anchor, tip.number, tip.title, html, quotation, origin, sources, tip.reference, told, language=tip.language
    )


def letters_in(words: str) -> int:
    """How much room words take: letters, of which one as wide as it is high counts twice."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in words)


@dataclass(frozen=True, slots=True)
class ImprintParagraph:
    """A paragraph, whose lines end with a line feed; `linked` are words at its end that lead to `link`."""

    text: str
    linked: str = ""
    link: str = ""


def imprint_lines(book: Book, *, has_faces: bool = False) -> tuple[ImprintParagraph, ...]:
    """What is empty is not printed. `has_faces` where the form brings the faces of the house."""
    return tuple(line for line in _lines(book, has_faces) if line.text or line.linked)


def _lines(book: Book, has_faces: bool) -> Iterator[ImprintParagraph]:
    guide, imprint = book.guide, book.guide.imprint
    yield ImprintParagraph(_joined(guide.title, capfirst(guide.subtitle)))
    yield ImprintParagraph(_joined(book.edition, _published(book), imprint.isbn and f"ISBN {imprint.isbn}"))
    yield ImprintParagraph(added_sentence(guide))
    yield ImprintParagraph(_rights(book))
    yield _licence(book)
    yield ImprintParagraph(_joined(*imprint_sentences(guide)))
    yield ImprintParagraph(_joined(*credit_sentences(guide)))
    yield ImprintParagraph(imprint.credits)
    yield ImprintParagraph(_("Contact: %(contact)s") % {"contact": imprint.contact} if imprint.contact else "")
    yield ImprintParagraph(_cover(book))
    yield ImprintParagraph(_joined(sharing_sentence(guide), guide.address))
    if has_faces:
        yield ImprintParagraph(_("Set in Literata and Bricolage Grotesque, two typefaces under the Open Font License."))
    yield ImprintParagraph(_renamed(book))


def _joined(*lines: str) -> str:
    return "\n".join(filter(None, lines))


def _published(book: Book) -> str:
    guide = book.guide
    if guide.edition is None or not guide.published_on:
        return ""
    return _("Published on %(date)s") % {"date": day(guide.published_on)}


def _rights(book: Book) -> str:
    guide = book.guide
    year = f"{guide.published_on.year} " if guide.published_on else ""
    return f"© {year}{side_by_side((guide.publisher, guide.imprint.place))}"


def _licence(book: Book) -> ImprintParagraph:
    imprint = book.guide.imprint
    if not imprint.licence:
        return ImprintParagraph("")
    if imprint.licence_url:
        return ImprintParagraph(_("Licence: %(licence)s") % {"licence": ""}, imprint.licence, imprint.licence_url)
    return ImprintParagraph(_("Licence: %(licence)s") % {"licence": imprint.licence})


def _cover(book: Book) -> str:
    cover = book.guide.cover
    return _("On the cover: %(credit)s") % {"credit": cover.credit} if cover and cover.credit else ""


def _renamed(book: Book) -> str:
    """A note that the names are no longer those with which the edition came out."""
    changed = book.guide.renamed_on
    note = _("The names in it were brought up to date on %(date)s; the text is the same.")
    return note % {"date": day(changed)} if changed else ""
