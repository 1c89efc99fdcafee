"""The revisions of a page: listed, read, compared, undone, reverted to."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.access import actor, contributors_only, readers_only
from campaign.calendar.late_forms import saved_as_draft_when_late
from common.forms.fields import add_error
from contributions.comments.credits import credit
from contributions.contributors.flags import mark_thanked
from contributions.moderation import throttle
from contributions.moderation.merging.provenance import put_origins_on
from contributions.pages.models import Page, PageRevision
from contributions.revision_views import (
    REVERT,
    UNDO,
    Fact,
    RestoreForm,
    announce_restored,
    comparison_of,
    history_of,
    may_be_one_step,
    restore_screen_of,
    revision_or_404,
    revision_screen_of,
    undo_conflict_of,
    version_in,
)
from contributions.revisions import EditConflict, SaveResult
from contributions.views.closed_forms import closed_form, is_form_closed
from contributions.views.pages.page_cache import cached, found_in_cache, remember_address
from contributions.views.pages.resolvers import on_page
from drafts import autosave
from themes.models import Theme


@readers_only
def page_history(request: HttpRequest, theme: str, page: str) -> HttpResponse:
    return cached(request, theme, page, lambda request: made_history(request, theme=theme, page=page), takes_query=True)


@on_page(merged="reads")
def made_history(request: HttpRequest, page: Page) -> HttpResponse:
    history = history_of(page, request.GET)
    credit(history.revisions)
    put_origins_on(history.revisions)
    mark_thanked(history.revisions, page, request.user)
    return render(request, "contributions/revisions/history.html", {"page": page, "history": history})


@readers_only
@on_page(merged="reads")
def page_revision(request: HttpRequest, page: Page, version: int) -> HttpResponse:
    reading = revision_screen_of(page, version)
    credit([reading.revision])
    put_origins_on([reading.revision])
    return render(request, "contributions/revisions/revision.html", {"page": page, "reading": reading})


@readers_only
def page_diff(request: HttpRequest, theme: str, page: str) -> HttpResponse:
    """A comparison, from the cache where it can."""

    def found(request: HttpRequest) -> HttpResponse | None:
        is_step = may_be_one_step(request.GET)
        return found_in_cache(request, theme, page, takes_query=True, shows_marks=is_step)

    def view(request: HttpRequest) -> HttpResponse:
        return made_diff(request, theme=theme, page=page)

    remember_address(request, found)
    return cached(request, theme, page, view, takes_query=True, shows_marks=may_be_one_step(request.GET))


@on_page(merged="reads")
def made_diff(request: HttpRequest, page: Page) -> HttpResponse:
    comparison = comparison_of(page, request.GET, more_facts=theme_fact)
    mark_thanked([comparison.newer] if comparison.is_one_step else [], page, request.user)
    return render(request, "contributions/revisions/diff.html", {"page": page, "comparison": comparison})


def theme_fact(older: PageRevision, newer: PageRevision) -> list[Fact]:
    """Whether the page went to another question between two revisions; a query only if it did."""
    if older.theme_id == newer.theme_id:
        return []
    questions = {theme.pk: theme.question for theme in Theme.objects.all()}
    return [Fact("theme", questions.get(older.theme_id or 0, ""), questions.get(newer.theme_id or 0, ""))]


@contributors_only
@on_page(with_text=True, merged="leads")
def page_revert(request: HttpRequest, page: Page) -> HttpResponse:
    """Asks, then makes the text of an older version the newest one again."""
    return _restore(request, page, REVERT, page.revert_to)


@contributors_only
@on_page(with_text=True, merged="leads")
def page_undo(request: HttpRequest, page: Page) -> HttpResponse:
    """Asks, then takes back what one version changed. Where later ones touch it, both texts are shown."""
    try:
        return _restore(request, page, UNDO, page.undo)
    except EditConflict as conflict:
        screen = undo_conflict_of(page, conflict, summary=request.POST.get("summary", ""))
        return render(request, "contributions/revisions/conflict.html", {"page": page, "conflict": screen}, status=409)


def _restore(request: HttpRequest, page: Page, act: str, restore: Callable[..., SaveResult]) -> HttpResponse:
    query = request.POST if request.method == "POST" else request.GET
    revision = revision_or_404(page, version_in(query, "version"))
    key = f"page:{page.pk}:{act}:{revision.version}"
    if is_form_closed(request, "write"):
        return closed_form(request, "write", key, theme=page.theme, page=page)
    now = autosave.words(request, key) | {"version": revision.version}
    form = RestoreForm(request.POST if request.method == "POST" else None, initial=now)
    if form.is_valid():
        try:
            with saved_as_draft_when_late(request), throttle.counted(actor(request), "save"):
                outcome = restore(revision.version, author=actor(request), summary=form.cleaned_data["summary"])
        except ValidationError as error:
            add_error(form, error)
        else:
            autosave.sent(request)
            announce_restored(request, outcome, act)
            return redirect(page)
    restoring = restore_screen_of(page, revision, act)
    context = {"page": page, "form": form, "revision": revision, "restoring": restoring, "draft_key": key}
    return render(request, f"contributions/revisions/{act}.html", context, status=422 if form.errors else 200)
