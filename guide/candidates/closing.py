"""How a candidate ends: it takes a place, or is dropped. What spoke for it is frozen at that moment."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import markup
from accounts.models import User
from contributions.models import Comment, Page
from guide.candidates.errors import BeingVotedOn, ClosedMeanwhile
from guide.candidates.evidence import evidence_of
from guide.decisions.models import Submission
from guide.tips.models import Tip

if TYPE_CHECKING:
    from guide.candidates.models import Candidate


def promote(candidate: Candidate, number: int, *, by: User, seen: int | None = None, at: datetime | None = None) -> Tip:
    """See `Candidate.promote`."""
    from guide.decisions import verbs  # a decision ends candidates, and this decides

    if not candidate.is_open:
        raise ClosedMeanwhile(candidate)
    submission = Submission.objects.of(candidate.text)
    version, words = words_of(candidate)
    decision = verbs.promote_to_place(
        submission,
        number=number,
        by=by,
        seen=submission.number if seen is None else seen,
        version=version,
        body=words or None,
        passage=words or None,
        candidate=candidate,
        at=at,
    )
    candidate.refresh_from_db()
    assert decision.tip is not None  # noqa: S101 - what is used is in a tip
    return decision.tip


def words_of(candidate: Candidate) -> tuple[int, str]:
    """The version to begin with, and the words of the passage in its Markdown; no words for a text as a whole.

    A passage that the page no longer has is taken from the version in which it was chosen.
    """
    text, passage = candidate.text, candidate.passage
    if passage is None:
        return text.version, ""
    for version in (text.version, passage.page_version):
        body = text.visible_revision(version).body
        place = markup.find_quote(passage.anchor, body)
        if place.standing == "unchanged":
            return version, place.words_in(body)
    raise ValidationError(_("The page no longer has this passage: shortlist the words that it has now."), code="gone")


def drop(candidate: Candidate, *, by: User, why: str, at: datetime | None = None) -> None:
    """See `Candidate.drop`."""
    why = " ".join(why.split())
    if not why:
        raise ValidationError({"why": _("Say why: everybody can read it.")}, code="empty")
    if candidate.polls.filter(closed_at=None).exists():
        raise BeingVotedOn
    evidence = evidence_of([candidate])[candidate.pk]
    values = {"ended_by": by, "ended_at": at or timezone.now(), "dropped_why": why[:300], "evidence": evidence}
    if not _open(candidate).update(**values, theme=candidate.text.theme_id):
        raise ClosedMeanwhile(candidate)
    candidate.refresh_from_db()


def close_for_tip(
    tip: Tip, text: Page | Comment, passage: str, *, by: User, at: datetime, candidate: Candidate | None = None
) -> None:
    """The text took a place with these words: ends its candidates, those of the whole and of passages among the words.

    Called in the transaction that makes the tip, whichever screen it came from; raises EndedMeanwhile where `candidate`,
    which was to take the place, is not among them. Other passages stay candidates.
    """
    from guide.candidates.models import Candidate

    words = _plain(passage)
    rows = Candidate.objects.open().about(text).with_texts()
    ending = [row for row in rows if row == candidate or row.passage is None or _plain(row.passage.exact) in words]
    evidence = evidence_of(ending)
    values = {"tip": tip, "theme": tip.theme_id, "ended_by": by, "ended_at": at}
    ended = [row for row in ending if _open(row).update(**values, evidence=evidence[row.pk])]
    if candidate is not None and candidate not in ended:
        raise ClosedMeanwhile(candidate)


def _plain(words: str) -> str:
    return " ".join(markup.plain_text(words).split())


def _open(candidate: Candidate) -> models.QuerySet[Candidate]:
    """The row itself, if nobody has decided about it yet."""
    return type(candidate).objects.filter(pk=candidate.pk, ended_at=None)
