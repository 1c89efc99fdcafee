"""What agencies have asked for, and each step from asked to delivered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from guide.distribution.channels import Agency, Channel
from guide.distribution.copies import CopiesQuerySet, EditionCopies


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

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="orders", verbose_name=_("agency"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ASKED)
    wanted_by = models.DateField(_("wanted by"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)

    objects = OrderQuerySet.as_manager()

    if TYPE_CHECKING:
        agency_id: int
        steps: models.Manager[OrderStep]

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        ordering = ["-asked_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(copies__gt=0), name="an_order_has_copies")]
        indexes = [models.Index(fields=["state", "-asked_at"], name="orders_by_state")]

    def __str__(self) -> str:
        return f"{self.agency}: {self.copies}"

    def get_absolute_url(self) -> str:
        return reverse("guide:order", args=[self.pk])


class OrderStep(models.Model):
    """An order went from one state to another. Only ever added to; `by` is empty where the agency itself acted."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="steps", verbose_name=_("order"))
    state = models.CharField(_("state"), max_length=10, choices=Order.State.choices)
    words = models.CharField(_("words"), max_length=300, blank=True)
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    is_to_tell = models.BooleanField(_("the agency is to be written to"), default=False)

    if TYPE_CHECKING:
        order_id: int
        by_id: int | None

    class Meta:
        verbose_name = _("step of an order")
        verbose_name_plural = _("steps of orders")
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["at"], condition=Q(is_to_tell=True), name="steps_to_tell"),
            models.Index(fields=["state", "at"], name="steps_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.order}: {self.get_state_display()}"
