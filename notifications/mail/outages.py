"""Administrators are told of a mail server that stays away, and of letters that wait for their decision."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from notifications.kinds import NotificationKind
from notifications.mail.outbox import Letter
from notifications.mail.server_rest import MailServerRest
from notifications.models import Notification

WORTH_TELLING = timedelta(minutes=10)
"""For so long a mail server is restarted; letters wait meanwhile, and nobody misses them."""


def tell_of_trouble(*, at: datetime | None = None) -> int:
    """For settings.RUN_PERIODICALLY: returns how many were told. Once an outage, and once a day on which a letter failed."""
    told, since = 0, (at or timezone.now()) - WORTH_TELLING
    if rest := MailServerRest.objects.filter(since__lte=since).first():
        url = reverse("admin:notifications_mailserverrest_changelist")
        told += _tell(NotificationKind.MAIL_AWAY, f"mail:{rest.since.isoformat()}", url)
    if last := Letter.objects.to_settle().aggregate(last=Max("handed_at"))["last"]:
        url = f"{reverse('admin:notifications_letter_changelist')}?state__in=doubtful,failed"
        told += _tell(NotificationKind.LETTERS_TO_SETTLE, f"letters:{timezone.localdate(last)}", url)
    return told


def _tell(kind: NotificationKind, key: str, url: str) -> int:
    people = User.objects.filter(Q(is_superuser=True) | Q(groups__name=Role.ADMINISTRATOR.value), is_active=True)
    keys = people.values_list("pk", flat=True).distinct()
    return Notification.objects.notify(keys, kind=kind, place="mail:server", place_title="", url=url, key=key)
