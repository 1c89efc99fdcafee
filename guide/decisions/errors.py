"""Why a decision cannot be made, worded for the editor who wanted it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from guide.decisions.models import Decision, Submission


class DecidedMeanwhile(ValidationError):
    """Another editor decided first: `decision` is hers. Nothing was written."""

    def __init__(self, submission: Submission) -> None:
        self.decision: Decision | None = (
            submission.decisions.select_related("by", "tip", "reason", "page").order_by("-number").first()
        )
        super().__init__(_worded(self.decision), code="meanwhile")


def _worded(found: Decision | None) -> str:
    if found is None:
        return _(
            "The form did not say which decisions you had seen. Nothing was changed; read the text, then decide again."
        )
    words = _(
        "%(person)s has just made another decision: %(outcome)s. Nothing was changed; look at it, then decide again."
    )
    return words % {"person": found.by.public_name, "outcome": found.get_outcome_display()}
