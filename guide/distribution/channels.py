"""The ways by which the guide reaches people, and the agencies that hand it out, each by a way of its own.

The codes of channels: short, in lower case, printed and drawn, and so never changed.
"""

from __future__ import annotations

import re
import unicodedata
from base64 import urlsafe_b64encode
from collections.abc import Container
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from campaign.languages import first_language

LONGEST, SHORTEST = 24, 2
CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
RESERVED = frozenset({"new", "c", "guide", "admin", "agency", "editions", "curation", "wiki", "static", "media", "qr"})
# What says nothing where it is one of many: "Agence de Lille" is found under "lille".
EMPTY = frozenset(
    "agence agency de du des d la le les l au aux et pour a the of at in and for "  # noqa: SIM905 - two lines of words
    "agenzia di del dello della dell dei degli delle il lo i gli al alla e per con".split()
)


def check(code: str) -> None:
    """Raises ValidationError on `code`, which says what would do."""
    if not (SHORTEST <= len(code) <= LONGEST and CODE.fullmatch(code)):
        words = _("Two to 24 small letters and digits, with hyphens between them: it is typed by hand from a page.")
        raise ValidationError({"code": words}, code="code")
    if code in RESERVED:
        raise ValidationError({"code": _("The site uses this word itself: choose another one.")}, code="reserved")


def taken() -> ValidationError:
    return ValidationError({"code": _("Another channel has this code or this name.")}, code="taken")


def proposed(name: str, known: Container[str]) -> str:
    """A code that a channel of this name may have, and none has: its telling words, as far as they fit."""
    plain = unicodedata.normalize("NFKD", name.replace("’", " ").replace("'", " "))
    words = slugify(plain.encode("ascii", "ignore").decode()).split("-")
    telling = [word for word in words if word and word not in EMPTY] or [word for word in words if word]
    code = _fitting(telling) or "channel"
    if len(code) < SHORTEST or code in RESERVED:
        code = f"{code}-1"
    return code if code not in known else _numbered(code, known)


def _fitting(words: list[str]) -> str:
    code = ""
    for word in words:
        longer = f"{code}-{word}" if code else word[:LONGEST]
        if len(longer) > LONGEST:
            break
        code = longer
    return code


def _numbered(code: str, known: Container[str]) -> str:
    number = 2
    while (numbered := f"{code[: LONGEST - 4]}-{number}") in known:
        number += 1
    return numbered


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
        check(code)
        channel = Channel(name=name, kind=kind, code=code, language=language, note=note, made_by=by)
        channel.made_at = at or timezone.now()
        channel.full_clean()
        try:
            with transaction.atomic():
                channel.save()
                if kind == Channel.Kind.AGENCY:
                    Agency.objects.create(name=name, channel=channel)
        except IntegrityError:  # somebody was faster by an instant
            raise taken() from None
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
        AGENCY = "agency", gettext_lazy("agency")
        NEWSLETTER = "newsletter", gettext_lazy("newsletter")
        INTRANET = "intranet", gettext_lazy("intranet page")
        EVENT = "event", gettext_lazy("event")
        OTHER = "other", gettext_lazy("other")

    name = models.CharField(gettext_lazy("name"), max_length=120, unique=True)
    kind = models.CharField(gettext_lazy("kind"), max_length=10, choices=Kind.choices)
    code = models.SlugField(gettext_lazy("code"), max_length=24, unique=True)
    language = models.CharField(gettext_lazy("language"), max_length=8, default=first_language)
    note = models.CharField(gettext_lazy("note"), max_length=300, blank=True)
    made_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=gettext_lazy("made by")
    )
    made_at = models.DateTimeField(gettext_lazy("made"), default=timezone.now)
    closed_at = models.DateTimeField(gettext_lazy("no longer used since"), null=True, blank=True)

    objects = ChannelQuerySet.as_manager()

    if TYPE_CHECKING:
        agency: Agency
        made_by_id: int | None

    class Meta:
        verbose_name = gettext_lazy("channel")
        verbose_name_plural = gettext_lazy("channels")
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

    name = models.CharField(gettext_lazy("name"), max_length=120, unique=True)
    channel = models.OneToOneField(
        Channel, on_delete=models.PROTECT, related_name="agency", verbose_name=gettext_lazy("channel")
    )
    contact = models.CharField(gettext_lazy("contact"), max_length=120, blank=True)
    email = models.EmailField(gettext_lazy("e-mail"), blank=True)
    address = models.TextField(gettext_lazy("where parcels go"), blank=True)
    digest = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001 - none has no link
    link_made_at = models.DateTimeField(gettext_lazy("link made"), null=True, blank=True, editable=False)
    link_opened_at = models.DateTimeField(gettext_lazy("link last opened"), null=True, blank=True, editable=False)
    is_link_to_mail = models.BooleanField(gettext_lazy("link waits to be sent"), default=False, editable=False)

    objects = AgencyQuerySet.as_manager()

    if TYPE_CHECKING:
        channel_id: int

    class Meta:
        verbose_name = gettext_lazy("agency")
        verbose_name_plural = gettext_lazy("agencies")
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
