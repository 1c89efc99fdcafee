"""How candidates end when their text takes a place. What spoke for each is frozen at that moment."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import markup
from contributions.models import Comment, Page
from guide.candidates.evidence import evidence_of
from guide.candidates.models import Candidate, ClosedMeanwhile
from guide.tips.models import Tip


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


def close_for_tip(
    tip: Tip, text: Page | Comment, passage: str, *, by: User, at: datetime, candidate: Candidate | None = None
) -> None:
    """The text took a place with these words: ends its candidates, those of the whole and of passages among the words.

    Called in the transaction that makes the tip, whichever screen it came from; raises ClosedMeanwhile where `candidate`,
    which was to take the place, is not among them. Other passages stay candidates.
    """
    words = _plain(passage)
    rows = Candidate.objects.open().about(text).with_texts()
    ending = [row for row in rows if row == candidate or row.passage is None or _plain(row.passage.exact) in words]
    evidence = evidence_of(ending)
    values = {"tip": tip, "theme": tip.theme_id, "ended_by": by, "ended_at": at}
    ended = [row for row in ending if row.end(**values, evidence=evidence[row.pk])]
    if candidate is not None and candidate not in ended:
        raise ClosedMeanwhile(candidate)


def _plain(words: str) -> str:
    return " ".join(markup.plain_text(words).split())
