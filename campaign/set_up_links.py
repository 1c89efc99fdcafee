"""The one-time link by which the first administrator sets the site up."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from campaign.site_settings.models import SiteSettings
from notifications.mail.absolute_urls import absolute_url

EXPIRES_AFTER = timedelta(hours=24)


class SetUpLinkQuerySet(models.QuerySet["SetUpLink"]):
    def make(self, *, at: datetime | None = None) -> str:
        """Makes a link, and returns its address; what the database stores opens nothing."""
        token, now = secrets.token_urlsafe(32), at or timezone.now()
        self.filter(expires_at__lte=now).delete()
        self.create(digest=digest_of_token(token), expires_at=now + EXPIRES_AFTER)
        return absolute_url(reverse("set_up_by_link", args=[token]))

    def opened_by(self, token: str, *, at: datetime | None = None) -> SetUpLinkQuerySet:
        """The link of this token, while it is good: none once the site is set up, of which it was a part."""
        if is_set_up():
            return self.none()
        return self.filter(digest=digest_of_token(token), expires_at__gt=at or timezone.now())

    def use_up(self, token: str) -> bool:
        """Ends this link and all others, in the transaction of what it was used for. Returns False if it has ended already."""
        if not self.opened_by(token).select_for_update().exists():
            return False
        self.all().delete()
        return True


class SetUpLink(models.Model):
    digest = models.CharField(_("digest"), max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(_("expires"), editable=False)

    objects = SetUpLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link to set the site up")
        verbose_name_plural = _("links to set the site up")

    def __str__(self) -> str:
        return f"{self.expires_at:%Y-%m-%d %H:%M}"


def digest_of_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def has_administrator() -> bool:
    administrators = models.Q(is_superuser=True) | models.Q(groups__name=Role.ADMINISTRATOR.value)
    return User.objects.filter(administrators, is_active=True).exists()


def is_set_up() -> bool:
    return SiteSettings.objects.exists() and has_administrator()
