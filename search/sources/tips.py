"""The tips of the guide, as the newest published edition of each language says them: the editors' drafts are not found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.conf import settings
from django.utils import timezone

import markup
from accounts import access
from contributions.addresses import address_of
from guide.models import Edition
from search.models import Entry, Kind, Source, State
from search.texts import LONGEST_BODY, Now, OfTheme, Shown, Text
from themes.models import Theme


def current_editions() -> dict[str, int]:
    """The number of the newest edition of each language that readers have. One query."""
    rows = Edition.objects.readable().order_by("number").values_list("language", "number")
    return dict(rows)


def texts(keys: Sequence[int]) -> Iterator[Text]:
    """A tip is called by its number. A place that the newest edition leaves free has none."""
    themes = {theme.number: theme.pk for theme in Theme.objects.all()}
    for edition in Edition.objects.filter(number__in=current_editions().values()):
        published = edition.published_at or timezone.now()
        for chapter in edition.guide.chapters:
            for tip in chapter.tips:
                if tip.number in keys:
                    yield _text(tip.number, tip.title, tip.text, edition, themes.get(chapter.number), published)


def _text(number: int, title: str, body: str, edition: Edition, theme: int | None, published: datetime) -> Text:
    return Text(
        source=Source.TIP,
        object_id=number,
        kind=Kind.TIP,
        title=title,
        body=markup.plain_text(body)[:LONGEST_BODY],
        language=edition.language,
        at=published,
        version=edition.number,
        theme_id=theme,
        state=State.IN_GUIDE,
    )


def keys_after(key: int, at_most: int) -> list[int]:
    """Numbers of places: as many as the newest editions have."""
    guides = [edition.guide for edition in Edition.objects.filter(number__in=current_editions().values())]
    numbers = {tip.number for guide in guides for chapter in guide.chapters for tip in chapter.tips}
    return sorted(number for number in numbers if number > key)[:at_most]


def now(entries: Sequence[Entry], reader: access.Person) -> dict[int, Now]:
    """A tip of an edition that another has replaced is no longer found. Two queries."""
    if not access.may_read_guide(reader):
        return {}
    current = current_editions()
    themes = {theme.pk: OfTheme(theme.number, theme.short_title) for theme in Theme.objects.all()}
    return {
        entry.pk: Now(entry.version, None, themes.get(entry.theme_id or 0))
        for entry in entries
        if current.get(entry.language) == entry.version
    }


def bodies(keys: Sequence[int]) -> dict[int, tuple[str, str]]:
    """An edition never changes."""
    return {}


def shown(entry: Entry, theme: OfTheme | None) -> Shown:
    guide = address_of("guide:guide_in_language", entry.language or settings.GUIDE_LANGUAGE)
    return Shown(url=f"{guide}#tip-{entry.object_id}", title=entry.title, theme=theme, at=entry.at)
