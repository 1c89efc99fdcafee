"""Words about editions: what their checklist said, where a file lies, a moment in full."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from contributions.templatetags.wiki_tags import time_of_day
from guide.editions.proof import check_labels

register = template.Library()


@register.filter
def line_of_checklist(reason: Mapping[str, Any]) -> str:
    """The line for which a reason was given: "3 free places"."""
    return check_labels.label_of_check(str(reason.get("key", "")), int(reason.get("n", 0)))


@register.filter
def day_and_time(moment: datetime) -> str:
    """ "3 December 2026 at 9:00", by the clock of the site."""
    local = timezone.localtime(moment)
    return _("%(day)s at %(time)s") % {"day": date_format(local.date(), "DATE_FORMAT"), "time": time_of_day(moment)}


@register.filter
def anchor_words(anchor: str) -> str:
    """What an erratum is about, on a list: "Tip 7"."""
    kind, _dash, number = anchor.rpartition("-")
    return _("Tip %(number)s") % {"number": number} if kind == "tip" else anchor


@register.filter
def short_sum(sha256: str) -> str:
    """The beginning, which is enough to tell two files apart at a glance."""
    return sha256[:12]
