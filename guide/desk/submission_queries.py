"""What the desk asks about the text that is open: compiled queries, by "page" and "comment" where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from common.database.queries import CompiledInQuery, CompiledQuery
from contributions.comments.credits import VIDEO_NAMED
from contributions.comments.kinds import CommentKind
from contributions.endorsements.counts import with_endorsements
from contributions.models import Comment, CommentRevision, Incorporation, Page, PageRevision, Patrol
from guide.candidates.evidence import Nomination
from guide.decisions.models import Decision, Submission
from guide.desk.waiting import PERSON, PREFIXES
from guide.drift.models import Drift

NAMED = 5
MOST_WAITING = 100
MOST_ALARMS = 50
OF_PAGE = ("id", "theme_id", "slug", "title", "version")
OF_TIP = ("id", "number", "title")


def _with_counts(rows: QuerySet[Any], about: str) -> QuerySet[Any]:
    """Each text with how many find it useful, and with the number of nuances that stand `about` it."""
    given = Comment.objects.standing().filter(**{about: OuterRef("pk")}, kind=CommentKind.NUANCE).order_by()
    count = Subquery(given.values(about).annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    found: QuerySet[Any] = with_endorsements(rows, AnonymousUser()).annotate(nuances=Coalesce(count, 0))
    return found


def _page(pk: int) -> QuerySet[Page]:
    return _with_counts(Page.objects.visible().defer("contents"), "page").filter(pk=pk).order_by()


def _comment(pk: int) -> QuerySet[Comment]:
    rows = _with_counts(Comment.objects.standing().for_lists(), "reply_to")
    return rows.filter(pk=pk).order_by().select_related(None)


page = CompiledQuery(_page, -7, related={"theme": ()})
OF_COMMENT = {
    "author": PERSON,
    "theme": (),
    "page": OF_PAGE,
    "page__theme": (),
    "video": VIDEO_NAMED,
    "passage": (),
}
comment = CompiledQuery(_comment, -7, related=OF_COMMENT)
replied_to = CompiledQuery(
    lambda pk: Comment.objects.filter(pk=pk).defer("body", "body_html"), -7, related={"author": PERSON}
)


def _submission(relation: str, pk: int) -> QuerySet[Submission]:
    return Submission.objects.filter(**{relation: pk}).order_by()


submission = {prefix: CompiledQuery(partial(_submission, relation), -7) for prefix, relation in PREFIXES.items()}


def _waiting(relation: str, pk: int) -> QuerySet[Any, Any]:
    rows = Patrol.objects.waiting().filter(**{relation: pk}).order_by("version")
    return rows.values_list("version")[:MOST_WAITING]


waiting: dict[str, CompiledQuery[Any]] = {
    prefix: CompiledQuery(partial(_waiting, relation), -7) for prefix, relation in PREFIXES.items()
}


def _revisions(model: Any, versions: Sequence[int], pk: int) -> Any:
    return model.objects.filter(id=pk, version__in=versions).defer("body").order_by()


revisions: dict[str, CompiledInQuery[Any]] = {
    prefix: CompiledInQuery(
        partial(_revisions, model),
        lambda number: 1_000_000 - number,  # a version is never below 0
        sample_args=[-7],
        related={"history_user": PERSON},
        at_once=NAMED + 2,
    )
    for prefix, model in (("page", PageRevision), ("comment", CommentRevision))
}

holding = CompiledQuery(
    lambda submission, number: Decision.objects.filter(submission=submission, number=number).order_by(),
    -7,
    1_000_007,
    related={"by": PERSON, "tip": OF_TIP, "page": OF_PAGE, "reason": ()},
)
last_decision = CompiledQuery(
    lambda decision, person: Decision.objects.holding().filter(pk=decision, by=person).order_by(),
    -7,
    -8,
    related={
        "tip": OF_TIP,
        "page": OF_PAGE,
        "reason": (),
        "submission": (),
        "submission__page": ("id", "title", "excerpt", "byline"),
        "submission__comment": ("id", "author_id", "excerpt"),
        "submission__comment__author": PERSON,
    },
)
nominations = CompiledQuery(
    lambda page: Nomination.objects.filter(Q(page=page) | Q(page__merged_into=page))[:NAMED],
    -7,
    related={"nominated_by": PERSON, "passage": ()},
)
incorporations = CompiledQuery(
    lambda comment: Incorporation.objects.filter(comment=comment)[:NAMED],
    -7,
    related={"page": OF_PAGE, "page__theme": ()},
)
alarms = CompiledQuery(
    lambda: Drift.objects.alarms().order_by("source__tip__number")[:MOST_ALARMS],
    related={"source": ("id", "tip_id"), "source__tip": OF_TIP},
)
