"""What speaks for a candidate: counted live while it is open, frozen when it is decided about. People stand in it as keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaign.calendar import rights
from contributions.comments.kinds import CommentKind
from contributions.models import Comment, Endorsement, Page, PageScore, Passage, Question, QuestionAnswer
from guide.sources.models import Source

if TYPE_CHECKING:
    from guide.candidates.models import Candidate


type Frozen = dict[str, Any]


@dataclass(frozen=True)
class Counted:
    """What is known of the texts of several candidates, by key."""

    endorsed: Mapping[str, Mapping[int, int]]
    readers: Mapping[int, int]
    nuances: Mapping[str, Mapping[int, int]]
    nominations: Sequence[Nomination]
    questions: Mapping[int, Sequence[int]]


def evidence_of(candidates: Iterable[Candidate]) -> dict[int, Frozen]:
    """By the key of the candidate; the same number of queries for one and for a hundred. They come `with_texts`."""
    rows = list(candidates)
    counted = _count(rows) if rows else None
    return {row.pk: _of(row, counted) for row in rows if counted}


def _of(candidate: Candidate, counted: Counted) -> Frozen:
    page = candidate.page_now
    found: Frozen = {"version": candidate.text.version}
    if page is None:
        key = candidate.comment_id or 0
        said = {
            "useful": counted.endorsed["comment"].get(key, 0),
            "answers": counted.nuances["reply_to"].get(key, 0),
        }
        return found | said | {"nominations": [], "questions": []}
    found |= {"useful": counted.endorsed["page"].get(page.pk, 0), "readers": counted.readers.get(page.pk, 0)}
    if candidate.passage_id:
        found["agree"] = counted.endorsed["passage"].get(candidate.passage_id, 0)
        found["nuances"] = counted.nuances["passage"].get(candidate.passage_id, 0)
    else:
        found["nuances"] = counted.nuances["page"].get(page.pk, 0)
    found["nominations"] = [_nomination(one) for one in counted.nominations if _speaks_for(one, candidate)]
    found["questions"] = list(counted.questions.get(page.pk, ()))
    return found


def _speaks_for(nomination: Nomination, candidate: Candidate) -> bool:
    """Of the page as a whole; of a passage, what was said of it or of the whole page."""
    page = candidate.page_now
    if page is None or nomination.page_now.pk != page.pk:
        return False
    return candidate.passage_id is None or nomination.passage_id in {None, candidate.passage_id}


def _nomination(one: Nomination) -> Frozen:
    return {
        "by": one.nominated_by_id,
        "at": one.nominated_at.isoformat(),
        "reason": one.reason,
        "of_passage": one.passage_id is not None,
    }


def _count(rows: Sequence[Candidate]) -> Counted:
    pages = {row.page_now.pk for row in rows if row.page_now}
    passages = {row.passage_id for row in rows if row.passage_id}
    said = {row.comment_id for row in rows if row.comment_id}
    of_kinds = {"page": pages, "passage": passages, "comment": said}
    return Counted(
        endorsed={
            kind: _numbers(Endorsement.objects.filter(**{f"{kind}__in": keys}), kind) for kind, keys in of_kinds.items()
        },
        readers=dict(PageScore.objects.filter(page__in=pages).values_list("page", "readers")),
        nuances=_nuances(pages, passages, said),
        nominations=list(
            Nomination.objects.filter(Q(page__in=pages) | Q(page__merged_into__in=pages))
            .select_related("page__merged_into")
            .defer(
                *(
                    f"{page}__{name}"
                    for page in ("page", "page__merged_into")
                    for name in ("body", "body_html", "contents")
                )
            )
            .order_by("nominated_at", "pk")
        ),
        questions=_questions(pages),
    )


def _nuances(pages: set[int], passages: set[int], said: set[int]) -> dict[str, dict[int, int]]:
    standing = Comment.objects.standing()
    nuances = standing.filter(kind=CommentKind.NUANCE)
    return {
        "page": _numbers(nuances.filter(page__in=pages), "page"),
        "passage": _numbers(nuances.filter(passage__in=passages), "passage"),
        "reply_to": _numbers(standing.filter(reply_to__in=said), "reply_to"),
    }


def _numbers(rows: Any, column: str) -> dict[int, int]:
    return dict(rows.order_by().values(column).annotate(n=Count("pk")).values_list(column, "n"))


def _questions(pages: set[int]) -> dict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    answers = QuestionAnswer.objects.filter(page__in=pages, question__is_hidden=False)
    for page, question in answers.order_by("pk").values_list("page", "question"):
        found[page].append(question)
    return found


@dataclass(frozen=True)
class Supporter:
    """Somebody who nominated it; `person` is None where she is no longer known."""

    person: User | None
    at: datetime
    reason: str
    of_passage: bool


@dataclass(frozen=True)
class Evidence:
    """As it is shown: names as people chose them, at the moment of reading."""

    version: int
    useful: int
    readers: int | None
    agree: int | None
    nuances: int | None
    answers: int | None
    supporters: list[Supporter] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def shown(frozen: Mapping[int, Frozen]) -> dict[int, Evidence]:
    """Resolves the stored keys to today's people and questions. Two queries for all."""
    nominations = [one for evidence in frozen.values() for one in evidence.get("nominations", [])]
    questions = {key for evidence in frozen.values() for key in evidence.get("questions", [])}
    people = User.objects.in_bulk({one["by"] for one in nominations})
    known = Question.objects.filter(is_hidden=False).in_bulk(questions)
    return {key: _shown(evidence, people, known) for key, evidence in frozen.items()}


