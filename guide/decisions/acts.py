"""What an editor can decide about a page or a contribution: one verb each, one transaction each.

Each takes in `seen` the number of decisions that the editor saw (`Matter.number`), and raises DecidedMeanwhile where another
has decided since, PlaceTaken where another has taken the place, ValidationError for what cannot be; then nothing is written.
A decision that revises an earlier one is one more decision. The rows are held in one order, matter, tip, place, so that no two
editors wait for each other.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import markup
from accounts.models import User
from contributions.models import Contribution, ContributionRevision, Page, PageRevision
from guide.candidates import ending
from guide.decisions.models import WORDS_LENGTH, Decision, Matter, Outcome, Reason
from guide.decisions.querysets import mark_read
from guide.promotion import place, prepared
from guide.tips import Tip

if TYPE_CHECKING:
    from guide.candidates.models import Candidate

    type Revision = PageRevision | ContributionRevision

TITLE_FROM_WORDS = 80


def use_at_place(
    matter: Matter,
    *,
    number: int,
    by: User,
    seen: int,
    version: int | None = None,
    title: str | None = None,
    body: str | None = None,
    passage: str | None = None,
    candidate: Candidate | None = None,
    at: datetime | None = None,
) -> Decision:
    """A tip is made of the text at the free place `number`; see `TipQuerySet.promote`.

    What has no title, a contribution, gives its first words unless `title` says otherwise. The text's candidates end with
    it; raises EndedMeanwhile where the one that is promoted, `candidate`, has been decided about already.
    """
    revision, moment = _read(matter, version), at or timezone.now()
    chosen = _title_of(matter, revision) if title is None else title
    tip = prepared(revision, number=number, title=chosen, body=body, by=by)
    with transaction.atomic():
        Matter.objects.hold(matter, seen=seen)
        place(tip, revision, passage=passage, by=by, at=moment)
        ending.end_with(tip, matter.text, tip.sources.get().passage, by=by, at=moment, candidate=candidate)
        return Decision.objects.decide(
            matter, outcome=Outcome.USED, tip=tip, by=by, seen=seen, version=revision.version, at=moment
        )


def use_in_tip(
    matter: Matter,
    tip: Tip,
    *,
    by: User,
    seen: int,
    passage: str | None = None,
    version: int | None = None,
    at: datetime | None = None,
) -> Decision:
    """A tip that is there also rests on the text: on `passage`, else on the opening of a page, on a whole contribution."""
    revision, moment = _read(matter, version), at or timezone.now()
    words = passage or (markup.opening(revision.body) if matter.page_id else revision.body)
    with transaction.atomic():
        Matter.objects.hold(matter, seen=seen)
        _rest_on(tip, revision, words, by, moment)
        return Decision.objects.decide(
            matter, outcome=Outcome.USED, tip=tip, by=by, seen=seen, version=revision.version, at=moment
        )


def merge_into(
    matter: Matter,
    page: Page,
    *,
    by: User,
    seen: int,
    version: int | None = None,
    words: str = "",
    at: datetime | None = None,
) -> Decision:
    """A contribution is taken up into the page, which credits its author; of a page it is kept where it has gone."""
    target, line = _in_sight(page, matter), _line(words)
    with transaction.atomic():
        Matter.objects.hold(matter, seen=seen)
        if isinstance(matter.text, Contribution):
            matter.text.take_up(page=target, by=by, at=at)
        return Decision.objects.decide(
            matter, outcome=Outcome.MERGED, page=target, words=line, by=by, seen=seen, version=version, at=at
        )


def call_duplicate(
    matter: Matter,
    of: Page | Contribution,
    *,
    by: User,
    seen: int,
    version: int | None = None,
    words: str = "",
    at: datetime | None = None,
) -> Decision:
    """Another text says the same."""
    if isinstance(of, Page):
        details: dict[str, object] = {"page": _in_sight(of, matter)}
    elif of.pk == matter.contribution_id:
        raise _itself()
    else:
        details = {"contribution": of}
    return Decision.objects.decide(
        matter, outcome=Outcome.DUPLICATE, by=by, seen=seen, version=version, words=_line(words), at=at, **details
    )


def keep_for_later(
    matter: Matter, *, by: User, seen: int, version: int | None = None, words: str = "", at: datetime | None = None
) -> Decision:
    """It stays to be read: nobody is told."""
    return Decision.objects.decide(
        matter, outcome=Outcome.LATER, by=by, seen=seen, version=version, words=_line(words), at=at
    )


def do_not_keep(
    matter: Matter,
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
        matter, outcome=Outcome.NOT_KEPT, by=by, seen=seen, version=version, at=at, **details
    )


def mark_seen(matter: Matter, *, version: int, by: User, at: datetime | None = None) -> int:
    """What waited to be read of it, up to this version, is read; what was decided stays. Returns how many versions."""
    return mark_read(matter, version=version, by=by, at=at or timezone.now())


def take_back(decision: Decision, *, by: User, at: datetime | None = None) -> Decision:
    """The matter is to be decided again. The tip that the decision made, if nobody else has touched it, gives up its place.

    Raises DecidedMeanwhile where the decision no longer holds.
    """
    matter, moment = decision.matter, at or timezone.now()
    if decision.outcome == Outcome.OPEN:
        raise ValidationError(_("This is to be decided again already."), code="open")
    with transaction.atomic():
        Matter.objects.hold(matter, seen=decision.number)
        _free_its_place(decision, by, moment)
        return Decision.objects.decide(
            matter, outcome=Outcome.OPEN, by=by, seen=decision.number, version=decision.version, at=moment
        )


def _read(matter: Matter, version: int | None) -> Revision:
    """The revision that the editor read."""
    text = matter.text
    found: Revision = text.visible_revision(text.version if version is None else version)  # type: ignore[assignment]
    return found


def _title_of(matter: Matter, revision: Revision) -> str | None:
    return None if matter.page_id else markup.shorten(markup.plain_text(revision.body), TITLE_FROM_WORDS)


def _rest_on(tip: Tip, revision: Revision, passage: str, by: User, moment: datetime) -> None:
    """That it rests on the passage already is well."""
    origin = "contribution" if isinstance(revision, ContributionRevision) else "page"
    known = tip.sources.filter(**{origin: revision.id}, passage=markup.clean_text(passage).strip())
    if not known.exists():
        tip.add_source(revision, passage=passage, by=by, at=moment)


def _in_sight(page: Page, matter: Matter) -> Page:
    """The page where readers find what is said to be there: the one into which it was merged. Raises ValidationError."""
    found = page.merged_into or page
    if found.pk == matter.page_id:
        raise _itself()
    if found.is_hidden:
        raise ValidationError(_("This page is hidden: choose one that readers see."), code="hidden")
    return found


def _itself() -> ValidationError:
    return ValidationError(_("This is the same text: choose another one."), code="itself")


def _line(words: str) -> str:
    words = " ".join(words.split())
    if len(words) > WORDS_LENGTH:
        raise ValidationError({"words": _("Say it in %(most)s signs at most.") % {"most": WORDS_LENGTH}}, code="long")
    return words


def _free_its_place(decision: Decision, by: User, moment: datetime) -> None:
    if decision.tip_id is None:
        return
    tip = Tip.objects.select_for_update().filter(pk=decision.tip_id).exclude(number=None).first()
    if tip is not None and _is_alone_behind(decision, tip):
        tip.release(by=by, at=moment)


def _is_alone_behind(decision: Decision, tip: Tip) -> bool:
    """Whether the decision made this tip, and nothing else has come of it: nobody's words, nobody else's decision."""
    made = tip.revision(1)
    if (made.history_date, made.history_user_id) != (decision.at, decision.by_id):
        return False
    is_hers = tip.version <= 2 and not tip.history.exclude(history_user=decision.by_id).exists()
    others = Decision.objects.holding().filter(tip=tip).exclude(matter=decision.matter_id)
    return is_hers and tip.state == Tip.State.DRAFT and not others.exists()
