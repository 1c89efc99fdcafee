"""What the screen of one text in a language shows: each paragraph beside its translation, and what is known about both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django import forms
from django.template.defaultfilters import linebreaksbr
from django.utils.safestring import SafeString, mark_safe

from accounts.models import User
from common import markup
from common.markup import WordChange
from common.markup.inline_codes import inline_html
from guide.translating.aids import ParagraphAids
from guide.translating.models import PendingTranslation, Suggestion, TranslationStep
from guide.translating.progress import TextProgress
from guide.translating.quality_checks import is_untouched
from guide.translating.review import Approvers, approvers_of, last_request, why_not_approve, why_not_ready
from guide.translating.suggestions import paragraph_of
from guide.translations.segments import source_segments
from guide.translations.staleness import SegmentState, SegmentStatus, compared

MOST_STEPS = 20
NO_AIDS = ParagraphAids()
MARKDOWN = "body"  # the field of paragraphs that are not plain lines


def shown_html(field: str, words: str) -> SafeString:
    """Returns the words of a paragraph as readers see them; titles and quotations are no Markdown."""
    return mark_safe(inline_html(words) if field == MARKDOWN else linebreaksbr(words))  # noqa: S308 - both escape


@dataclass(frozen=True)
class OpenSuggestion:
    """What a colleague suggests; `is_gone` where the original no longer has its paragraph."""

    row: Suggestion
    is_gone: bool


@dataclass
class ParagraphDetail:
    """One paragraph. `field` is the box of its translation, None for who may only read; `theirs` what was saved meanwhile.

    `approved` is what the guide says, where something else is in progress.
    """

    number: int
    status: SegmentStatus
    box: forms.BoundField | None = None
    still_right: forms.BoundField | None = None
    theirs: str | None = None
    approved: str = ""
    suggestions: list[OpenSuggestion] = field(default_factory=list)
    aids: ParagraphAids = NO_AIDS

    @property
    def source(self) -> str:
        return self.status.segment.source

    @property
    def source_html(self) -> SafeString:
        return shown_html(self.status.segment.field, self.source)

    @property
    def target_html(self) -> SafeString:
        """What stands in its box, or what is saved of it."""
        words = str(self.box.value() or "") if self.box else self.status.segment.target
        return shown_html(self.status.segment.field, words)

    @property
    def is_markdown(self) -> bool:
        return self.status.segment.field == MARKDOWN

    @property
    def may_begin_from_original(self) -> bool:
        """Nothing stands in its box."""
        return self.box is not None and not str(self.box.value() or "").strip()

    @property
    def is_outdated(self) -> bool:
        return self.status.state == SegmentState.OUTDATED

    @cached_property
    def changes(self) -> tuple[WordChange, ...]:
        """What changed in the original since whoever translated it saw it."""
        if not self.is_outdated or self.status.is_moved:
            return ()
        return markup.word_changes(self.status.older, self.source)

    @cached_property
    def approved_changes(self) -> tuple[WordChange, ...]:
        """From what the guide says to what is in progress; empty where it is the same, or nothing is approved yet."""
        target = self.status.segment.target
        if not self.approved or self.approved == target:
            return ()
        return markup.word_changes(self.approved, target)

    @cached_property
    def their_changes(self) -> tuple[WordChange, ...]:
        """From what was typed here to what somebody else saved."""
        typed = str(self.box.value() or "") if self.box else ""
        return markup.word_changes(typed, self.theirs or "")


@dataclass
class TextDetail:
    """One text in a language, for one person."""

    progress: TextProgress
    person: User
    paragraphs: Sequence[ParagraphDetail]

    @property
    def pending(self) -> PendingTranslation | None:
        return self.progress.pending

    @property
    def is_in_review(self) -> bool:
        return self.pending is not None and self.pending.state == PendingTranslation.State.REVIEW

    @property
    def may_be_approved(self) -> bool:
        """It waits for somebody like this person."""
        return self.is_in_review and not self.not_approvable

    @cached_property
    def is_guide_outdated(self) -> bool:
        """Something that the guide says is of other words than the original has now. What is new there is merely missing."""
        translation = self.progress.translation
        if translation is None:
            return False
        status = compared(source_segments(self.progress.original), translation.paragraphs)
        return bool(status.removed or status.number_of(SegmentState.OUTDATED))

    @cached_property
    def sent_back(self) -> TranslationStep | None:
        """Who sent it back, and why, where it has come back and not been sent to review again."""
        if self.pending is None or self.pending.state != PendingTranslation.State.SENT_BACK:
            return None
        return next((step for step in self.steps if step.act == TranslationStep.Act.SENT_BACK), None)

    @cached_property
    def first_outdated(self) -> ParagraphDetail | None:
        """The first paragraph to say "still right" to."""
        return next((one for one in self.paragraphs if one.still_right), None)

    @cached_property
    def not_ready(self) -> str:
        """What is to be done before it can be sent to review."""
        refusal = why_not_ready(self.pending) if self.pending else None
        return refusal.messages[0] if refusal else ""

    @cached_property
    def untouched(self) -> int:
        """How many paragraphs of what is in progress are the original's own words still."""
        languages = self.progress.original.language, self.progress.language
        return sum(
            is_untouched(one.status.segment.source, one.status.segment.target, languages) for one in self.paragraphs
        )

    @cached_property
    def not_approvable(self) -> str:
        """Why this person cannot approve it."""
        refusal = why_not_approve(self.pending, self.person) if self.pending else None
        return refusal.messages[0] if refusal else ""

    @cached_property
    def approvers(self) -> Approvers:
        """Who may approve it, for whoever is about to send it to review."""
        return approvers_of(self.pending, self.person)

    @cached_property
    def request(self) -> TranslationStep | None:
        """Who asked for its review."""
        return last_request(self.pending) if self.pending else None

    @cached_property
    def steps(self) -> list[TranslationStep]:
        about = TranslationStep.objects.about(self.progress.original.text, self.progress.language)
        return list(about[:MOST_STEPS])


def with_approved(paragraphs: Sequence[ParagraphDetail], progress: TextProgress) -> None:
    """Puts to each paragraph what the guide says, where something is in progress, for whoever reviews it."""
    if progress.pending is None or progress.translation is None:
        return
    now = [one.status.segment for one in paragraphs]
    for one, status in zip(paragraphs, compared(now, progress.translation.paragraphs).segments, strict=True):
        one.approved = status.segment.target


def with_suggestions(paragraphs: Sequence[ParagraphDetail], suggestions: Sequence[Suggestion]) -> None:
    """Puts each open suggestion to its paragraph; what belongs to none any more goes to the first."""
    segments = [one.status.segment for one in paragraphs]
    for suggestion in suggestions:
        segment = paragraph_of(suggestion, segments)
        place = segments.index(segment) if segment else 0
        paragraphs[place].suggestions.append(OpenSuggestion(suggestion, is_gone=segment is None))
