"""What an editor does with the text that is open: the form that she sent, and the verb that does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import User
from common import markup
from common.paging import parse_int
from contributions.models import Comment, Page
from contributions.revisions import UnknownVersion
from guide.candidates.polls import Poll
from guide.decisions import verbs
from guide.decisions.errors import DecidedMeanwhile
from guide.decisions.models import Decision, Submission
from guide.decisions.querysets import NOTHING_SEEN
from guide.desk.forms import NotKeptForm, TargetTextForm
from guide.desk.waiting import DeskQuery
from guide.tips.board import Board, Place, board_in_preparation
from guide.tips.models import PlaceTaken

LONGEST_PASSAGE = 4_000
LARGEST_VERSION = 2**31 - 1
CONFLICT, REFUSED, FINE = 409, 422, 200


@dataclass
class DecisionCommand:
    """One decision that was sent. `problems` says why it cannot be made, `late` who decided first."""

    submission: Submission
    form: Form | None
    asked: DeskQuery
    data: QueryDict
    by: User
    problems: list[str] = field(default_factory=list)
    late: DecidedMeanwhile | None = None
    status: int = FINE

    def __post_init__(self) -> None:
        self.aims_at = self.asked.place

    def make(self) -> Decision | None:
        """The decision; None where the text was only read, and where `problems` says why nothing was written."""
        if self.form is not None and not self.form.is_valid():
            self.status = REFUSED
            return None
        try:
            return _COMMANDS.get(self.data.get("outcome", ""), _nothing)(self)
        except DecidedMeanwhile as late:
            self.late, self.status = late, CONFLICT
        except ValidationError as refusal:
            self.problems += refusal.messages
            self.status = REFUSED
            if isinstance(refusal, PlaceTaken):  # another one is aimed at, and the same key does not join the tip there
                self.status, self.aims_at = CONFLICT, None
        return None

    @property
    def text(self) -> Page | Comment:
        return self.submission.text

    @property
    def seen(self) -> dict[str, Any]:
        """Arguments for optimistic locking: the decision number and the version that the editor saw."""
        known = parse_int(self.data.get("seen", ""), digits=9)
        return {"by": self.by, "seen": NOTHING_SEEN if known is None else known, "version": self.version}

    @property
    def version(self) -> int:
        read = parse_int(self.data.get("version", ""))
        if read is None or not 0 < read <= min(self.text.version, LARGEST_VERSION):
            raise UnknownVersion
        return read

    def check_still_there(self, place: Place) -> None:
        """Raises PlaceTaken if another tip stands there than when the editor aimed, ValidationError if the tip has left."""
        now, then = place.tip, parse_int(self.data.get("tip", ""))
        if now and now.pk != then:
            raise PlaceTaken(now, place.number)
        if not now and then is not None:
            raise ValidationError(_("The tip has just left this place. Look at the board, then choose again."))

    @property
    def passage(self) -> str | None:
        """The Markdown of the words that were selected in the text as it was read; None where none were."""
        words = markup.clean_text(self.data.get("passage", "")).strip()[:LONGEST_PASSAGE]
        if not words:
            return None
        body = self.text.visible_revision(self.version).body
        place = markup.find_quote(markup.TextQuote(words), body, whole_words=False)
        if place.standing != "unchanged":
            raise ValidationError(
                _("The words that you selected do not stand in this version. Select others, or none.")
            )
        return place.words_in(body).strip()


def aimed_at(board: Board, text: Page | Comment | None, asked: DeskQuery) -> Place | None:
    """The place on the board that is aimed at: the one that is asked for, else the first free one of the text's theme."""
    if asked.place is not None and asked.place in board.places:
        return board.places[asked.place]
    by_theme = [row for row in board.by_theme if text and row.theme.pk == text.theme_id]
    return next((place for row in by_theme for place in row.places if place.is_free), None)


def _promote(attempt: DecisionCommand) -> Decision:
    place, passage = aimed_at(board_in_preparation(), attempt.text, attempt.asked), attempt.passage
    if place is None:
        raise ValidationError(_("Choose a place on the board first."))
    attempt.check_still_there(place)
    if place.tip:
        return verbs.promote(attempt.submission, place.tip, passage=passage, **attempt.seen)
    Poll.objects.refuse(place.number)
    return verbs.promote(attempt.submission, onto=place.number, passage=passage, body=passage, **attempt.seen)


def _target(attempt: DecisionCommand) -> Page | Comment:
    return cast(TargetTextForm, attempt.form).chosen


def _merge(attempt: DecisionCommand) -> Decision:
    return verbs.merge_into(attempt.submission, cast(Page, _target(attempt)), **attempt.seen)


def _duplicate(attempt: DecisionCommand) -> Decision:
    return verbs.mark_duplicate(attempt.submission, _target(attempt), **attempt.seen)


def _not_kept(attempt: DecisionCommand) -> Decision:
    sent = cast(NotKeptForm, attempt.form).cleaned_data
    return verbs.do_not_keep(attempt.submission, sent["reason"], words=sent["words"], **attempt.seen)


def _later(attempt: DecisionCommand) -> Decision:
    return verbs.keep_for_later(attempt.submission, **attempt.seen)


def _read(attempt: DecisionCommand) -> None:
    verbs.mark_seen(attempt.submission, version=attempt.version, by=attempt.by)


def _nothing(attempt: DecisionCommand) -> None:
    raise ValidationError(_("Choose what becomes of this text."))


_COMMANDS: dict[str, Callable[[DecisionCommand], Decision | None]] = {
    "promote": _promote,
    "merge": _merge,
    "duplicate": _duplicate,
    "not_kept": _not_kept,
    "later": _later,
    "seen": _read,
}
