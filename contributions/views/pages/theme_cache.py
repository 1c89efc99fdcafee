"""What the list of a theme is made from, and who has left marks that show there: see contributions.views.list_cache."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from accounts.models import User
from accounts.readers import NOBODY, query_reader
from campaign.calendar.rights import boundaries_passed, rights_in, with_rights
from common.caching.lru import LRUCache
from common.database.queries import CompiledQuery
from contributions.cache_versions.models import NEWS, OF_THEMES, SITE, CacheVersion
from contributions.comments.models import Comment
from contributions.contributors.models import Thanks
from contributions.endorsements.models import Endorsement
from contributions.endorsements.suggestion import passage_to_agree_with
from contributions.passages.models import Passage
from contributions.views.list_cache import Basis
from contributions.views.pages.page_cache import own_key
from contributions.watches.models import Watch
from drafts.models import Draft
from themes.models import Theme

REMEMBERED = 20_000
marks: LRUCache[bool] = LRUCache(REMEMBERED)


def basis_of_theme(reader: User, slug: str) -> Basis | None:
    """Returns what the list is made from for the reader, or None where she has begun to answer. One query, and three where
    the list has changed since she read it.
    """
    found: Any = None if "\0" in slug else _theme_versions.first(slug, reader.pk, timezone.now())
    if found is None or found.has_draft:
        return None
    in_reading = 0 if rights_in(found).write else found.of_news  # then it says how many texts there are
    versions = (found.pk, found.of_site, found.of_list, in_reading, found.boundaries)
    return Basis(versions, own_key(reader) if _has_marks(reader, found, found.of_list) else NOBODY)


def _with_versions(slug: str, person: int, at: datetime) -> Any:
    key = Concat(Value("theme:"), Cast(OuterRef("pk"), CharField()), Value(":say"))
    draft = Draft.objects.filter(person=person, key=key, ended_at=None, length__gt=0)
    rows = with_rights(Theme.objects.filter(slug=slug), at).annotate(
        has_draft=Exists(draft),
        of_site=CacheVersion.objects.of(SITE),
        of_news=CacheVersion.objects.of(NEWS),
        of_list=CacheVersion.objects.of(Value(OF_THEMES) - OuterRef("pk")),
        boundaries=boundaries_passed(at),
    )
    return rows.order_by().only("pk")


_theme_versions = CompiledQuery(_with_versions, "of a theme", NOBODY, datetime(1, 2, 3, tzinfo=UTC))


def _has_marks(reader: User, theme: Theme, version: int) -> bool:
    """Whether the list shows her what it shows nobody else; each mark changes the list's version."""
    key = (reader.pk, theme.pk, version)
    known = marks.get(key)
    if known is None:
        left: Any = _with_marks.first(theme.pk, reader.pk)
        known = left is None or bool(left.has_marks)
        known = known or (bool(left.has_passages) and _offered(theme, reader) != _offered(theme, _nobody()))
        marks.set(key, known)
    return known


def _left_marks(theme: int, person: int) -> Any:
    """The theme, and whether somebody follows it, or has said, endorsed, followed or given thanks for something under it."""
    here = Q(comment__theme=theme, comment__page=None, comment__video=None)
    found: Any = Exists(Comment.objects.filter(theme=theme, page=None, video=None, author=person))
    for rows in (
        Endorsement.objects.filter(here, person=person),
        Watch.objects.filter(here | Q(theme=theme), person=person),
        Thanks.objects.filter(here, by=person),
    ):
        found |= Exists(rows)
    passages = Exists(Passage.objects.filter(page__theme=theme))
    return Theme.objects.filter(pk=theme).annotate(has_marks=found, has_passages=passages).order_by().only("pk")


_with_marks = CompiledQuery(_left_marks, -7, -8)


def _offered(theme: Theme, reader: User) -> int | None:
    """Returns the passage that she is asked to agree with."""
    passage = passage_to_agree_with(theme, reader)
    return passage.pk if passage else None


def _nobody() -> User:
    return query_reader(NOBODY, is_editor=False, watches=False)
