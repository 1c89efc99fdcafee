"""Why an edition cannot be changed or published."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class FreePlaces(ValidationError):
    """The guide still has free places: it can go out all the same, if somebody says so."""

    def __init__(self, free: int) -> None:
        super().__init__(_("%(free)s places of the guide are still free."), code="free_places", params={"free": free})
        self.free = free


class NothingToPublish(ValidationError):
    def __init__(self) -> None:
        super().__init__(_("The guide has no questions and no places yet: an administrator sets them."), code="empty")


class AlreadyPublished(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            _("This edition is published: it never changes. Your work goes into the next one."), code="published"
        )


class InProof(ValidationError):
    def __init__(self) -> None:
        words = _("This edition is in proof: take it back into preparation to change this.")
        super().__init__(words, code="proof")


class NotInProof(ValidationError):
    def __init__(self) -> None:
        super().__init__(_("This edition is not in proof: take it there first."), code="not_in_proof")


class LanguageNotAdded(ValidationError):
    """A language cannot be added to an edition that is out, or not as it was asked; `code` says which of the reasons it is."""


class ProofChanged(ValidationError):
    """Somebody has changed the proof since it was shown to whoever wants to publish it."""

    def __init__(self) -> None:
        words = _("The proof has changed since you were asked: look at what goes out now, then publish it.")
        super().__init__(words, code="proof_changed")
