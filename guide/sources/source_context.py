"""What a tip rests on, as its screen shows it."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import mark_safe

from accounts.models import User
from guide.sources.evidence import evidence_of, sources_of
from guide.sources.ties import marked_html, provenance_of
from guide.tips.models import Tip


def tip_context(tip: Tip, reader: User) -> dict[str, Any]:
    """What the parts of the tip's screen need, whatever the number of rows in a constant number of queries."""
    evidence = evidence_of(list(sources_of(tip)), reader)
    provenance = provenance_of(tip, evidence)
    address = tip.screen_url("ties")
    rows = [(mark_safe(marked_html(paragraph, address)), paragraph) for paragraph in provenance.paragraphs]  # noqa: S308
    return {"sources": [one.source for one in evidence], "provenance": provenance, "rows": rows}
