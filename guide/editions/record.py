"""What is noted of an edition on its way: into proof, out to its readers, away from them; when, by whom, and why."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from guide.editions.frozen import FrozenEdition
from guide.editions.setup import EditionSettings


@dataclass(frozen=True)
class CoverLine:
    """What the cover of an edition says, and in which language."""

    title: str
    subtitle: str
    language: str


class EditionRecord(FrozenEdition):
    """The columns that the verbs of Edition write, and what is read from them."""

    # When it is to come out by itself.
    publish_at = models.DateTimeField(_("to be published"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    # Since when readers have it: not before all that it offers is made, see `guide.builds.rollout`.
    served_at = models.DateTimeField(_("given to readers"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("published by")
    )
    # Taken to proof: who, when, and how many texts nobody had read then, with the reason why that was right.
    proof_at = models.DateTimeField(_("taken to proof"), null=True, blank=True, editable=False)
    proof_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    unread_at_proof = models.PositiveIntegerField(_("texts not read then"), default=0, editable=False)
    unread_reason = models.CharField(_("why they were not read"), max_length=300, blank=True, editable=False)
    # Why it went to proof all the same where the checklist was not green: `key`, how often (`n`), `reason`.
    reasons = models.JSONField(_("reasons"), default=list, blank=True, editable=False)
    # Title and subtitle in each language that it has come out in, by its code: screens name it without reading a document.
    covers = models.JSONField(_("covers"), default=dict, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    withdrawal_notice = models.CharField(_("notice of withdrawal"), max_length=500, blank=True)
    # What it says in other languages than the edition's own, by their codes.
    withdrawal_notices = models.JSONField(_("notice in other languages"), default=dict, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_published(self) -> bool:
        """Readers may have it: it is out, and was not withdrawn."""
        return self.status == EditionSettings.Status.PUBLISHED

    @property
    def is_withdrawn(self) -> bool:
        return self.status == EditionSettings.Status.WITHDRAWN

    def cover_in(self, language: str) -> CoverLine:
        """What its cover says in a language, or in its own where it does not come out in that."""
        own = (self.full_title, self.full_subtitle)
        title, subtitle = self.covers.get(language, own)
        return CoverLine(title, subtitle, language if language in self.covers else self.language)

    def notice_in(self, language: str) -> tuple[str, str]:
        """Returns the notice of withdrawal that readers of a language find, and the language in which it is."""
        said = self.withdrawal_notices.get(language)
        return (said, language) if said else (self.withdrawal_notice, self.language)
