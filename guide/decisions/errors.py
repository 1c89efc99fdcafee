"""Why a decision cannot be made, worded for the editor who wanted it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from guide.decisions.models import Decision, Submission


class DecidedMeanwhile(ValidationError):
    """Another editor decided first: `decision` is hers. Nothing was written."""

    def __init__(self, submission: Submission) -> None:
        self.decision: Decision | None = (
            submission.decisions.select_related("by", "tip", "reason", "page").order_by("-number").first()
        )
        found = self.decision
        super().__init__(
            _(
                "%(person)s has just decided otherwise: %(outcome)s. Nothing was changed; look at it, then decide again."
            ),
            code="meanwhile",
            params={
                "person": found.by.public_name if found else _("Somebody"),
                "outcome": found.get_outcome_display() if found else "",
            },
        )
