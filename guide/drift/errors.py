"""Why a drift cannot be answered, worded for the editor who gave it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from guide.drift.models import Drift


class AnsweredMeanwhile(ValidationError):
    """Another editor answered first, or the passage says again what it said. Nothing was written."""

    def __init__(self, drift: Drift) -> None:
        person = drift.answered_by
        words = _("%(person)s has just given another answer: %(answer)s. Nothing was changed.")
        if person is None:
            words = _("The passage says again what it said: there is nothing left to answer.")
        super().__init__(
            words,
            code="meanwhile",
            params={"person": person.public_name if person else "", "answer": drift.get_answer_display()},
        )


class ChangedAgain(ValidationError):
    """The passage has changed once more since the editor read it."""

    def __init__(self) -> None:
        super().__init__(
            _("The passage has just changed once more. Read it as it stands now, then answer."), code="changed"
        )
