"""Copies on paper: what was printed, and what was handed out without an order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from campaign.languages import first_language
from guide.distribution.channels import Channel
from guide.editions import Edition


class PrintedForm(models.TextChoices):
    """What there are copies of."""

    BOOKLET = "booklet", _("booklet")
    POSTER = "poster", _("poster")
    LEAFLET = "leaflet", _("leaflet")


class EditionCopies(models.Model):
    """Copies of an edition on paper: in which language, in which form, how many."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name=_("edition"))
    language = models.CharField(_("language"), max_length=8, default=first_language)
    form = models.CharField(
        pgettext_lazy("of the guide", "form"), max_length=10, choices=PrintedForm.choices, default=PrintedForm.BOOKLET
    )
    copies = models.PositiveIntegerField(_("copies"))

    if TYPE_CHECKING:
        edition_id: int

    class Meta:
        abstract = True


class CopiesQuerySet:
    """Rows of copies can be added up."""

    def copies(self: Any) -> int:
        return int(self.aggregate(n=Sum("copies"))["n"] or 0)


class PrintRunQuerySet(CopiesQuerySet, models.QuerySet["PrintRun"]):
    def delivered(self) -> PrintRunQuerySet:
        """Those whose copies are there."""
        return self.filter(delivered_on__isnull=False)

    def for_lists(self) -> PrintRunQuerySet:
        return self.select_related("edition", "channel").defer("edition__names")


class PrintRun(EditionCopies):
    """Copies that were ordered from a printer; they count as printed from the day they are delivered."""

    channel = models.ForeignKey(
        Channel, on_delete=models.PROTECT, null=True, blank=True, related_name="print_runs", verbose_name=_("channel")
    )
    printer = models.CharField(_("printer"), max_length=120, blank=True)
    format = models.CharField(_("format and paper"), max_length=120, blank=True)
    cost = models.DecimalField(
        _("cost"), max_digits=13, decimal_places=2, null=True, blank=True, help_text=_("In the currency of the site.")
    )
    ordered_on = models.DateField(_("ordered on"), null=True, blank=True)
    delivered_on = models.DateField(_("delivered on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("entered by")
    )
    entered_at = models.DateTimeField(_("entered"), default=timezone.now)

    objects = PrintRunQuerySet.as_manager()

    if TYPE_CHECKING:
        channel_id: int | None

    class Meta:
        verbose_name = _("print run")
        verbose_name_plural = _("print runs")
        ordering = ["-ordered_on", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(copies__gt=0), name="a_print_run_has_copies")]

    def __str__(self) -> str:
        return f"{self.edition}, {self.get_form_display()} ({self.language}): {self.copies}"

    def get_absolute_url(self) -> str:
        return reverse("guide:print_run", args=[self.pk])


class HandoutQuerySet(CopiesQuerySet, models.QuerySet["Handout"]):
    def for_lists(self) -> HandoutQuerySet:
        return self.select_related("edition", "channel", "entered_by").defer("edition__names")


class Handout(EditionCopies):
    """Copies handed out without an order: at an event, at the reception desk."""

    channel = models.ForeignKey(
        Channel, on_delete=models.PROTECT, null=True, blank=True, related_name="handouts", verbose_name=_("channel")
    )
    on = models.DateField(_("on"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("entered by")
    )

    objects = HandoutQuerySet.as_manager()

    if TYPE_CHECKING:
        channel_id: int | None

    class Meta:
        verbose_name = _("copies handed out")
        verbose_name_plural = _("copies handed out")
        ordering = ["-on", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(copies__gt=0), name="a_handout_has_copies")]

    def __str__(self) -> str:
        return f"{self.on}: {self.copies}"
