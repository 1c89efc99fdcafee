"""What an editor can decide about a page or a contribution: one verb each, one transaction each.

Each takes in `seen` the number of decisions that the editor saw (`Submission.number`), and raises DecidedMeanwhile where
another has decided since, PlaceTaken where another has taken the place, ValidationError for what cannot be; then nothing
is written. A decision that revises an earlier one is one more decision. The rows are held in one order, submission, tip,
place, so that no two editors wait for each other.
"""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import markup
from contributions.models import Comment, CommentRevision, Page, PageRevision
from guide.candidates import closing
from guide.candidates.models import Candidate, ClosedMeanwhile
from guide.decisions.models import WORDS_LENGTH, Decision, Outcome, Reason, Submission
from guide.decisions.querysets import mark_read
from guide.tips.making import place_tip, prepare_tip
from guide.tips.models import Tip

type Revision = PageRevision | CommentRevision

TITLE_FROM_WORDS = 80


def promote(
    submission: Submission,
    onto: int | Tip,
    *,
    by: User,
    seen: int,
    version: int | None = None,
    title: str | None = None,
    body: str | None = None,
    passage: str | None = None,
    candidate: Candidate | None = None,
    at: datetime | None = None,
) -> Decision:
    """The text goes into the guide: at the free place `onto` as a tip of its own (see `guide.tips.making`), or into the tip
    `onto`, which then rests on it too: on `passage`, else on the opening of a page, on a whole contribution.

    What has no title, a contribution, gives its first words unless `title` says otherwise. Where it takes a place the text's
    candidates end with it; raises ClosedMeanwhile where the one that is promoted, `candidate`, has been decided about already.
    """
    revision, moment = _read(submission, version), at or timezone.now()
    prepared = None
    if not isinstance(onto, Tip):  # rendered before anything is held
        chosen = _title_of(submission, revision) if title is None else title
        prepared = prepare_tip(revision, number=onto, title=chosen, body=body, by=by)
    with transaction.atomic():
        Submission.objects.hold(submission, seen=seen)
        if isinstance(onto, Tip):
            tip, words = onto, passage or (markup.opening(revision.body) if submission.page_id else revision.body)
            _rest_on(tip, revision, words, by, moment)
        else:
            tip = place_tip(cast(Tip, prepared), revision, passage=passage, by=by, at=moment)
            closing.close_for_tip(
                tip, submission.text, tip.sources.get().passage, by=by, at=moment, candidate=candidate
            )
        return Decision.objects.decide(
            submission, outcome=Outcome.PROMOTED, tip=tip, by=by, seen=seen, version=revision.version, at=moment
        )


def promote_candidate(
    candidate: Candidate, number: int, *, by: User, seen: int | None = None, at: datetime | None = None
) -> Tip:
    """Promotes what is on a shortlist: of a passage, its words are the first words and the first source of the tip.

    Raises ClosedMeanwhile where it has been decided about, and what `promote` raises; then nothing is written.
    """
    if not candidate.is_open:
        raise ClosedMeanwhile(candidate)
    submission = Submission.objects.of(candidate.text)
    version, words = closing.words_of(candidate)
    said = words or None
    seen = submission.number if seen is None else seen
    values = {"version": version, "body": said, "passage": said, "candidate": candidate}
    decision = promote(submission, number, by=by, seen=seen, at=at, **values)  # type: ignore[arg-type]
    candidate.refresh_from_db()
    return cast(Tip, decision.tip)


def merge_into(
    submission: Submission,
    page: Page,
    *,
    by: User,
    seen: int,
    version: int | None = None,
    words: str = "",
    at: datetime | None = None,
) -> Decision:
    """Merges a submission into `page`: a comment is incorporated, crediting its author; of a page the target is recorded."""
    target, line = _in_sight(page, submission), _line(words)
    with transaction.atomic():
        Submission.objects.hold(submission, seen=seen)
        if isinstance(submission.text, Comment):
            submission.text.incorporate(page=target, by=by, at=at)
        return Decision.objects.decide(
            submission, outcome=Outcome.MERGED, page=target, words=line, by=by, seen=seen, version=version, at=at
        )


def mark_duplicate(
    submission: Submission,
    of: Page | Comment,
    *,
    by: User,
    seen: int,
    version: int | None = None,
    words: str = "",
    at: datetime | None = None,
) -> Decision:
    """Another text says the same."""
    if isinstance(of, Page):
        details: dict[str, object] = {"page": _in_sight(of, submission)}
    elif of.pk == submission.comment_id:
        raise _itself()
    else:
        details = {"comment": of}
    return Decision.objects.decide(
        submission, outcome=Outcome.DUPLICATE, by=by, seen=seen, version=version, words=_line(words), at=at, **details
    )


