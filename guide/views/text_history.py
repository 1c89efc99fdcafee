"""The revisions of tips and sections, on the screens that pages have: history, revision, comparison, revert, undo."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.access import actor, editors_only
from contributions.revision_views import (
    REVERT,
    UNDO,
    Fact,
    RestoreForm,
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
from drafts import autosave
from form_rules.fields import add_error
from guide.sections import Section, SectionRevision
from guide.self_check.answers_in_words import answers_in_words
from guide.tips.models import Tip, TipRevision
from guide.views.lookup import get_section, get_tip

type Text = Tip | Section


@editors_only
def tip_history(request: HttpRequest, key: str) -> HttpResponse:
    return _history(request, get_tip(key))


@editors_only
def tip_revision(request: HttpRequest, key: str, version: int) -> HttpResponse:
    return _revision(request, get_tip(key), version)


@editors_only
def tip_diff(request: HttpRequest, key: str) -> HttpResponse:
    return _diff(request, get_tip(key))


@editors_only
def tip_revert(request: HttpRequest, key: str) -> HttpResponse:
    return _restore(request, get_tip(key), is_undoing=False)


@editors_only
def tip_undo(request: HttpRequest, key: str) -> HttpResponse:
    return _restore(request, get_tip(key), is_undoing=True)


@editors_only
def section_history(request: HttpRequest, key: str) -> HttpResponse:
    return _history(request, get_section(key))


@editors_only
def section_revision(request: HttpRequest, key: str, version: int) -> HttpResponse:
    return _revision(request, get_section(key), version)


@editors_only
def section_diff(request: HttpRequest, key: str) -> HttpResponse:
    return _diff(request, get_section(key))


@editors_only
def section_revert(request: HttpRequest, key: str) -> HttpResponse:
    return _restore(request, get_section(key), is_undoing=False)


@editors_only
def section_undo(request: HttpRequest, key: str) -> HttpResponse:
    return _restore(request, get_section(key), is_undoing=True)


def _history(request: HttpRequest, text: Text) -> HttpResponse:
    return render(request, "guide/revisions/history.html", {"text": text, "history": history_of(text, request.GET)})


def _revision(request: HttpRequest, text: Text, version: int) -> HttpResponse:
    return render(
        request, "guide/revisions/revision.html", {"text": text, "reading": revision_screen_of(text, version)}
    )


def _diff(request: HttpRequest, text: Text) -> HttpResponse:
    if isinstance(text, Tip):
        comparison = comparison_of(text, request.GET, more_facts=_facts_of_tips)
    else:
        comparison = comparison_of(text, request.GET, more_facts=_facts_of_sections)
    return render(request, "guide/revisions/diff.html", {"text": text, "comparison": comparison})


def _facts_of_tips(older: TipRevision, newer: TipRevision) -> list[Fact]:
    """Whether the tip went to another place, and whether what a colleague says beside it changed."""
    return [
        Fact("place", str(older.number or ""), str(newer.number or "")),
        Fact("quotation", older.quote, newer.quote),
    ]


def _facts_of_sections(older: SectionRevision, newer: SectionRevision) -> list[Fact]:
    """What a self-check says besides its words: the safe answers, the tips, and for which kinds each question is asked."""
    return [Fact("answers", answers_in_words(older.self_check), answers_in_words(newer.self_check))]


def _restore(request: HttpRequest, text: Text, *, is_undoing: bool) -> HttpResponse:
    """The question on a GET, the act on a POST; an undoing that later edits stand in the way of becomes a proposal."""
    query = request.POST if request.method == "POST" else request.GET
    revision = revision_or_404(text, version_in(query, "version"))
    act = UNDO if is_undoing else REVERT
    key = f"{text._meta.model_name}:{text.pk}:{act}:{revision.version}"
    now = autosave.words(request, key) | {"version": revision.version}
    form = RestoreForm(request.POST if request.method == "POST" else None, initial=now)
    if form.is_valid():
        restore = text.undo if is_undoing else text.revert_to
        summary = form.cleaned_data["summary"]
        try:
            outcome = restore(revision.version, author=actor(request), summary=summary)
        except EditConflict as conflict:
            screen = undo_conflict_of(text, conflict, summary=summary)
            return render(request, "guide/revisions/conflict.html", {"text": text, "conflict": screen}, status=409)
        except ValidationError as refusal:
            add_error(form, refusal)
        else:
            autosave.sent(request)
            announce_restored(request, outcome, act)
            return redirect(text)
    restoring = restore_screen_of(text, revision, act)
    context = {"text": text, "revision": revision, "restoring": restoring, "form": form, "draft_key": key}
    return render(request, f"guide/revisions/{act}.html", context, status=422 if form.errors else 200)
