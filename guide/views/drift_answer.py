"""A tip that is edited because a source of it has changed: saving it answers the drift that the form names."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from accounts.access import actor
from common.paging import decode_score_cursor
from guide.drift.answers import take_over
from guide.drift.models import Drift
from guide.tips.models import Tip


def named_drift(tip: Tip, name: str) -> Drift | None:
    """The open drift of this tip that is named "12~3": which one, and the version that was read."""
    named = decode_score_cursor(name)
    return Drift.objects.of(tip).open().for_lists().filter(pk=named[0]).first() if named else None


def answer_by_edit(tip: Tip, request: HttpRequest) -> str:
    """Answers the drift of this tip in `drift`; returns why not."""
    named = decode_score_cursor(request.POST.get("drift", ""))
    drift = named_drift(tip, request.POST.get("drift", ""))
    if named is None or drift is None:
        return ""
    try:
        take_over(drift, by=actor(request), seen=named[1])
    except ValidationError as refusal:
        return str(refusal.messages[0])
    return ""
