"""Who has left marks on a page, by its cache version: asked once for all of its readers, who are many more."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, BooleanField, Exists, ExpressionWrapper, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from accounts.readers import NOBODY
from common.caching.lru import LRUCache
from common.database.queries import CompiledQuery
from contributions.comments.models import Comment
from contributions.contributors.models import Thanks
from contributions.endorsements.models import Endorsement
from contributions.pages.models import Page, PageRevision
from contributions.passages.models import Passage
from contributions.questions.models import QuestionAnswer
from contributions.watches.models import Watch

REMEMBERED = 100_000
"""People of all pages together, some hundred bytes each."""
ALWAYS, NEVER = Value(True), Value(False)
SHOWS_OUTSIDE = Q(is_hidden=True) | Q(withdrawn_at__isnull=False) | Q(passage__isnull=False)


class PageMarks(NamedTuple):
    """The keys of those whose marks show in the regions of their own, and of those of whom something shows outside, too."""

    cache_version: int
    in_regions: frozenset[int]
    outside: frozenset[int]


NO_MARKS = PageMarks(0, frozenset(), frozenset())
marks: LRUCache[PageMarks] = LRUCache(REMEMBERED, lambda known: 1 + len(known.in_regions) + len(known.outside))


def marks_on(page: int, cache_version: int) -> PageMarks:
    """Returns who has left marks on the page; each mark changes the page's cache version. One query, or none."""
    known = marks.get(page)
    if known is None or known.cache_version != cache_version:
        known = PageMarks(cache_version, *_found(page))
        marks.set(page, known)
    return known


def _found(page: int) -> tuple[frozenset[int], frozenset[int]]:
    in_regions: set[int] = set()
    outside: set[int] = set()
    for person, shows_outside, byline in _people.tuples(page):
        some = {author["id"] for author in json.loads(byline)} if byline else {person}
        (outside if shows_outside else in_regions).update(some)
    return frozenset(in_regions), frozenset(outside)


def _people_with_marks_on(page: int) -> Any:
    """One condition on one index each: an OR over two tables would look through all endorsements."""
    here, answers = [{"page": page}, {"comment__page": page}], QuestionAnswer.objects.filter(page=page)
    found = _authors_of(page).union(
        _of(PageRevision.objects.filter(id=page), "history_user"),
        _of(Comment.objects.filter(page=page), "author", SHOWS_OUTSIDE),
        *(_of(Endorsement.objects.filter(**one), "person") for one in here),
        *(_of(Watch.objects.filter(**one), "person") for one in here),
        *(_of(Thanks.objects.filter(**one), "by") for one in here),
        _of(Endorsement.objects.filter(passage__page=page), "person", ALWAYS),
        *(_of(answers, whose, ALWAYS) for whose in ("question__asked_by", "by")),
    )
    return found.order_by()


def _authors_of(page: int) -> Any:
    """All in one row. Where there is a passage, it shows outside: what one agrees with is nobody's own words."""
    nobody, has_passages = Value(NOBODY, BigIntegerField()), Exists(Passage.objects.filter(page=page))
    return Page.objects.filter(pk=page).order_by().values_list(nobody, has_passages, Cast("byline", TextField()))


def _of(rows: QuerySet[Any], whose: str, shows_outside: Any = NEVER) -> Any:
    return rows.order_by().values_list(whose, ExpressionWrapper(shows_outside, BooleanField()), Value(""))


_people: CompiledQuery[Page] = CompiledQuery(_people_with_marks_on, -7)
