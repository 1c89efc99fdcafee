"""Channels, agencies, print runs, orders, what was handed out, and the counts of what was opened and downloaded."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from guide.distribution.querysets import (
    AgencyQuerySet,
    ChannelQuerySet,
    DailyCountQuerySet,
    HandoutQuerySet,
    OrderQuerySet,
    PrintRunQuerySet,
    hash_of,
)
from guide.editions import Edition


class Channel(models.Model):
    """A way by which the guide reaches people. Its code is its short address, /c/<code>/, and never changes."""

    class Kind(models.TextChoices):
        AGENCY = "agency", _("agency")
        NEWSLETTER = "newsletter", _("newsletter")
        INTRANET = "intranet", _("intranet page")
        EVENT = "event", _("event")
        OTHER = "other", _("other")

    name = models.CharField(_("name"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    code = models.SlugField(_("code"), max_length=24, unique=True)
    language = models.CharField(_("language"), max_length=8, default=settings.GUIDE_LANGUAGE)
    note = models.CharField(_("note"), max_length=300, blank=True)
    made_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    closed_at = models.DateTimeField(_("no longer used since"), null=True, blank=True)

    objects = ChannelQuerySet.as_manager()

    if TYPE_CHECKING:
        agency: Agency
        made_by_id: int | None

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        ordering = ["kind", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("guide:channel", args=[self.code])

    @property
    def short_address(self) -> str:
        """Absolute, as it is printed and drawn as a QR code."""
        return f"{settings.SITE_ADDRESS}{reverse('guide:short_link', args=[self.code])}"

    def address_in(self, language: str) -> str:
        """The same for what is printed in a language: it leads to the guide in that one, whatever the channel's is by then."""
        return f"{settings.SITE_ADDRESS}{reverse('guide:short_link_in_language', args=[self.code, language])}"

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    def close(self, *, at: datetime | None = None) -> None:
        """No longer offered in forms; what is printed stays true: its address goes on leading to the guide."""
        Channel.objects.filter(pk=self.pk, closed_at=None).update(closed_at=at or timezone.now())
        self.refresh_from_db(fields=["closed_at"])

    def use_again(self) -> None:
        Channel.objects.filter(pk=self.pk).update(closed_at=None)
        self.closed_at = None


class Agency(models.Model):
    """Somebody who hands the guide out, without an account: it orders and fetches by its own link.

    Its token is not kept: it is made of the moment and of the site's secret, so that the worker can write it into a letter.
    """

    name = models.CharField(_("name"), max_length=120, unique=True)
    channel = models.OneToOneField(Channel, on_delete=models.PROTECT, related_name="agency", verbose_name=_("channel"))
    contact = models.CharField(_("contact"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    address = models.TextField(_("where parcels go"), blank=True)
    digest = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001 - none has no link
    link_made_at = models.DateTimeField(_("link made"), null=True, blank=True, editable=False)
    link_opened_at = models.DateTimeField(_("link last opened"), null=True, blank=True, editable=False)
    is_link_to_mail = models.BooleanField(_("link waits to be sent"), default=False, editable=False)

    objects = AgencyQuerySet.as_manager()

    if TYPE_CHECKING:
        channel_id: int

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def has_link(self) -> bool:
        return self.digest is not None

    def make_link(self, *, to_mail: bool = False, at: datetime | None = None) -> str:
        """Returns its token, which is shown now or never. The link before it opens nothing any more."""
        self.link_made_at, self.link_opened_at, self.is_link_to_mail = at or timezone.now(), None, to_mail
        token = self._token()
        self.digest = hash_of(token)
        self.save(update_fields=["digest", "link_made_at", "link_opened_at", "is_link_to_mail"])
        return token

    @property
    def token_to_mail(self) -> str:
        """The token of its link; nothing where that was revoked, or made with another secret."""
        token = self._token() if self.link_made_at else ""
        return token if self.digest == hash_of(token) else ""

    def _token(self) -> str:
        of = f"{self.pk} {self.link_made_at.astimezone(UTC).isoformat() if self.link_made_at else ''}"
        return urlsafe_b64encode(salted_hmac("guide.agency", of, algorithm="sha256").digest()).rstrip(b"=").decode()

    def revoke_link(self) -> None:
        self.digest, self.is_link_to_mail = None, False
        self.save(update_fields=["digest", "is_link_to_mail"])

    def is_opened(self, *, at: datetime | None = None) -> None:
        Agency.objects.filter(pk=self.pk).update(link_opened_at=at or timezone.now())


class PrintedForm(models.TextChoices):
    """What there are copies of."""

    BOOKLET = "booklet", _("booklet")
    POSTER = "poster", _("poster")
    LEAFLET = "leaflet", _("leaflet")


class EditionCopies(models.Model):
    """Copies of an edition on paper: in which language, in which form, how many."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name=_("edition"))
    language = models.CharField(_("language"), max_length=8, default=settings.GUIDE_LANGUAGE)
    form = models.CharField(
        pgettext_lazy("of the guide", "form"), max_length=10, choices=PrintedForm.choices, default=PrintedForm.BOOKLET
    )
    copies = models.PositiveIntegerField(_("copies"))

    if TYPE_CHECKING:
        edition_id: int

    class Meta:
        abstract = True


class PrintRun(EditionCopies):
    """Copies that were ordered from a printer; they count as printed from the day they are delivered."""

    channel = models.ForeignKey(
        Channel, on_delete=models.PROTECT, null=True, blank=True, related_name="print_runs", verbose_name=_("channel")
    )
    printer = models.CharField(_("printer"), max_length=120, blank=True)
    format = models.CharField(_("format and paper"), max_length=120, blank=True)
    cost = models.DecimalField(_("cost, in euros"), max_digits=9, decimal_places=2, null=True, blank=True)
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


class DailyCount(models.Model):
    """How many readers opened or fetched a form of an edition on a day, each counted once. No foreign keys: it stays.

    `form` is that of `EditionFile`, or "door" for a channel's short address; `channel` its code, or empty.
    """

    edition = models.PositiveIntegerField(_("edition"))
    language = models.CharField(_("language"), max_length=8)
    form = models.CharField(_("form"), max_length=10)
    channel = models.CharField(_("channel"), max_length=24, blank=True, default="")
    day = models.DateField(_("day"))
    number = models.PositiveIntegerField(_("readers"), default=0)

    objects = DailyCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("count")
        verbose_name_plural = _("counts")
        ordering = ["-day", "edition", "language", "form", "channel"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "edition", "language", "form", "channel"], name="a_day_is_counted_once"
            )
        ]
        indexes = [models.Index(fields=["channel", "day"], name="counts_of_a_channel")]

    def __str__(self) -> str:
        return f"{self.day}, {self.edition}/{self.language}/{self.form}: {self.number}"


class DaySalt(models.Model):
    """What the readers of a day are hashed with; thrown away at night, and with it every way back to an address."""

    day = models.DateField(unique=True)
    value = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return str(self.day)


class CountedReader(models.Model):
    """That a reader is counted today, as a salted hash; thrown away at night."""

    day = models.DateField()
    digest = models.BinaryField(max_length=16)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "digest"], name="a_reader_is_counted_once_a_day")]

    def __str__(self) -> str:
        return str(self.day)
