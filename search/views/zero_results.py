"""What was looked for and is nowhere: the editors make a question of it, or have done with it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import editors_only
from common.paging import parse_int
from search.models import ZeroResultSearch
from search.zero_results import FORGOTTEN_AFTER, SHOWN_FROM

ROWS = 50


@editors_only
@require_safe
def zero_results(request: HttpRequest) -> HttpResponse:
    """The most frequent first; `?before=` pages them by key."""
    rows = ZeroResultSearch.objects.to_look_at()
    key = decode_count_cursor(request.GET.get("before", ""))
    found = list((rows.after(*key) if key else rows)[: ROWS + 1])
    context = {
        "misses": found[:ROWS],
        "next": f"{found[ROWS - 1].count}~{found[ROWS - 1].pk}" if len(found) > ROWS else "",
        "is_first": not key,
        "days": FORGOTTEN_AFTER.days,
        "times": SHOWN_FROM,
    }
    return render(request, "search/zero_results.html", context)


@require_POST
@editors_only
def zero_result_dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes one off the list, until somebody looks for it again."""
    if not ZeroResultSearch.objects.filter(pk=pk).exists():
        raise Http404
    ZeroResultSearch.objects.settle(pk)
    messages.success(request, _("Done. It comes back when somebody looks for it again."))
    return redirect("search:zero_results")


def decode_count_cursor(before: str) -> tuple[int, int] | None:
    """Where the page before ended, "12~345"; anything else is the beginning."""
    first, _tilde, second = before.partition("~")
    count, pk = parse_int(first), parse_int(second)
    return None if count is None or pk is None or count >= 2**31 else (count, pk)
