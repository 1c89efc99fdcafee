"""An account that is stopped, or opened again, is noted in the log."""

from __future__ import annotations

from datetime import datetime

from accounts.models import User
from contributions.moderation_log import LogAction, LogEntry


def log_stop(person: User, *, act: str, by: User, reason: str, at: datetime) -> None:
    """See settings.ON_ACCOUNT_STOPPED: called in the transaction of the act."""
    LogEntry.objects.note(act=LogAction(act), by=by, person=person, reason=reason, at=at)
