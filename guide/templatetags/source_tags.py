"""What a tip rests on, where its text is written."""

from __future__ import annotations

from django import template
from django.template import Context

from guide.sources.evidence import Evidence, evidence_of, sources_of
from guide.tips.models import Tip

register = template.Library()


@register.simple_tag(takes_context=True)
def passages_of(context: Context, tip: Tip) -> list[Evidence]:
    """As the reader of the screen may read them; as many queries however many they are."""
    return evidence_of(list(sources_of(tip)), context["user"])
