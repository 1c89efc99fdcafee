"""A text to translate as a plain file: a head, the Markdown, the quotation. What people get, and send back.

The cover among text files that came back: what it says, and whether somebody has worded it meanwhile.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _

from common.paging import parse_int
from guide.editions import Edition, EditionText
from guide.translating.querysets import TargetsChanged, digest

THEMES, COVER = "themes.md", "cover.md"
COURSE_FILE = re.compile(r"courses/(\d{1,9})\.md")
TIP_FILE = re.compile(r"tips/(\d{1,3})\.md")
SECTION_FILE = re.compile(r"sections/([a-z][a-z-]{2,40}(?:-\d{1,2})?)\.md")
_FIELD = re.compile(r"([a-z][a-z ]{1,20}): *(.*)(?:\n|\Z)")
_QUOTE = re.compile(r"^@@quote([^|\n]*)\|(.*)\Z", re.MULTILINE | re.DOTALL)
_LOOKS_LIKE_QUOTE = re.compile(r"^(?=@@quote)", re.MULTILINE)
_QUESTION = re.compile(r"^## (\d)\. *(.+)$", re.MULTILINE)
LARGEST_VERSION = 2**31 - 1


class UnreadableSheet(ValueError):
    """A file that is none of those that were given out; the message says why, in words."""


@dataclass(frozen=True)
class Sheet:
    """What one text says in a language. `key` is that of its original; a tip without a reference is named by its number.

    `version` is that of the original that was translated, None where the file does not say; of the cover, the body is the
    summary.
    """

    file: str
    key: str
    title: str
    body: str = ""
    quote: str = ""
    short_title: str = ""
    subtitle: str = ""
    language: str = ""
    version: int | None = None


def written(sheet: Sheet, *, number: int | None = None, quoted: str = "") -> str:
    """The file of a tip, a section or the cover."""
    head = {
        "language": sheet.language,
        "number": number,
        "reference": sheet.key.removeprefix("tip-") if number else "",
        "version": sheet.version,
        "title": sheet.title,
        "subtitle": sheet.subtitle,
    }
    lines = [f"{name}: {value}\n" for name, value in head.items() if value]
    body = _LOOKS_LIKE_QUOTE.sub("\\\\", sheet.body)
    quote = f"\n@@quote {quoted} | {sheet.quote}\n" if sheet.quote else ""
    return f"{''.join(lines)}\n{body}\n{quote}"


def written_themes(sheets: list[Sheet], language: str) -> str:
    """The file of all questions."""
    parts = [
        f"## {sheet.key.removeprefix('theme-')}. {sheet.title}\nshort title: {sheet.short_title}\n" for sheet in sheets
    ]
    return f"language: {language}\n\n" + "\n".join(parts)


def read(file: str, text: str) -> list[Sheet]:
    """The texts in a file; raises Unreadable."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    head, text = _head(text)
    if file == THEMES:
        return _themes(file, head, text)
    return [replace(_one(file, head, text), language=head.get("language", ""), version=_version(head))]


def _head(text: str) -> tuple[dict[str, str], str]:
    head: dict[str, str] = {}
    while found := _FIELD.match(text):
        head.setdefault(found[1], found[2].strip())
        text = text[found.end() :]
    return head, text


def _one(file: str, head: dict[str, str], text: str) -> Sheet:
    title = head.get("title", "")
    if file == COVER:
        return Sheet(file, "cover", title, text.strip(), subtitle=head.get("subtitle", ""))
    quote = ""
    if found := _QUOTE.search(text):
        text, quote = text[: found.start()], " ".join(found[2].split())
    text = re.sub(r"^\\(?=@@quote)", "", text, flags=re.MULTILINE).strip()
    if tip := TIP_FILE.fullmatch(file):
        reference = head.get("reference", "")
        key = f"tip-{reference}" if reference.isascii() and reference.isdecimal() else f"place-{int(tip[1])}"
        return Sheet(file, key, title, text, quote)
    if section := SECTION_FILE.fullmatch(file):
        return Sheet(file, f"section-{section[1]}", title, text)
    if course := COURSE_FILE.fullmatch(file):
        return Sheet(file, f"course-{course[1]}", title, text)
    raise UnreadableSheet(_("This file is not one of those that were given out."))


def _themes(file: str, head: dict[str, str], text: str) -> list[Sheet]:
    pieces = _QUESTION.split(text)
    sheets = []
    for number, question, rest in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        under = _head(rest.lstrip("\n"))[0]
        short_title = under.get("short title", "")
        sheets.append(
            Sheet(
                file,
                f"theme-{number}",
                question.strip(),
                short_title=short_title,
                language=head.get("language", ""),
            )
        )
    if not sheets:
        raise UnreadableSheet(_("This file contains no questions: each begins with “## 1.” and so on."))
    return sheets


def _version(head: dict[str, str]) -> int | None:
    number = parse_int(head.get("version", ""), digits=11)
    return None if number is None else min(number, LARGEST_VERSION)


_LIMITS = (120, 200, 1000)  # of the title, the subtitle and the summary


def problems_of(sheet: Sheet, cover: EditionText | None) -> list[str]:
    """Returns why nothing is taken from it: no cover in this language, lines that are too long."""
    if cover is None:
        return [_("The edition does not come out in this language.")]
    words = _("Say it in %(most)s characters at most.")
    return [words % {"most": most} for most, line in zip(_LIMITS, _lines(sheet), strict=True) if len(line) > most]


def status_of(sheet: Sheet, edition: Edition, cover: EditionText | None) -> str:
    """Returns "new", "changed", "same" or "original", as `ImportedText` has them."""
    if _lines(sheet) == _own(edition):
        return "original"
    said, now = _lines(without_originals(sheet, edition, cover)), _now(cover)
    return "same" if said == now else "changed" if any(now) else "new"


def without_originals(sheet: Sheet, edition: Edition, cover: EditionText | None) -> Sheet:
    """Returns the sheet without the lines that came back in the edition's own words: as they were given out, not said yet."""
    title, subtitle, summary = (
        "" if line == own and not said else line
        for line, own, said in zip(_lines(sheet), _own(edition), _now(cover), strict=True)
    )
    return replace(sheet, title=title, subtitle=subtitle, body=summary)


def mark_of_cover(cover: EditionText | None) -> str:
    """Returns which state of the cover somebody has looked at."""
    return digest("\x1f".join(_now(cover)))


def store_cover(edition: Edition, language: str, sheet: Sheet, *, seen: str) -> None:
    """Says on the cover what the sheet does. Raises TargetsChanged where it is not as it was `seen`, and ValidationError."""
    with transaction.atomic():
        cover = edition.texts.select_for_update().filter(language=language).defer("document").first()
        if mark_of_cover(cover) != seen:
            raise TargetsChanged({})
        edition.word_cover_in(language, title=sheet.title, subtitle=sheet.subtitle, summary=sheet.body)


type _Cover = tuple[str, str, str]


def _lines(sheet: Sheet) -> _Cover:
    return sheet.title, sheet.subtitle, sheet.body


def _now(cover: EditionText | None) -> _Cover:
    return (cover.title, cover.subtitle, cover.summary) if cover else ("", "", "")


def _own(edition: Edition) -> _Cover:
    return edition.full_title, edition.full_subtitle, edition.summary.strip()
