"""« Settings », the questions: administrators add them, change them, order them and remove them."""

from __future__ import annotations

from copy import copy
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import actor, administrators_only
from common.forms.fields import add_error
from common.forms.screens import show_form
from common.forms.unchanged import seen_order
from common.paging import numbered_page
from drafts import autosave
from guide.editions.models import Edition
from guide.editions.renumbering import TipsWouldLosePlaces, VoteWouldLosePlace
from guide.editions.theme_changes import order_themes, remove_theme, save_theme, themes_held
from guide.editions.theme_forms import ThemeForm, changes_of_themes, uses_of
from guide.places import places_in_preparation
from guide.tips.models import Tip
from themes.models import MOST_THEMES, Theme

REFUSED = 422
VERSIONS_AT_ONCE = 30


@administrators_only
@require_safe
def themes(request: HttpRequest) -> HttpResponse:
    """The themes in their order."""
    placed = Count("tips", filter=Q(tips__number__isnull=False))
    rows = Theme.objects.annotate(tips_placed=placed).order_by(
        "number"
    )  # a grouped query forgets the order of the model
    context = {"themes": rows, "most": MOST_THEMES, "proof": _proof(), "seen": seen_order(row.pk for row in rows)}
    return render(request, "guide/themes/themes.html", context)


def _proof() -> Edition | None:
    """The edition that is in proof: until it is out, no question comes, goes, moves or gets other places."""
    return Edition.objects.filter(status=Edition.Status.PROOF).first()


@administrators_only
def theme_new(request: HttpRequest) -> HttpResponse:
    return _form(request, Theme(), "theme-settings:new")


@administrators_only
def theme_edit(request: HttpRequest, pk: int) -> HttpResponse:
    theme = get_object_or_404(Theme, pk=pk)
    return _form(request, theme, f"theme-settings:{theme.pk}")


def _form(request: HttpRequest, theme: Theme, key: str) -> HttpResponse:
    others = list(Theme.objects.exclude(pk=theme.pk))
    sent = request.POST if request.method == "POST" else None
    form = ThemeForm(sent, theme=theme, others=others, draft=autosave.words(request, key))
    if form.is_valid():
        saved = copy(theme)  # what is refused leaves no trace on the other one
        try:
            with themes_held():
                form.check_unchanged()
                moved = save_theme(saved, form.values, by=actor(request), released=form.released_tips)
        except TipsWouldLosePlaces as refusal:
            form.ask_to_release(refusal)
        except VoteWouldLosePlace as refusal:
            form.add_error("places", refusal)
        except ValidationError as refusal:
            add_error(form, refusal)
        else:
            autosave.sent(request)
            return _back(request, moved, saved)
    tips = Tip.objects.placed().filter(theme=theme) if theme.pk else ()
    context: dict[str, Any] = {"theme": theme, "tips": tips, "draft_key": key, "is_full": len(others) >= MOST_THEMES}
    context["proof"] = _proof()
    return show_form(request, form, "guide/themes/theme_edit.html", context)


@require_POST
@administrators_only
def theme_shift(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes places with the theme before it, or with `to=down` the one behind."""
    keys = list(Theme.objects.values_list("pk", flat=True))
    theme = get_object_or_404(Theme, pk=pk)
    at = keys.index(theme.pk)
    other = at + (1 if request.POST.get("to") == "down" else -1)
    if not 0 <= other < len(keys):
        return redirect("guide:themes")
    keys[at], keys[other] = keys[other], keys[at]
    try:
        moved = order_themes(keys, by=actor(request), seen=request.POST.get("seen"))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("guide:themes")
    return _back(request, moved, theme)


@administrators_only
def theme_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Says what belongs to a theme, or what happens to the tips behind it; removes it."""
    theme = get_object_or_404(Theme, pk=pk)
    refusal = None
    if request.method == "POST":
        try:
            moved = remove_theme(theme, by=actor(request))
        except ValidationError as refused:
            refusal = refused.messages[0]
            theme = get_object_or_404(Theme, pk=pk)
        else:
            return _back(request, moved)
    row = places_in_preparation().row_of(theme)
    behind = Tip.objects.placed().filter(number__gt=row.last).count() if row.count else 0
    context = {"theme": theme, "uses": uses_of(theme), "behind": behind, "refusal": refusal}
    return render(request, "guide/themes/theme_remove.html", context, status=REFUSED if refusal else 200)


def _back(request: HttpRequest, moved: int, theme: Theme | None = None) -> HttpResponse:
    words = _("Saved. Everybody sees it from now on.")
    if moved:
        words = ngettext(
            "Saved. %(n)s tip of the guide in preparation has another number now.",
            "Saved. %(n)s tips of the guide in preparation have other numbers now.",
            moved,
        ) % {"n": moved}
    messages.success(request, words)
    return redirect(reverse("guide:themes") + (f"#theme-{theme.pk}" if theme else ""))


@administrators_only
@require_safe
def themes_history(request: HttpRequest) -> HttpResponse:
    """Who changed which theme, and when; the newest first."""
    rows = Theme.history.select_related("history_user").order_by("-history_id")
    page = numbered_page(rows, request.GET.get("page", ""), VERSIONS_AT_ONCE)
    return render(request, "guide/themes/history.html", {"page": page, "versions": changes_of_themes(list(page))})