def _shown(frozen: Frozen, people: Mapping[int, User], questions: Mapping[int, Question]) -> Evidence:
    supporters = [
        Supporter(people.get(one["by"]), datetime.fromisoformat(one["at"]), one["reason"], one["of_passage"])
        for one in frozen.get("nominations", [])
    ]
    counts = {name: frozen.get(name) for name in ("readers", "agree", "nuances", "answers")}
    asked = [questions[key] for key in frozen.get("questions", []) if key in questions]
    return Evidence(frozen["version"], frozen.get("useful", 0), **counts, supporters=supporters, questions=asked)


# A page, or a passage of it, is proposed for the guide, with a sentence why.


class NominationQuerySet(models.QuerySet["Nomination"]):
    def nominate(
        self, page: Page, *, by: User, reason: str = "", passage: Passage | None = None, at: datetime | None = None
    ) -> Nomination:
        """Proposes the page as it stands, or a passage of it, each once a person; again gives the newer version and reason.

        Raises RightClosed.
        """
        rights.check("nominate", at)
        values = {"page_version": page.version, "reason": reason.strip(), "nominated_at": at or timezone.now()}
        return self.update_or_create(page=page, passage=passage, nominated_by=by, defaults=values)[0]

    def open(self) -> NominationQuerySet:
        """Nominated pages that no placed tip rests on yet, newest first."""
        used = Source.objects.exclude(tip__number=None).exclude(page=None)
        rows = self.filter(page__is_hidden=False).exclude(page__in=used.values("page"))
        rows = rows.exclude(page__merged_into__in=used.values("page"))
        rows = rows.exclude(page__in=used.filter(page__merged_into__isnull=False).values("page__merged_into"))
        return rows.select_related("page__theme", "page__merged_into__theme", "passage", "nominated_by").order_by(
            "-nominated_at"
        )

    def pages(self) -> models.QuerySet[Nomination, Any]:
        """The pages that wait, in the column `now`, each once."""
        rows = self.open().order_by().annotate(now=Coalesce("page__merged_into", "page"))
        return rows.values("now").distinct()

    def about(self, page: Page) -> NominationQuerySet:
        """Of the page, or of one that was merged into it."""
        return self.filter(models.Q(page=page) | models.Q(page__merged_into=page))


class Nomination(models.Model):
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))
    passage = models.ForeignKey(
        Passage, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("passage")
    )
    page_version = models.PositiveIntegerField(_("version of the page"))
    nominated_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("nominated by"))
    nominated_at = models.DateTimeField(_("nominated"))
    reason = models.CharField(_("why"), max_length=300, blank=True)

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        ordering = ["-nominated_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "nominated_by"],
                condition=models.Q(passage=None),
                name="a_person_nominates_a_page_once",
            ),
            models.UniqueConstraint(fields=["passage", "nominated_by"], name="a_person_nominates_a_passage_once"),
        ]

    def __str__(self) -> str:
        return f"{self.page} ({self.nominated_by})"

    @property
    def page_now(self) -> Page:
        """Where the words are that were proposed: the page, or the one that it was merged into."""
        return self.page.merged_into or self.page
