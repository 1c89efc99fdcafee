"""The imprint in words, for forms that are read more than looked at: who answers for the edition, when, and under what."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from common.words.text_lists import side_by_side

from .layout import Book
from .phrases import added_sentence, credit_sentences, day, imprint_sentences, sharing_sentence


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
