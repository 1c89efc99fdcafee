"""What an editor does with the text that is open: the form that she sent, and the verb that does it.

What an editor is asked when she merges, names a duplicate, or does not keep a text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import markup
from common.forms.fields import CleanCharField
from common.paging import parse_int
from contributions.models import Comment, Page
from contributions.revisions import UnknownVersion
from guide.candidates.polls import Poll
from guide.decisions import verbs
from guide.decisions.models import WORDS_LENGTH, Decision, Reason, Submission
from guide.decisions.querysets import NOTHING_SEEN
from guide.decisions.reasons import DecidedMeanwhile
from guide.desk.submission_detail import PROPOSED, SimilarText, SimilarTexts, page_titled, text_named
from guide.desk.waiting import DeskQuery, TextKey
from guide.tips.board import Board, Place, board_in_preparation
from guide.tips.models import PlaceTaken

TITLE_LENGTH = 200


class NotKeptForm(forms.Form):
    """Why a text is not kept: a reason from the list, and a line of the editor's own."""

    reason = forms.TypedChoiceField(
        label=_("Why?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason."), "invalid_choice": _("Choose a reason.")},
    )
    words = CleanCharField(
        label=_("Write your own"),
        required=False,
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The author reads it under the reason. Leave it empty for none."),
    )

    def __init__(self, data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(data, auto_id="not-kept-%s", **kwargs)
        offered = {
            str(reason.pk): reason for reason in Reason.objects.filter(retired_at=None) or Reason.objects.offered()
        }
        self.fields["reason"].choices = [(key, reason.label) for key, reason in offered.items()]  # type: ignore[attr-defined]
        self.fields["reason"].coerce = offered.__getitem__  # type: ignore[attr-defined]

    @property
    def rows(self) -> list[tuple[str, str, bool]]:
        """The reasons that are offered, by their keys, and whether each is marked."""
        marked = str(self["reason"].value() or "")
        return [(key, label, key == marked) for key, label in self.fields["reason"].choices]  # type: ignore[attr-defined]


class TargetTextForm(forms.Form):
    """Another text: one of those proposed, or a page by its title. `chosen` is that text."""

    of = forms.ChoiceField(label=_("Proposed"), required=False, widget=forms.RadioSelect)
    other = CleanCharField(
        label=_("Another page, by its title"),
        required=False,
        max_length=TITLE_LENGTH,
        widget=forms.TextInput(attrs={"list": "desk-titles", "autocomplete": "off"}),
    )
    chosen: Page | Comment

    def __init__(
        self, data: QueryDict | None = None, *, proposed: Sequence[SimilarText], name: str, **kwargs: Any
    ) -> None:
        super().__init__(data, auto_id=f"{name}-%s", **kwargs)
        self.proposed = {str(text.key): text for text in proposed}
        self.fields["of"].choices = [(key, key) for key in self.proposed]  # type: ignore[attr-defined]
        if data is None and proposed and not self.initial.get("other"):
            self.initial.setdefault("of", next(iter(self.proposed)))

    @property
    def rows(self) -> list[tuple[str, SimilarText, bool]]:
        """What is proposed, and whether it is marked."""
        marked = str(self["of"].value() or "")
        return [(key, text, key == marked) for key, text in self.proposed.items()]

    def clean(self) -> dict[str, Any]:
        """A title that was typed counts before what was marked."""
        sent = self.cleaned_data
        if sent.get("other"):
            try:
                self.chosen = page_titled(sent["other"])
            except ValidationError as refusal:
                self.add_error("other", refusal)
        elif sent.get("of"):
            self.chosen = text_named(self.proposed[sent["of"]].key)
        elif not self.errors:
            raise ValidationError(_("Choose a text, or type the title of a page."))
        return sent


def merging(text: Page | Comment, found: SimilarTexts, data: QueryDict | None = None, **kwargs: Any) -> TargetTextForm:
    """A text goes into a page: what was said about a page, into that page first."""
    own = None if isinstance(text, Page) else text.page
    if own is None:
        return TargetTextForm(data, proposed=found.pages, name="merge", **kwargs)
    first = SimilarText(TextKey.of_text(own), "", title=own.title)
    others = [page for page in found.pages if page.key != first.key]
    return TargetTextForm(data, proposed=[first, *others][:PROPOSED], name="merge", **kwargs)


def duplicates(found: SimilarTexts, data: QueryDict | None = None, **kwargs: Any) -> TargetTextForm:
    return TargetTextForm(data, proposed=found.texts, name="duplicate", **kwargs)


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
            raise ValidationError(gettext("The tip has just left this place. Look at the board, then choose again."))

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
                gettext("The words that you selected do not stand in this version. Select others, or none.")
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
        raise ValidationError(gettext("Choose a place on the board first."))
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
    raise ValidationError(gettext("Choose what becomes of this text."))


_COMMANDS: dict[str, Callable[[DecisionCommand], Decision | None]] = {
    "promote": _promote,
    "merge": _merge,
    "duplicate": _duplicate,
    "not_kept": _not_kept,
    "later": _later,
    "seen": _read,
}
