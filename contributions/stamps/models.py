"""The stamps of the whole site."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stamp(models.Model):
    """What screens all over the site show changed so many times; written by triggers alone."""

    name = models.CharField(_("of what"), max_length=20, primary_key=True)
    number = models.PositiveBigIntegerField(_("changes"), default=0)

    class Meta:
        verbose_name = _("stamp")
        verbose_name_plural = _("stamps")
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"
