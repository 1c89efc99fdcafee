"""The pages of the wiki."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

import markup
from accounts import access
from contributions.models import Page
from guide.models import Source as TipSource
from search.models import Entry, Kind, Source, State
from search.sources.counts import useful_of
from search.texts import LONGEST_BODY, Shown, Text
from search.wanted import Audience

NAMED = 3
THEME = ("theme__number", "theme__slug", "theme__short_title")
SHOWN = ("version", "title", "slug", "modified_at", "byline", *THEME)


def texts(keys: Sequence[int]) -> Iterator[Text]:
    """What was merged into another page is found there."""
    in_guide = set(TipSource.objects.filter(page__in=keys).exclude(tip__number=None).values_list("page", flat=True))
    useful = useful_of("page", keys)
    for page in Page.objects.filter(pk__in=keys, merged_into=None).defer("body_html", "contents"):
        yield Text(
            source=Source.PAGE,
            object_id=page.pk,
            kind=Kind.PAGE,
            title=page.title,
            body=markup.plain_text(page.body)[:LONGEST_BODY],
            at=page.modified_at,
            version=page.version,
            theme_id=page.theme_id,
            page_id=page.pk,
            people=tuple(author["id"] for author in page.byline),
            state=State.IN_GUIDE if page.pk in in_guide else "",
            audience=Audience.EDITORS if page.is_hidden else Audience.READERS,
            useful=useful.get(page.pk, 0),
        )


def keys_after(key: int, at_most: int) -> list[int]:
    return list(Page.objects.filter(pk__gt=key).order_by("pk").values_list("pk", flat=True)[:at_most])


def versions(entries: Iterable[Entry], reader: access.Person) -> dict[int, int]:
    by_key = {entry.object_id: entry.pk for entry in entries}
    rows = Page.objects.visible_to(reader).filter(pk__in=by_key).order_by().values_list("pk", "version")
    return {by_key[pk]: version for pk, version in rows}


def bodies(keys: Sequence[int]) -> dict[int, tuple[str, str]]:
    rows = Page.objects.filter(pk__in=keys).order_by().values_list("pk", "title", "body")
    return {pk: (title, markup.plain_text(body)[:LONGEST_BODY]) for pk, title, body in rows}


def shown(entries: Iterable[Entry], reader: access.Person) -> dict[int, Shown]:
    by_key = {entry.object_id: entry.pk for entry in entries}
    pages = Page.objects.visible_to(reader).filter(pk__in=by_key).order_by().select_related("theme").only(*SHOWN)
    return {
        by_key[page.pk]: Shown(
            url=page.get_absolute_url(),
            version=page.version,
            title=page.title,
            people=names(page),
            theme=page.theme,
            at=page.modified_at,
        )
        for page in pages
    }


def names(page: Page) -> str:
    """An anonymous author is named in the reader's language."""
    known = [_("An anonymous colleague") if one.get("is_anonymous") else one["name"] for one in page.byline]
    return ", ".join(known[:NAMED]) + ("…" if len(known) > NAMED else "")
