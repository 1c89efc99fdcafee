"""Why something about a question cannot be done, worded for people."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LONGEST = 300


class NotAsked(ValidationError):
    """The text cannot be a question as it stands."""


class QuestionHidden(ValidationError):
    """It was hidden meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("This question is no longer there to read."), code="gone")


class OwnQuestion(ValidationError):
    """Who asked it counts already."""

    def __init__(self) -> None:
        super().__init__(_("You asked this yourself: you are counted already."), code="own")


class NotYours(ValidationError):
    """Only editors do it, or whoever did it first."""

    def __init__(self) -> None:
        super().__init__(_("Only editors or the author can do this."), code="rights")


def empty() -> NotAsked:
    return NotAsked({"text": ValidationError(_("Write your question first."), code="empty")})


def too_long(length: int) -> NotAsked:
    message = _(
        "This question has %(length)s characters; the limit is %(limit)s. Details have their place in the answers."
    )
    return NotAsked({"text": ValidationError(message, code="too_long", params={"length": length, "limit": LONGEST})})


def only_editors() -> NotAsked:
    message = _("Only editors enter what customers, an audit or an agency asked.")
    return NotAsked({"origin": ValidationError(message, code="origin")})
