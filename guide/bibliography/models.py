"""An entry of the bibliography, as the citation style language (CSL) describes it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaign.languages import first_language
from common import markup
from common.words.language_names import spoken_in
from guide.bibliography.csl import cleaned, language_of, sort_key_of
from guide.bibliography.querysets import ReferenceQuerySet


class Reference(models.Model):
    """What the guide cites. `csl` is one item of CSL JSON (https://docs.citationstyles.org/); `key` is its id there."""

    key = models.SlugField(_("key"), max_length=80, unique=True)
    csl = models.JSONField(_("CSL JSON"))
    sort_key = models.CharField(max_length=200, editable=False, blank=True)
    added_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("added by")
    )
    added_at = models.DateTimeField(_("added"), default=timezone.now)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        ordering = ["sort_key", "key"]

    def __str__(self) -> str:
        return markup.typeset(str(self.csl.get("title") or self.key), self.language or first_language())

    @property
    def kind(self) -> str:
        return str(self.csl.get("type", ""))

    @property
    def language(self) -> str:
        """The code of the language of its title; "" where nobody said."""
        return language_of(self.csl)

    @property
    def titled(self) -> str:
        """Its title, which says its language on a screen in another one."""
        return spoken_in(str(self), self.language)

    def change(self, csl: dict[str, Any]) -> None:
        """Sets what it says; nothing where somebody has removed it. Raises ValidationError beside the field."""
        item = cleaned(csl)
        self.csl, self.sort_key = item, sort_key_of(item)
        Reference.objects.filter(pk=self.pk).update(csl=self.csl, sort_key=self.sort_key)
