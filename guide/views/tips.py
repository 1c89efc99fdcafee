"""One tip: read with what it rests on, and edited as pages are."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.access import actor, editors_only
from contributions.revision_screens import (
    ConflictScreen,
    Preview,
    add_error,
    conflict_again,
    conflict_of,
    preview_of,
    tell_outcome,
)
from contributions.revisions import EditConflict, UnknownVersion
from guide.forms import TipForm
from guide.tips import Tip
from guide.views.finding import get_tip

NOT_SAVED = 422


@editors_only
def tip(request: HttpRequest, key: str) -> HttpResponse:
    found = get_tip(key)
    sources = found.sources.select_related("page__theme", "added_by").defer("page__body", "page__body_html")
    newest = found.history.with_authors().without_bodies().first()
    return render(request, "guide/tip.html", {"tip": found, "sources": sources, "newest": newest})


@editors_only
def tip_edit(request: HttpRequest, key: str) -> HttpResponse:
    edited = get_tip(key)
    if request.method != "POST":
        form = TipForm(people=edited.people_behind, initial=_as_it_stands(edited))
        return _show(request, edited, form)
    if "choose" in request.POST:
        return _show_conflict(request, edited, conflict_again(edited, request.POST))
    form = TipForm(request.POST, people=edited.people_behind)
    if "preview" in request.POST:
        return _show(request, edited, form, preview=_preview_in(request, edited))
    return _save(request, edited, form) if form.is_valid() else _show(request, edited, form, status=NOT_SAVED)


def _save(request: HttpRequest, tip: Tip, form: TipForm) -> HttpResponse:
    try:
        outcome = tip.revise(author=actor(request), **_sent(form, request))
    except EditConflict as conflict:
        screen = conflict_of(tip, conflict, mine=form.cleaned_data["body"], form=form)
        return _show_conflict(request, tip, screen, status=409)
    except ValidationError as refusal:
        if isinstance(refusal, UnknownVersion):
            form.begin_again_from(tip.version)
        add_error(form, refusal)
        return _show(request, tip, form, status=NOT_SAVED)
    tell_outcome(request, outcome)
    return redirect(tip)


@require_POST
@editors_only
def tip_preview(request: HttpRequest, key: str) -> HttpResponse:
    """How the text of the form will look, and what it changes: a fragment, for the screen to show in place."""
    return render(request, "parts/preview.html", {"preview": _preview_in(request, get_tip(key))})


def _preview_in(request: HttpRequest, tip: Tip) -> Preview:
    form = TipForm(request.POST, people=tip.people_behind)
    form.is_valid()
    return preview_of(tip, form.cleaned_data.get("body", ""), base_version=form.cleaned_data.get("base_version", 0))


def _as_it_stands(tip: Tip) -> dict[str, Any]:
    names = ["title", "body", "quote", "quoted_person"]
    return {name: getattr(tip, name) for name in names} | {"base_version": tip.version}


def _sent(form: TipForm, request: HttpRequest) -> dict[str, Any]:
    """What a form changes; one that does not ask about the quotation leaves it alone."""
    names = ["title", "body", "summary", "is_minor", "base_version"]
    if "quote" in request.POST:
        names += ["quote", "quoted_person"]
    return {name: form.cleaned_data[name] for name in names}


def _show(
    request: HttpRequest, tip: Tip, form: TipForm, *, preview: Preview | None = None, status: int = 200
) -> HttpResponse:
    return render(request, "guide/tip_edit.html", {"tip": tip, "form": form, "preview": preview}, status=status)


def _show_conflict(request: HttpRequest, tip: Tip, conflict: ConflictScreen, *, status: int = 200) -> HttpResponse:
    """Both texts and the proposal; the quotation that was typed is carried along."""
    carried = [(name, request.POST[name]) for name in ("quote", "quoted_person") if name in request.POST]
    context = {"text": tip, "conflict": conflict, "carried": carried}
    return render(request, "guide/text_conflict.html", context, status=status)
