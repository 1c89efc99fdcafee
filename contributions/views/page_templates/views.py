"""The template of new pages at the editors' desk: edited, looked back at and restored as every text is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language_info
from django.views.decorators.http import require_POST

from accounts.access import actor, editors_only
from campaign.languages import worded_languages
from common.forms.fields import add_error
from contributions.page_templates.models import PageTemplate
from contributions.page_templates.proposed_text import proposed_text
from contributions.revision_views import (
    REVERT,
    UNDO,
    Editing,
    RestoreForm,
    RevisionForm,
    announce_restored,
    comparison_of,
    history_of,
    restore_screen_of,
    revision_or_404,
    revision_screen_of,
    undo_conflict_of,
    version_in,
)
from contributions.revisions import EditConflict
from contributions.views.page_templates.forms import TemplateForm
from drafts import autosave


class TemplateEditing(Editing[PageTemplate]):
    template = "contributions/page_templates/page_template.html"
    conflict_template = "contributions/page_templates/conflict.html"

    def form(self, data: Mapping[str, Any] | None = None, *, initial: dict[str, Any] | None = None) -> RevisionForm:
        return TemplateForm(data, initial=initial)

    def as_it_stands(self) -> dict[str, Any]:
        """With the proposal in its place where the address asks for one: nothing of it is saved yet."""
        language = self.request.GET.get("proposal", "")
        is_known = language in dict(self._proposals)
        return super().as_it_stands() | ({"body": proposed_text(language)} if is_known else {})

    @cached_property
    def around(self) -> Mapping[str, Any]:
        return {**super().around, "proposals": self._proposals}

    @cached_property
    def _proposals(self) -> list[tuple[str, str]]:
        """Each language of the guide that has words of its own for the proposal; English, where none has."""
        return [(code, str(get_language_info(code)["name_local"])) for code in worded_languages()]

    def sent(self, form: RevisionForm) -> dict[str, Any]:
        return form.cleaned_data | {"title": self.text.title}


@editors_only
def page_template(request: HttpRequest) -> HttpResponse:
    """The template has no page to read: its address is the form that edits it."""
    return TemplateEditing(request, PageTemplate.objects.current()).respond()


@require_POST
@editors_only
def page_template_preview(request: HttpRequest) -> HttpResponse:
    return TemplateEditing(request, PageTemplate.objects.current()).preview_fragment()


@editors_only
def page_template_history(request: HttpRequest) -> HttpResponse:
    text = PageTemplate.objects.current()
    context = {"text": text, "history": history_of(text, request.GET)}
    return render(request, "contributions/page_templates/history.html", context)


@editors_only
def page_template_revision(request: HttpRequest, version: int) -> HttpResponse:
    text = PageTemplate.objects.current()
    context = {"text": text, "reading": revision_screen_of(text, version)}
    return render(request, "contributions/page_templates/revision.html", context)


@editors_only
def page_template_diff(request: HttpRequest) -> HttpResponse:
    text = PageTemplate.objects.current()
    context = {"text": text, "comparison": comparison_of(text, request.GET)}
    return render(request, "contributions/page_templates/diff.html", context)


@editors_only
def page_template_revert(request: HttpRequest) -> HttpResponse:
    return _restore(request, REVERT, PageTemplate.revert_to)


@editors_only
def page_template_undo(request: HttpRequest) -> HttpResponse:
    return _restore(request, UNDO, PageTemplate.undo)


def _restore(request: HttpRequest, act: str, restore: Any) -> HttpResponse:
    """The question on a GET, the act on a POST; an undoing that later edits stand in the way of becomes a proposal."""
    text = PageTemplate.objects.current()
    query = request.POST if request.method == "POST" else request.GET
    revision = revision_or_404(text, version_in(query, "version"))
    key = f"{text._meta.model_name}:{text.pk}:{act}:{revision.version}"
    now = autosave.words(request, key) | {"version": revision.version}
    form = RestoreForm(request.POST if request.method == "POST" else None, initial=now)
    if form.is_valid():
        summary = form.cleaned_data["summary"]
        try:
            outcome = restore(text, revision.version, author=actor(request), summary=summary)
        except EditConflict as conflict:
            screen = undo_conflict_of(text, conflict, summary=summary)
            return TemplateEditing(request, text).show_conflict(screen, status=409)
        except ValidationError as refusal:
            add_error(form, refusal)
        else:
            autosave.sent(request)
            announce_restored(request, outcome, act)
            return redirect(text)
    restoring = restore_screen_of(text, revision, act)
    context = {"text": text, "revision": revision, "form": form, "restoring": restoring, "draft_key": key}
    return render(request, f"contributions/page_templates/{act}.html", context, status=422 if form.errors else 200)
