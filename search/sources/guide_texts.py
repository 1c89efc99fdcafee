"""What the guide says: the tips and the texts around them, in each language of the edition that readers have.

The editors' drafts are not found, and no name that an edition prints is: the texts alone are read, as they were frozen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone

from accounts import access
from campaign.languages import first_language
from common import markup
from common.markup.language import words_for
from contributions.cached_urls import cached_reverse
from guide.models import Edition, EditionText
from guide.publication.document import ANCHOR as SELF_CHECK
from guide.publication.document import Guide
from guide.publication.layout import SectionPart, section_parts
from search.documents import LONGEST_BODY, CurrentText, DisplayedText, Document, ThemeLabel
from search.models import IndexEntry, IndexSource, ResultKind, ResultState
from themes.models import Theme

# What an anchor of the guide begins with; its place here and its number make the key of the text.
# "notion" and "before-publishing" are in editions that came out before sections were named by their editors.
NAMES = (
    "tip",
    "editorial",
    "introduction",
    "notion",
    "chapter",
    "conclusion",
    "before-publishing",
    "glossary",
    "bibliography",
    "acknowledgements",
    SELF_CHECK,
    "text",
)
OF_A_NAME = 1_000
ANCHOR = re.compile(r"(?P<name>[a-z-]+?)(?:-(?P<number>\d{1,3}))?")


def key_of(anchor: str) -> int:
    """The number of a text: 7 for "tip-7", 3002 for "notion-2"."""
    found = ANCHOR.fullmatch(anchor)
    if found is None:
        raise ValueError(anchor)
    return NAMES.index(found["name"]) * OF_A_NAME + int(found["number"] or 0)


def anchor_of(key: int) -> str:
    name, number = NAMES[key // OF_A_NAME], key % OF_A_NAME
    return f"{name}-{number}" if number else name


class GuideText(NamedTuple):
    """A text of the guide; `chapter` is the number of the question that it belongs to, 0 for none."""

    anchor: str
    title: str
    body: str
    chapter: int = 0


def passages_of(guide: Guide) -> Iterator[GuideText]:
    """All that the guide says in its own language: an original in the place of a translation is found in its own guide."""
    for part in _sections(guide):
        if not part.language:
            yield GuideText(part.id, part.title, markup.html_text(part.html, is_named=True))
    for chapter in guide.chapters:
        if not chapter.language and not chapter.opening_language:
            opening = _plain(chapter.opening_text, guide)
            yield GuideText(f"chapter-{chapter.number}", chapter.question, opening, chapter.number)
        for tip in chapter.tips:
            if not tip.language:
                yield GuideText(f"tip-{tip.number}", tip.title, _plain(tip.text, guide), chapter.number)
    if guide.self_check and not guide.self_check.title.language:
        said = [line.text for line in guide.self_check.lines if not line.language]
        yield GuideText(SELF_CHECK, said[0], "\n".join(said[1:]))


def _sections(guide: Guide) -> Iterator[SectionPart]:
    """A heading without a text of its own says nothing that its sections do not."""
    for part in section_parts((*guide.front, *guide.back)):
        yield from (part, *part.parts) if part.html else part.parts


def _plain(text: str, guide: Guide) -> str:
    """The words of a text as the guide prints them: no name stands in it that could change."""
    return markup.plain_text(markup.with_everybody(text, words_for(guide.language).colleague))


def current_texts() -> set[tuple[int, str]]:
    """The edition that readers have, by its number, with each of its languages. One query."""
    newest = Edition.objects.readable().values("pk")[:1]
    rows = EditionText.objects.filter(edition__in=newest, document__isnull=False).order_by()
    return set(rows.values_list("edition__number", "language"))


def texts(keys: Sequence[int]) -> Iterator[Document]:
    """A tip is called by its number. A place that the edition leaves free has none."""
    edition = Edition.objects.current()
    if edition is None:
        return
    themes = {theme.number: theme.pk for theme in Theme.objects.all()}
    published, wanted = edition.published_at or timezone.now(), set(keys)
    for language, guide in edition.documents.items():
        for passage in passages_of(guide):
            if key_of(passage.anchor) in wanted:
                yield _text(passage, edition.number, language, themes.get(passage.chapter), published)


def _text(passage: GuideText, edition: int, language: str, theme: int | None, published: datetime) -> Document:
    return Document(
        source=IndexSource.TIP,
        object_id=key_of(passage.anchor),
        kind=ResultKind.TIP if passage.anchor.startswith("tip-") else ResultKind.SECTION,
        title=passage.title,
        body=passage.body[:LONGEST_BODY],
        language=language,
        at=published,
        version=edition,
        theme_id=theme,
        state=ResultState.IN_GUIDE,
    )


def keys_after(key: int, at_most: int) -> list[int]:
    """As many as the edition that readers have has texts, in any of its languages."""
    edition = Edition.objects.current()
    guides = edition.documents.values() if edition else ()
    keys = {key_of(passage.anchor) for guide in guides for passage in passages_of(guide)}
    return sorted(one for one in keys if one > key)[:at_most]


def now(entries: Sequence[IndexEntry], reader: access.Person) -> dict[int, CurrentText]:
    """What an edition says that another has replaced is no longer found. Two queries."""
    if not access.may_read_guide(reader):
        return {}
    current = current_texts()
    themes = {theme.pk: ThemeLabel(theme.number, theme.short_title, theme.paper) for theme in Theme.objects.all()}
    return {
        entry.pk: CurrentText(entry.version, None, themes.get(entry.theme_id or 0))
        for entry in entries
        if (entry.version, entry.language) in current
    }


def bodies(keys: Sequence[int]) -> dict[int, tuple[str, str]]:
    """An edition never changes."""
    return {}


def shown(entry: IndexEntry, theme: ThemeLabel | None) -> DisplayedText:
    language = entry.language or first_language()
    url = _address(anchor_of(entry.object_id), language)
    return DisplayedText(url=url, title=entry.title, theme=theme, at=entry.at, language=language)


def _address(anchor: str, language: str) -> str:
    if anchor == SELF_CHECK:  # the rest of the guide is one page
        return cached_reverse("guide:self_check_page", language)
    return f"{cached_reverse('guide:guide_in_language', language)}#{anchor}"
