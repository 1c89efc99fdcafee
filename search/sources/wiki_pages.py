"""The pages of the wiki."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from accounts import access
from common import markup
from common.words.text_lists import side_by_side
from contributions.cached_urls import cached_reverse
from contributions.models import Page
from guide.models import Source as TipSource
from search.documents import LONGEST_BODY, CurrentText, DisplayedText, Document, ThemeLabel, named_bodies, of_entries
from search.models import IndexEntry, IndexSource, ResultKind, ResultState
from search.query import Audience
from search.sources.endorsement_counts import useful_of

NAMED = 3


def texts(keys: Sequence[int]) -> Iterator[Document]:
    """What was merged into another page is found there."""
    in_guide = set(TipSource.objects.filter(page__in=keys).exclude(tip__number=None).values_list("page", flat=True))
    useful = useful_of("page", keys)
    for page in Page.objects.filter(pk__in=keys, merged_into=None).defer("body_html", "contents"):
        yield Document(
            source=IndexSource.PAGE,
            object_id=page.pk,
            kind=ResultKind.PAGE,
            title=page.title,
            body=markup.plain_text(page.body)[:LONGEST_BODY],
            at=page.modified_at,
            version=page.version,
            theme_id=page.theme_id,
            page_id=page.pk,
            people=tuple(author["id"] for author in page.byline),
            state=ResultState.IN_GUIDE if page.pk in in_guide else "",
            audience=Audience.EDITORS if page.is_hidden else Audience.READERS,
            useful=useful.get(page.pk, 0),
        )


def keys_after(key: int, at_most: int) -> list[int]:
    return list(Page.objects.filter(pk__gt=key).order_by("pk").values_list("pk", flat=True)[:at_most])


def _rows(*, are_editors: bool) -> QuerySet[Page]:
    pages = Page.objects.visible_to_readers(are_editors=are_editors).order_by()
    of_others = {
        "useful": F("standing__useful"),
        "theme_slug": F("theme__slug"),
        "theme_number": F("theme__number"),
        "theme_title": F("theme__short_title"),
        "theme_paper": F("theme__paper"),
    }
    return pages.only("version", "title", "slug", "modified_at", "byline").annotate(**of_others)


def now(entries: Sequence[IndexEntry], reader: access.Person) -> dict[int, CurrentText]:
    rows: Iterable[Any] = _rows(are_editors=access.is_editor(reader)).filter(
        pk__in=[entry.object_id for entry in entries]
    )
    return of_entries(entries, {row.pk: CurrentText(row.version, row.useful or 0, row) for row in rows})


def bodies(keys: Sequence[int]) -> dict[int, tuple[str, str]]:
    rows = Page.objects.filter(pk__in=keys).order_by().values_list("pk", "title", "body")
    return named_bodies(rows)


def shown(_entry: IndexEntry, row: Any) -> DisplayedText:
    return DisplayedText(
        url=cached_reverse("contributions:page", row.theme_slug, row.slug),
        title=row.title,
        people=names(row.byline),
        theme=ThemeLabel(row.theme_number, row.theme_title, row.theme_paper),
        at=row.modified_at,
    )


def names(byline: Sequence[dict[str, Any]]) -> str:
    """An anonymous author is named in the reader's language."""
    known = [_("An anonymous colleague") if one.get("is_anonymous") else one["name"] for one in byline]
    return side_by_side(known[:NAMED]) + ("…" if len(known) > NAMED else "")