def keep_for_later(
    submission: Submission,
    *,
    by: User,
    seen: int,
    version: int | None = None,
    words: str = "",
    at: datetime | None = None,
) -> Decision:
    """It stays to be read: nobody is told."""
    return Decision.objects.decide(
        submission, outcome=Outcome.LATER, by=by, seen=seen, version=version, words=_line(words), at=at
    )


def do_not_keep(
    submission: Submission,
    reason: Reason,
    *,
    by: User,
    seen: int,
    version: int | None = None,
    words: str = "",
    at: datetime | None = None,
) -> Decision:
    """It does not go into the guide this time: its author reads the sentence of the reason, and the editor's own line."""
    details = {"reason": reason, "words": _line(words)}
    return Decision.objects.decide(
        submission, outcome=Outcome.NOT_KEPT, by=by, seen=seen, version=version, at=at, **details
    )


def mark_seen(submission: Submission, *, version: int, by: User, at: datetime | None = None) -> int:
    """Marks the submission as read up to `version`, without changing its outcome. Returns the number of versions marked."""
    return mark_read(submission, version=version, by=by, at=at or timezone.now())


def take_back(decision: Decision, *, by: User, at: datetime | None = None) -> Decision:
    """Reopens the submission. The tip that the decision created gives up its place, unless somebody else has changed it.

    Raises DecidedMeanwhile where the decision no longer holds.
    """
    submission, moment = decision.submission, at or timezone.now()
    if decision.outcome == Outcome.OPEN:
        raise ValidationError(_("This is to be decided again already."), code="open")
    with transaction.atomic():
        Submission.objects.hold(submission, seen=decision.number)
        _free_its_place(decision, by, moment)
        return Decision.objects.decide(
            submission, outcome=Outcome.OPEN, by=by, seen=decision.number, version=decision.version, at=moment
        )


def _read(submission: Submission, version: int | None) -> Revision:
    """The revision that the editor read."""
    text = submission.text
    found: Revision = text.visible_revision(text.version if version is None else version)  # type: ignore[assignment]
    return found


def _title_of(submission: Submission, revision: Revision) -> str | None:
    return None if submission.page_id else markup.shorten(markup.plain_text(revision.body), TITLE_FROM_WORDS)


def _rest_on(tip: Tip, revision: Revision, passage: str, by: User, moment: datetime) -> None:
    """Does nothing if the tip already has this source."""
    origin = "comment" if isinstance(revision, CommentRevision) else "page"
    known = tip.sources.filter(**{origin: revision.id}, passage=markup.clean_text(passage).strip())
    if not known.exists():
        tip.sources.add_passage(revision, passage=passage, by=by, at=moment)


def _in_sight(page: Page, submission: Submission) -> Page:
    """Returns the page itself, or the page it was merged into. Raises ValidationError if it is hidden or the submission."""
    found = page.merged_into or page
    if found.pk == submission.page_id:
        raise _itself()
    if found.is_hidden:
        raise ValidationError(_("This page is hidden: choose one that readers see."), code="hidden")
    return found


def _itself() -> ValidationError:
    return ValidationError(_("This is the same text: choose another one."), code="itself")


def _line(words: str) -> str:
    words = " ".join(words.split())
    if len(words) > WORDS_LENGTH:
        raise ValidationError(
            {"words": _("Say it in %(most)s characters at most.") % {"most": WORDS_LENGTH}}, code="long"
        )
    return words


def _free_its_place(decision: Decision, by: User, moment: datetime) -> None:
    if decision.tip_id is None:
        return
    tip = Tip.objects.select_for_update().filter(pk=decision.tip_id).exclude(number=None).first()
    if tip is not None and _is_alone_behind(decision, tip):
        tip.release(by=by, at=moment)


def _is_alone_behind(decision: Decision, tip: Tip) -> bool:
    """Returns whether the decision created this tip and nobody else has edited it or decided with it since."""
    made = tip.revision(1)
    if (made.history_date, made.history_user_id) != (decision.at, decision.by_id):
        return False
    is_hers = tip.version <= 2 and not tip.history.exclude(history_user=decision.by_id).exists()
    others = Decision.objects.holding().filter(tip=tip).exclude(submission=decision.submission_id)
    return is_hers and tip.state == Tip.State.DRAFT and not others.exists()
