"""What has happened to an edition from its first proof on: who did it, when, and why."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from common import markup

if TYPE_CHECKING:
    from guide.editions.models import Edition

LONGEST_WHY = 300
LONGEST_NOTICE = 500


class EditionStep(models.Model):
    """One step of the life of an edition. `part`, `was` and `now` say what of the proof was changed."""

    class What(models.TextChoices):
        PROOF = "proof", _("taken to proof")
        BACK = "back", _("taken back into preparation")
        TAKEN_IN = "taken_in", _("a change taken into the proof")
        SCHEDULED = "scheduled", _("scheduled for publication")
        UNSCHEDULED = "unscheduled", _("no longer scheduled for publication")
        NOT_OUT = "not_out", _("not published when it was due")
        PUBLISHED = "published", _("published")
        CORRECTED = "corrected", _("an erratum")
        LANGUAGE = "language", _("a language added")
        WITHDRAWN = "withdrawn", pgettext_lazy("an edition", "withdrawn")
        REINSTATED = "reinstated", _("put back")

    edition = models.ForeignKey(
        "guide.Edition", on_delete=models.CASCADE, related_name="steps", verbose_name=_("edition")
    )
    what = models.CharField(_("what happened"), max_length=12, choices=What.choices)
    part = models.CharField(_("part"), max_length=200, blank=True)
    was = models.TextField(_("what it said"), blank=True)
    now = models.TextField(_("what it says"), blank=True)
    why = models.CharField(_("why"), max_length=500, blank=True)
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("when"), default=timezone.now)

    if TYPE_CHECKING:
        objects: Any
        edition_id: int

    class Meta:
        verbose_name = _("step of an edition")
        verbose_name_plural = _("steps of editions")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.edition}: {self.get_what_display()}"


def note(edition: Edition, what: str, *, by: User | None, at: datetime | None = None, **words: str) -> EditionStep:
    """Writes the step down, and tells those who do something then, in the same transaction: see settings.ON_EDITION_STEP."""
    step: EditionStep = EditionStep.objects.create(edition=edition, what=what, by=by, at=at or timezone.now(), **words)
    for path in settings.ON_EDITION_STEP:
        import_string(path)(step)
    return step


def cleaned_why(why: str, field: str = "why", *, longest: int = LONGEST_WHY) -> str:
    """A sentence that is wanted; raises ValidationError beside `field`."""
    words = " ".join(markup.clean_text(why).split())
    if not words:
        raise ValidationError({field: ValidationError(_("Say why, in a sentence."), code="empty")})
    if len(words) > longest:
        said = _("Say it in %(most)s characters at most.") % {"most": longest}
        raise ValidationError({field: ValidationError(said, code="long")})
    return words
