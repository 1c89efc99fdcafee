"""What has become of a source, beside the text that is to follow it."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from guide.desk.inbox import DriftDetail, drift_detail
from guide.drift.models import Drift
from guide.sources.models import Source
from guide.tips.models import Tip
from guide.views.drift import named_drift

register = template.Library()


@register.simple_tag
def drift_to_answer(tip: Tip, name: str | None) -> DriftDetail | None:
    """What the passage says now, where the form is there to take it over: {% drift_to_answer tip "12~3" as reading %}"""
    drift = named_drift(tip, name or "")
    return drift_detail(drift) if drift else None


@register.simple_tag
def kept_as_it_is(tip: Tip, sources: Iterable[Source]) -> list[Drift]:
    """Why the tip stays although one of its sources has changed, for everybody to read: one query, none where none has."""
    if all(source.standing == "unchanged" for source in sources):
        return []
    return list(Drift.objects.of(tip).kept_as_it_is().select_related("answered_by"))
