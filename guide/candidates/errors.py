"""Why a candidate cannot be chosen or a vote not counted, worded for the editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.html import sentence

if TYPE_CHECKING:
    from guide.candidates.models import Candidate


class ClosedMeanwhile(ValidationError):
    """Somebody has decided about the candidate first; nothing was written."""

    def __init__(self, candidate: Candidate) -> None:
        candidate.refresh_from_db()
        person = candidate.ended_by
        name = person.public_name if person else _("Somebody")
        words = gettext("%(person)s has just decided about “%(title)s”. Nothing was changed.")
        super().__init__(sentence(words, person=name, title=candidate.title_html), code="ended")


class BeingVotedOn(ValidationError):
    def __init__(self) -> None:
        super().__init__(_("The editors are voting about it: close the vote first."), code="voting")


class NotInThisTheme(ValidationError):
    def __init__(self, number: int) -> None:
        words = _("Place %(number)s belongs to another question.")
        super().__init__({"place": ValidationError(words, code="place", params={"number": number})})


class PollClosed(ValidationError):
    def __init__(self) -> None:
        super().__init__(_("The vote is closed: nothing was counted any more."), code="closed")
