"""The log, as the editors read it."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import editors_only
from accounts.people.person_field import PersonField
from common.paging import decode_cursor, encode_cursor
from contributions.moderation_log import LogAction, LogEntry, LogQuerySet
from contributions.views.recent_changes.filters import PersonFilter, beginning_of, period_field

ROWS = 50


class LogFilter(PersonFilter):
    act = forms.ChoiceField(label=_("Act"), choices=[("", _("Everything")), *LogAction.choices], required=False)
    person = PersonField()
    period = period_field()

    def entries(self) -> LogQuerySet:
        """What the filter asks for; nothing for a person whom nobody knows."""
        rows = LogEntry.objects.for_lists().newest_first()
        if act := self.value("act"):
            rows = rows.filter(act=act)
        if self.value("person"):
            person = self.chosen_person
            rows = rows.concerning(person) if person else rows.none()
        since = beginning_of(self.value("period") or "")
        return rows.filter(at__gte=since) if since else rows


@editors_only
def log(request: HttpRequest) -> HttpResponse:
    """Who did what to what, when and why, the newest first; `?before=` pages it by key."""
    form = LogFilter(request.GET)
    rows = form.entries()
    if before := decode_cursor(request.GET.get("before", "")):
        rows = rows.older_than(*before)
    found = list(rows[: ROWS + 1])
    last = found[ROWS - 1] if len(found) > ROWS else None
    context: dict[str, Any] = {"form": form, "days": by_day(found[:ROWS]), "is_first": before is None}
    if last:
        context["next_query"] = urlencode(form.as_query() | {"before": encode_cursor(last.at, last.pk)})
    return render(request, "contributions/moderation/log.html", context)


def by_day(entries: list[LogEntry]) -> list[tuple[date, list[LogEntry]]]:
    days = groupby(entries, lambda entry: timezone.localdate(entry.at))
    return [(day, list(of_the_day)) for day, of_the_day in days]
