"""The texts of an edition given out to be translated: each with what it is in the language now, or its original.

What the texts of the guide say in a language by now, each as a whole: in progress, else approved.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from guide.course_texts import CourseText
from guide.editions import Edition
from guide.tips.models import Tip
from guide.translating import sheets
from guide.translating.models import PendingTranslation
from guide.translating.querysets import mark_of
from guide.translating.review import put_together
from guide.translating.sheets import COURSE_FILE, COVER, SECTION_FILE, THEMES, TIP_FILE, Sheet
from guide.translations.models import Translation
from guide.translations.originals import Original, original_at, originals
from guide.translations.translated_texts import by_identity


@dataclass(frozen=True)
class KnownWords:
    """What a text is in the language by now: in progress, else approved. `mark` says which state of it was looked at."""

    title: str
    short_title: str
    body: str
    quote: str
    source_version: int
    by: User | None
    at: datetime
    mark: str


def known_words(texts: Iterable[Original], language: str) -> dict[tuple[str, int], KnownWords]:
    """Returns what each text is in a language by now; two queries, and one for each text in progress."""
    known = {identity: _of_translation(row) for identity, row in by_identity(language).items()}
    rows = {row.identity: row for row in PendingTranslation.objects.in_language(language).select_related("by")}
    return known | {one.identity: _of_pending(rows[one.identity], one) for one in texts if one.identity in rows}


def _of_translation(row: Translation) -> KnownWords:
    return KnownWords(
        row.title, row.short_title, row.body, row.quote, row.source_version, row.by, row.at, mark_of(None, row)
    )


def _of_pending(row: PendingTranslation, original: Original) -> KnownWords:
    words = put_together(original_at(original.text, row.source_version), row.paragraphs)
    return KnownWords(source_version=row.source_version, by=row.by, at=row.at, mark=mark_of(row, None), **words)


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
    return packed(files)


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


# The texts of the guide as one ZIP of plain files, written, and read within bounds: whatever it says of itself.


MOST_BYTES = 4 * 1024 * 1024
MOST_FILES = 2000
LARGEST_FILE = 200_000
MOST_IN_ALL = 6_000_000
_OF_TEXTS = "|".join(pattern.pattern for pattern in (TIP_FILE, SECTION_FILE, COURSE_FILE))
_KNOWN = re.compile(rf"(?:{re.escape(THEMES)}|{re.escape(COVER)}|{_OF_TEXTS})\Z")
_READ = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""What computers pack with by themselves; of the others, Python unpacks far more at once than it is asked for."""
_FIXED = (1980, 1, 1, 0, 0, 0)


class UnreadableArchive(ValidationError):
    """Nothing is taken from the file; it says why."""

    def __init__(self, message: object) -> None:
        super().__init__({"file": message}, code="unreadable")


def packed(files: dict[str, str]) -> bytes:
    """The same files are the same bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return content.getvalue()


def unpacked(content: bytes) -> dict[str, str | None]:
    """What the files that were given out say, by their names; None for one that is no text, or too long.

    A folder around them all is left out. No name is ever used as a path. Raises UnreadableArchive.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableArchive(_("This file is too large: send back the archive with only its text files."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return dict(_texts(archive))
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError, OSError):
        raise _unreadable() from None


def _unreadable() -> UnreadableArchive:
    return UnreadableArchive(_("This ZIP archive cannot be read here. Pack the files again, without a password."))


def _texts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str | None]]:
    entries = archive.infolist()
    if len(entries) > MOST_FILES:
        raise UnreadableArchive(_("This archive holds more files than were given out."))
    left, seen = MOST_IN_ALL, set()
    for entry in entries:
        found = _KNOWN.search(entry.filename)
        name = found[0] if found else ""
        if not _is_at_its_place(entry.filename, name) or name in seen:
            continue
        seen.add(name)
        if entry.compress_type not in _READ:
            raise _unreadable()
        with archive.open(entry) as file:
            content = file.read(LARGEST_FILE + 1)
        left -= len(content)
        if left < 0:
            raise UnreadableArchive(_("The texts in this archive are longer than a guide can be."))
        yield name, _decoded(content)


def _is_at_its_place(path: str, name: str) -> bool:
    """Alone, or in one folder around everything, as people's computers pack it."""
    around = path.removesuffix(name)
    return bool(name) and (not around or (around.count("/") == 1 and around.endswith("/") and "__MACOSX" not in around))


def _decoded(content: bytes) -> str | None:
    if len(content) > LARGEST_FILE:
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text
