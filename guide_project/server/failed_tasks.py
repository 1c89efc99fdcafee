"""Administrators are told of tasks that have failed for good: the site lists them, and nobody looks at a list for no reason."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.db.models import Q
from django.tasks import TaskResultStatus
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import Role, User
from notifications.kinds import NotificationKind
from notifications.models import Notification

LONGEST_PLACE = Notification._meta.get_field("place").max_length or 0
DAYS_LOOKED_BACK = 7  # the clock may have stood still: what is older is left to the list


def notify_of_failures(*, at: datetime | None = None) -> int:
    """For settings.RUN_PERIODICALLY: returns how many were told. Once for each kind of task and each day on which it failed."""
    since = (at or timezone.now()) - timedelta(days=DAYS_LOOKED_BACK)
    rows = DBTaskResult.objects.failed().filter(finished_at__gte=since).values_list("task_path", "finished_at")
    days = {(path, timezone.localdate(moment)) for path, moment in rows.iterator()}
    return sum(_notify(path, day) for path, day in sorted(days))


def _notify(path: str, day: date) -> int:
    people = User.objects.filter(Q(is_superuser=True) | Q(groups__name=Role.ADMINISTRATOR.value), is_active=True)
    query = urlencode({"status__exact": TaskResultStatus.FAILED, "q": path})
    return Notification.objects.notify(
        people.values_list("pk", flat=True).distinct(),
        kind=NotificationKind.TASK_FAILED,
        place=f"task:{path}"[:LONGEST_PLACE],
        place_title=path,
        url=f"{reverse('admin:django_tasks_database_dbtaskresult_changelist')}?{query}",
        key=f"task:{path}:{day}",
    )
