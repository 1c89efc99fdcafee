"""The texts around the tips. A section has no page to read: its address is the form that edits it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.access import actor, editors_only
from contributions.revision_screens import (
    ConflictScreen,
    Preview,
    RevisionForm,
    add_error,
    conflict_again,
    conflict_of,
    preview_of,
    tell_outcome,
)
from contributions.revisions import EditConflict, UnknownVersion
from guide.sections import Section
from guide.views.finding import get_section

NOT_SAVED = 422


@editors_only
def section(request: HttpRequest, key: str) -> HttpResponse:
    edited = get_section(key)
    if request.method != "POST":
        initial = {"title": edited.title, "body": edited.body, "base_version": edited.version}
        return _show(request, edited, RevisionForm(initial=initial))
    if "choose" in request.POST:
        return _show_conflict(request, edited, conflict_again(edited, request.POST))
    form = RevisionForm(request.POST)
    if "preview" in request.POST:
        return _show(request, edited, form, preview=_preview_in(request, edited))
    return _save(request, edited, form) if form.is_valid() else _show(request, edited, form, status=NOT_SAVED)


def _save(request: HttpRequest, section: Section, form: RevisionForm) -> HttpResponse:
    try:
        outcome = section.revise(author=actor(request), **form.cleaned_data)
    except EditConflict as conflict:
        screen = conflict_of(section, conflict, mine=form.cleaned_data["body"], form=form)
        return _show_conflict(request, section, screen, status=409)
    except ValidationError as refusal:
        if isinstance(refusal, UnknownVersion):
            form.begin_again_from(section.version)
        add_error(form, refusal)
        return _show(request, section, form, status=NOT_SAVED)
    tell_outcome(request, outcome)
    return redirect(section)


@require_POST
@editors_only
def section_preview(request: HttpRequest, key: str) -> HttpResponse:
    """How the text of the form will look, and what it changes: a fragment, for the screen to show in place."""
    return render(request, "parts/preview.html", {"preview": _preview_in(request, get_section(key))})


def _preview_in(request: HttpRequest, section: Section) -> Preview:
    form = RevisionForm(request.POST)
    form.is_valid()
    return preview_of(section, form.cleaned_data.get("body", ""), base_version=form.cleaned_data.get("base_version", 0))


def _show(
    request: HttpRequest, section: Section, form: RevisionForm, *, preview: Preview | None = None, status: int = 200
) -> HttpResponse:
    context = {"section": section, "form": form, "preview": preview}
    return render(request, "guide/section.html", context, status=status)


def _show_conflict(
    request: HttpRequest, section: Section, conflict: ConflictScreen, *, status: int = 200
) -> HttpResponse:
    return render(request, "guide/text_conflict.html", {"text": section, "conflict": conflict}, status=status)
