"""The one-time link by which the first administrator sets the site up.

Before the site is set up, every page leads to the first-run screen.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import is_administrator
from accounts.models import Role, User
from campaign.site_settings.models import SiteSettings
from campaign.site_settings.public_guide import is_marked
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


OPEN_TO_ALL = ("/set-up/", "/health/", "/accounts/", "/static/", "/favicon.ico")
OPEN_TO_ADMINISTRATORS = ("/settings/",)


class FirstRun:
    """Once the row of settings has been seen it is not asked for again: nothing deletes it."""

    is_set_up = False  # of this process: the row has been seen

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not FirstRun.is_set_up:
            # Known from the disk where everybody may read the guide: they can while the database is away.
            FirstRun.is_set_up = is_marked(Path(settings.EDITIONS_ROOT)) or SiteSettings.objects.exists()
        if FirstRun.is_set_up or request.path_info.startswith(OPEN_TO_ALL):
            return self._get_response(request)
        if not is_administrator(request.user):
            return redirect("set_up")
        # A command has made her account: she fills in what is missing.
        is_open = request.path_info.startswith(OPEN_TO_ADMINISTRATORS)
        return self._get_response(request) if is_open else redirect("site_settings")
