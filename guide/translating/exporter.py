"""The texts of an edition given out to be translated: each with what it is in the language now, or its original."""

from __future__ import annotations

from guide.course_texts import CourseText
from guide.editions import Edition
from guide.tips.models import Tip
from guide.translating import archive, sheets
from guide.translating.known_words import KnownWords, known_words
from guide.translating.sheets import Sheet
from guide.translations.originals import Original, originals


def archive_of(edition: Edition, language: str) -> bytes:
    """One ZIP: what is translated as it stands, in progress or approved, what is not as its original, each with its version."""
    texts = originals()
    known = known_words(texts, language)
    files: dict[str, str] = {sheets.COVER: _cover(edition, language)}
    themes = []
    for original in texts:
        sheet = _sheet(original, known.get(original.identity), language)
        if original.kind == "theme":
            themes.append(sheet)
        elif isinstance(original.text, Tip):
            quoted = original.text.quoted_person.public_name if original.text.quoted_person else ""
            files[sheet.file] = sheets.written(sheet, number=original.text.number, quoted=quoted)
        else:
            files[sheet.file] = sheets.written(sheet)
    if themes:
        files[sheets.THEMES] = sheets.written_themes(themes, language)
    return archive.packed(files)


def _sheet(original: Original, known: KnownWords | None, language: str) -> Sheet:
    """Of an outdated translation the words, and the version of the original as it is now: that is what is to be done."""
    words = known if known and known.title else original
    return Sheet(
        file_of(original),
        original.key,
        words.title,
        words.body,
        words.quote or original.quote,
        words.short_title or original.short_title,
        language=language,
        version=original.version,
    )


def file_of(original: Original) -> str:
    if original.kind == "theme":
        return sheets.THEMES
    if isinstance(original.text, Tip):
        return f"tips/{original.text.number:02}.md"
    if isinstance(original.text, CourseText):
        return f"courses/{original.text.key}.md"
    return f"sections/{original.key.removeprefix('section-')}.md"


def _cover(edition: Edition, language: str) -> str:
    text = edition.texts.filter(language=language).defer("document").first()
    title = (text and text.title) or edition.full_title
    subtitle = (text and text.subtitle) or edition.full_subtitle
    summary = (text and text.summary) or edition.summary
    return sheets.written(Sheet(sheets.COVER, "cover", title, summary, subtitle=subtitle, language=language))
