"""Why a review cannot go on, worded for whoever wanted it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from guide.reviewing.models import Remark
    from guide.tips.models import Tip


class ReviewMoved(ValidationError):
    """Another editor was first: the tip is in another state now. Nothing was written."""

    def __init__(self, tip: Tip) -> None:
        step = tip.steps.select_related("by").first()
        super().__init__(
            _("%(person)s was first: this tip is “%(state)s” now. Nothing was changed; look at it, then decide."),
            code="gone_on",
            params={
                "person": step.by.public_name if step and step.by else _("Somebody"),
                "state": tip.get_state_display(),
            },
        )


class TextChanged(ValidationError):
    """Somebody saved another version than the one that was read."""

    def __init__(self, tip: Tip) -> None:
        super().__init__(
            _("Version %(version)s has been saved since you read this tip. Read it again, then approve it."),
            code="changed",
            params={"version": tip.version},
        )


class AnsweredMeanwhile(ValidationError):
    """Another editor has answered this remark first. Nothing was written."""

    def __init__(self, remark: Remark) -> None:
        answer = remark.answers.select_related("by").last()
        super().__init__(
            _("%(person)s has just answered this remark: %(state)s. Nothing was changed."),
            code="answered",
            params={
                "person": answer.by.public_name if answer else _("Somebody"),
                "state": remark.get_state_display(),
            },
        )


class WordsGone(ValidationError):
    """The words that a suggestion is about no longer stand in the text. `now` is what stands in their place: may be empty."""

    def __init__(self, now: str) -> None:
        super().__init__(
            _("The words that this suggestion is about have changed since. Nothing is lost: compare the two."),
            code="words_gone",
        )
        self.now = now


class LinkClosed(ValidationError):
    """The link has expired, or was withdrawn."""

    def __init__(self) -> None:
        super().__init__(_("This link no longer opens anything: ask for another one."), code="closed")
