"""What has become of a tip's sources, as its screen, the desk and the board show it."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from guide.drift.models import Drift
from guide.tips.models import Tip


def tip_context(tip: Tip, reader: User) -> dict[str, Any]:
    """What the parts of the tip's screen need, whatever the number of rows in a constant number of queries."""
    rows = list(
        Drift.objects.of(tip).filter(answer__in=["", Drift.Answer.KEPT]).for_lists().order_by("noticed_at", "pk")
    )
    newest = {drift.source_id: drift for drift in rows if drift.answer and drift.source.standing != "unchanged"}
    return {
        "alarms": [drift for drift in rows if drift.is_alarm],
        "wordings": [drift for drift in rows if not drift.answer and not drift.is_alarm],
        "kept_drifts": list(newest.values()),
    }
