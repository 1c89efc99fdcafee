"""The ways by which the guide reaches people, and the agencies that hand it out, each by a way of its own."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaign.languages import first_language
from guide.distribution import codes

LONGEST_TOKEN = 64


def hash_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


class ChannelQuerySet(models.QuerySet["Channel"]):
    def begin(
        self,
        *,
        name: str,
        kind: str,
        code: str,
        language: str,
        note: str = "",
        by: User | None,
        at: datetime | None = None,
    ) -> Channel:
        """A new channel; one of an agency comes with the agency. Raises ValidationError where name or code will not do."""
        codes.check(code)
        channel = Channel(name=name, kind=kind, code=code, language=language, note=note, made_by=by)
        channel.made_at = at or timezone.now()
        channel.full_clean()
        try:
            with transaction.atomic():
                channel.save()
                if kind == Channel.Kind.AGENCY:
                    Agency.objects.create(name=name, channel=channel)
        except IntegrityError:  # somebody was faster by an instant
            raise codes.taken() from None
        return channel

    def in_use(self) -> ChannelQuerySet:
        return self.filter(closed_at=None)

    def coded(self, code: str) -> Channel | None:
        """By its code, as people type it: the capitals of a poster lead there too."""
        return self.filter(code=code.lower()).first()

    def known_codes(self) -> set[str]:
        return set(self.values_list("code", flat=True))


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
    language = models.CharField(_("language"), max_length=8, default=first_language)
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


class AgencyQuerySet(models.QuerySet["Agency"]):
    def with_token(self, token: str) -> Agency | None:
        if len(token) > LONGEST_TOKEN or not token.isascii():
            return None
        return self.select_related("channel").filter(digest=hash_of(token)).first()


class Agency(models.Model):
    """Somebody who hands the guide out, without an account: it orders and fetches by its own link.

    Its token is not stored: it is made of the moment and of the site's secret, so that the worker can write it into a letter.
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
