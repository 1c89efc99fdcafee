"""Who hears of a report: the editors, that something waits for them; whoever wrote it, that it is settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from accounts.access import editors_to_notify
from common import markup
from contributions.concealment import place_of
from notifications.kinds import NotificationKind
from notifications.models import Notification

if TYPE_CHECKING:
    from contributions.moderation.reports.models import Report

TITLE_LENGTH = 80


def notify_editors(report: Report) -> None:
    """The place is the thing itself: what they are told goes out of sight with it, once they have hidden it."""
    about = report.about
    Notification.objects.notify(
        editors_to_notify(),
        kind=NotificationKind.REPORTED,
        place=place_of(about) if about else f"report:{report.pk}",
        place_title=_title(report),
        url=reverse("contributions:report_settle", args=[report.pk]),
        key=f"contributions.report:{report.pk}:written",
        actor=report.by,
        excerpt=report.words,
        at=report.created_at,
    )


def notify_reporter(report: Report) -> None:
    """The place is the report: it stays when the thing is hidden because of it, and names nothing of it."""
    Notification.objects.notify(
        [report.by_id],
        kind=NotificationKind.SETTLED,
        place=f"report:{report.pk}",
        place_title="",
        url=reverse("contributions:report_status", args=[report.pk]),
        key=f"contributions.report:{report.pk}:settled",
        excerpt=report.outcome,
        at=report.settled_at,
    )


def _title(report: Report) -> str:
    """A person is not named: the name that she goes by may be another one when it is read."""
    if report.page is not None:
        return report.page.title
    if report.comment is not None:
        return markup.shorten(report.comment.excerpt, TITLE_LENGTH)
    return str(report.question) if report.question is not None else ""
