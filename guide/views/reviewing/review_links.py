"""The links that let reviewers without an account read one tip: made, prolonged, withdrawn."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.access import actor, editors_only
from common.paging import parse_int
from drafts import autosave
from drafts.sent_forms import accepted
from guide.reviewing.forms import LinkForm, day_choices
from guide.reviewing.models import ReviewLink
from guide.tips.models import Tip
from guide.views.lookup import get_tip

NOT_SAVED = 422


@never_cache
@editors_only
def tip_review_links(request: HttpRequest, key: str) -> HttpResponse:
    """The answer to a form that made a link shows its address: it is stored nowhere, and never shown again."""
    tip = get_tip(key)
    form = LinkForm(request.POST or None, initial=autosave.words(request, _key(tip)))
    if made := accepted(request, form, lambda: ReviewLink.objects.make(tip, by=actor(request), **form.cleaned_data)):
        link, token = made.result
        address = request.build_absolute_uri(reverse("guide:review_by_link", args=[token]))
        return _show(request, tip, LinkForm(), made=link, address=address)
    return _show(request, tip, form, status=NOT_SAVED if form.errors else 200)


def _key(tip: Tip) -> str:
    return f"tip:{tip.pk}:review:link"


def _show(
    request: HttpRequest,
    tip: Tip,
    form: LinkForm,
    *,
    made: ReviewLink | None = None,
    address: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {"tip": tip, "form": form, "made": made, "address": address, "day_choices": day_choices()}
    context |= {"links": tip.review_links.select_related("made_by"), "draft_key": _key(tip), "draft_label": tip.title}
    return render(request, "guide/review/links.html", context, status=status)


@editors_only
@require_POST
def tip_review_link(request: HttpRequest, key: str, link: int) -> HttpResponse:
    """`act` is "revoke", or "prolong" with `days`."""
    tip = get_tip(key)
    found = get_object_or_404(tip.review_links, pk=link)
    try:
        if request.POST.get("act") == "revoke":
            found.revoke()
            messages.success(request, _("The link of “%(name)s” opens nothing any more.") % {"name": found.name})
        else:
            found.prolong(days=parse_int(request.POST.get("days", ""), digits=3) or 0)
            messages.success(request, _("The link of “%(name)s” stays open.") % {"name": found.name})
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect(tip.screen_url("review/links"))
