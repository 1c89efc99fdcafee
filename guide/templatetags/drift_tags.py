"""What has become of a source, beside the text that is to follow it."""

from __future__ import annotations

from django import template

from guide.drift.reading import Reading, reading_of
from guide.drift.saving import named_drift
from guide.tips import Tip

register = template.Library()


@register.simple_tag
def drift_to_answer(tip: Tip, name: str | None) -> Reading | None:
    """What the passage says now, where the form is there to take it over: {% drift_to_answer tip "12~3" as reading %}"""
    drift = named_drift(tip, name or "")
    return reading_of(drift) if drift else None
