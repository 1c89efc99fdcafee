"""The reasons that a new site begins with: what editors choose, what the author reads, whether she is told at all.

They can be taken in each language of the guide.

Why a decision cannot be made, worded for the editor who wanted it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.languages import worded_languages

if TYPE_CHECKING:
    from guide.decisions.models import Decision, Submission


FIRST_REASONS = (
    (
        _("Said already"),
        _("Another text says the same thing, a little earlier. Yours has confirmed that it matters."),
        True,
    ),
    (
        _("Beside the question"),
        _(
            "Your text is about something other than this question. It stays where you wrote it, for those who look for it."
        ),
        True,
    ),
    (
        _("Too specific"),
        _(
            "What you tell happened in very particular circumstances. A step that everybody can take would find its place."
        ),
        True,
    ),
    (
        _("To be checked"),
        _("We could not confirm this point. If you know where it comes from, answer us: we will read it again."),
        True,
    ),
    (
        _("No room left"),
        _(
            "It was a close choice, and there are few places. Your text stays in the wiki, and waits for the next edition."
        ),
        True,
    ),
    (
        _("Part of a conversation"),
        _("An answer that helped where it stands: it does its work in the discussion."),
        False,
    ),
)


@dataclass(frozen=True)
class ProposedReason:
    """`key` names it in an address: "fr-2"."""

    key: str
    language: str
    label: str
    sentence: str
    tells_author: bool

    @property
    def values(self) -> dict[str, object]:
        """What a form about a reason begins with."""
        return {"label": self.label, "sentence": self.sentence, "tells_author": self.tells_author}


def reasons_in(language: str) -> list[ProposedReason]:
    with translation.override(language):
        return [
            ProposedReason(f"{language}-{number}", language, str(label), str(sentence), tells)
            for number, (label, sentence, tells) in enumerate(FIRST_REASONS, 1)
        ]


def proposed_reasons(known: Collection[str]) -> list[ProposedReason]:
    """Returns those of every language of the guide whose label is not `known`."""
    return [reason for code in worded_languages() for reason in reasons_in(code) if reason.label not in known]


class DecidedMeanwhile(ValidationError):
    """Another editor decided first: `decision` is hers. Nothing was written."""

    def __init__(self, submission: Submission) -> None:
        self.decision: Decision | None = (
            submission.decisions.select_related("by", "tip", "reason", "page").order_by("-number").first()
        )
        super().__init__(_worded(self.decision), code="meanwhile")


def _worded(found: Decision | None) -> str:
    if found is None:
        return gettext(
            "The form did not say which decisions you had seen. Nothing was changed; read the text, then decide again."
        )
    words = gettext(
        "%(person)s has just made another decision: %(outcome)s. Nothing was changed; look at it, then decide again."
    )
    return words % {"person": found.by.public_name, "outcome": found.get_outcome_display()}
