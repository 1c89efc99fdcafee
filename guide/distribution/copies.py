"""Copies on paper: what was printed, and what was handed out without an order.

What agencies have asked for, and each step from asked to delivered.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import reduce
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaign.currencies import decimals_of, many_of, plain_amount, ways_to_write
from campaign.languages import first_language
from common.forms.fields import CleanCharField
from guide.distribution.channels import Agency, Channel
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


class OrderQuerySet(CopiesQuerySet, models.QuerySet["Order"]):
    def of_channel(self, channel: Channel) -> OrderQuerySet:
        return self.filter(agency__channel=channel)

    def gone(self) -> OrderQuerySet:
        """Whose copies have left the house."""
        return self.filter(state__in=("sent", "delivered"))

    def promised(self) -> OrderQuerySet:
        """Accepted, and not sent yet."""
        return self.filter(state="accepted")

    def waiting(self) -> OrderQuerySet:
        """For the editors to answer or to send."""
        return self.filter(state__in=("asked", "accepted"))

    def for_lists(self) -> OrderQuerySet:
        rows = self.select_related("edition", "agency__channel").defer("edition__names")
        return rows.prefetch_related("steps__by")


class Order(EditionCopies):
    """What an agency has asked for, from asked to delivered. Each state is a step, with who and when."""

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("an order", "asked for")
        ACCEPTED = "accepted", pgettext_lazy("an order", "accepted")
        SENT = "sent", pgettext_lazy("an order", "sent")
        DELIVERED = "delivered", pgettext_lazy("an order", "delivered")
        REFUSED = "refused", pgettext_lazy("an order", "refused")
        CANCELLED = "cancelled", pgettext_lazy("an order", "cancelled")

    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="orders", verbose_name=gettext_lazy("agency")
    )
    state = models.CharField(gettext_lazy("state"), max_length=10, choices=State.choices, default=State.ASKED)
    wanted_by = models.DateField(gettext_lazy("wanted by"), null=True, blank=True)
    note = models.CharField(gettext_lazy("note"), max_length=300, blank=True)
    asked_at = models.DateTimeField(gettext_lazy("asked for"), default=timezone.now)

    objects = OrderQuerySet.as_manager()

    if TYPE_CHECKING:
        agency_id: int
        steps: models.Manager[OrderStep]

    class Meta:
        verbose_name = gettext_lazy("order")
        verbose_name_plural = gettext_lazy("orders")
        ordering = ["-asked_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(copies__gt=0), name="an_order_has_copies")]
        indexes = [models.Index(fields=["state", "-asked_at"], name="orders_by_state")]

    def __str__(self) -> str:
        return f"{self.agency}: {self.copies}"

    def get_absolute_url(self) -> str:
        return reverse("guide:order", args=[self.pk])


class OrderStep(models.Model):
    """An order went from one state to another. Only ever added to; `by` is empty where the agency itself acted."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="steps", verbose_name=gettext_lazy("order"))
    state = models.CharField(gettext_lazy("state"), max_length=10, choices=Order.State.choices)
    words = models.CharField(gettext_lazy("words"), max_length=300, blank=True)
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=gettext_lazy("by")
    )
    at = models.DateTimeField(gettext_lazy("when"), default=timezone.now)
    is_to_tell = models.BooleanField(gettext_lazy("the agency is to be written to"), default=False)

    if TYPE_CHECKING:
        order_id: int
        by_id: int | None

    class Meta:
        verbose_name = gettext_lazy("step of an order")
        verbose_name_plural = gettext_lazy("steps of orders")
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["at"], condition=Q(is_to_tell=True), name="steps_to_tell"),
            models.Index(fields=["state", "at"], name="steps_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.order}: {self.get_state_display()}"


# An amount in the currency of the site, as people write it.


BETWEEN_THOUSANDS = re.compile(r"[\s'’]")
AMOUNT = re.compile(r"\d{0,11}(\.\d*)?", re.ASCII)
IN_THOUSANDS = re.compile(r"\d{1,3}([.,]\d{3})+", re.ASCII)
FROM_FULL_WIDTH = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}  # as Japanese keyboards write


class AmountField(CleanCharField):
    """Takes 4 250,50 €, 4250.5, CHF 4'250.50, 12,000円. The last comma or point parts the decimals, where there are any."""

    def __init__(self, currency: str, **kwargs: Any) -> None:
        self.currency = currency
        label = gettext("Cost, in %(currency)s") % {"currency": many_of(currency)}
        super().__init__(label=label, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return plain_amount(value, self.currency) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        typed = self._without_signs(super().to_python(value))
        if not typed:
            return None
        decimals = decimals_of(self.currency)
        plain = _in_plain_digits(typed, decimals)
        if not AMOUNT.fullmatch(plain) or plain == "." or len(plain.partition(".")[2]) > decimals:
            raise ValidationError(self._words(), code="amount")
        return Decimal(plain)

    def _without_signs(self, typed: str) -> str:
        signs = sorted(map(_bare, ways_to_write(self.currency)), key=len, reverse=True)
        return reduce(lambda left, sign: left.replace(sign, ""), signs, _bare(typed))

    def _words(self) -> str:
        example = plain_amount(Decimal("4250.50"), self.currency)
        said = {"currency": many_of(self.currency), "example": example}
        return gettext("Write an amount in %(currency)s, such as %(example)s.") % said


def _bare(typed: str) -> str:
    return BETWEEN_THOUSANDS.sub("", typed.translate(FROM_FULL_WIDTH)).casefold()


def _in_plain_digits(typed: str, decimals: int) -> str:
    if not decimals:
        return re.sub("[.,]", "", typed) if IN_THOUSANDS.fullmatch(typed) else typed
    whole, sign, rest = typed.replace(",", ".").rpartition(".")
    return f"{whole.replace('.', '')}.{rest}" if sign else rest
