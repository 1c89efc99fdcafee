"""The revisions of texts of the guide, on the screens that pages have: history, revision, comparison, revert, undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.access import actor, editors_only
from common.forms.fields import add_error
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
from guide.course_texts import CourseText
from guide.sections import Section, SectionRevision
from guide.self_check.answers_in_words import answers_in_words
from guide.tips.models import Tip, TipRevision
from guide.views.lookup import get_section, get_tip

type Text = Tip | Section | CourseText
type MoreFacts = Callable[[Any, Any], list[Fact]]


@editors_only
def tip_history(request: HttpRequest, key: str) -> HttpResponse:
    return show_history(request, get_tip(key))


@editors_only
def tip_revision(request: HttpRequest, key: str, version: int) -> HttpResponse:
    return show_revision(request, get_tip(key), version)


@editors_only
def tip_diff(request: HttpRequest, key: str) -> HttpResponse:
    return show_diff(request, get_tip(key), _facts_of_tips)


@editors_only
def tip_revert(request: HttpRequest, key: str) -> HttpResponse:
    return show_restore(request, get_tip(key), is_undoing=False)


@editors_only
def tip_undo(request: HttpRequest, key: str) -> HttpResponse:
    return show_restore(request, get_tip(key), is_undoing=True)


@editors_only
def section_history(request: HttpRequest, key: str) -> HttpResponse:
    return show_history(request, get_section(key))


@editors_only
def section_revision(request: HttpRequest, key: str, version: int) -> HttpResponse:
    return show_revision(request, get_section(key), version)


@editors_only
def section_diff(request: HttpRequest, key: str) -> HttpResponse:
    return show_diff(request, get_section(key), _facts_of_sections)


@editors_only
def section_revert(request: HttpRequest, key: str) -> HttpResponse:
    return show_restore(request, get_section(key), is_undoing=False)


@editors_only
def section_undo(request: HttpRequest, key: str) -> HttpResponse:
    return show_restore(request, get_section(key), is_undoing=True)


def show_history(request: HttpRequest, text: Text) -> HttpResponse:
    """All its versions, on the screen that texts of the guide share."""
    return render(request, "guide/revisions/history.html", {"text": text, "history": history_of(text, request.GET)})


def show_revision(request: HttpRequest, text: Text, version: int) -> HttpResponse:
    """One version."""
    return render(
        request, "guide/revisions/revision.html", {"text": text, "reading": revision_screen_of(text, version)}
    )


def show_diff(request: HttpRequest, text: Text, facts: MoreFacts) -> HttpResponse:
    """`facts` says what else than the text two revisions may differ in."""
    comparison = comparison_of(text, request.GET, more_facts=facts)
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


def show_restore(request: HttpRequest, text: Text, *, is_undoing: bool) -> HttpResponse:
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
