"""The revisions of a page: listed, read, compared, undone, reverted to.

Moving a page to another title, or under another question.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.access import actor, contributors_only, readers_only
from campaign.calendar.rights import saved_as_draft_when_late
from common.forms.fields import add_error
from common.forms.screens import show_form
from contributions.comments.querysets import credit
from contributions.contributors.models import mark_thanked
from contributions.moderation import first_contributions
from contributions.moderation.merging.splitting import put_origins_on
from contributions.pages.models import Page, PageRevision
from contributions.pages.moderated_page import TitleTaken
from contributions.revision_views import (
    Fact,
    RevisionScreens,
    comparison_of,
    history_of,
    may_be_one_step,
    revision_screen_of,
)
from contributions.revisions import StaleVersion
from contributions.views.pages.forms import MoveForm
from contributions.views.pages.page_cache import cached, found_in_cache, remember_address
from contributions.views.pages.resolvers import on_page
from contributions.views.passages import closed_form, is_form_closed
from drafts import autosave
from themes.models import Theme


class PageRevisions(RevisionScreens[Page]):
    frame = "contributions/pages/_revisions.html"
    name = "page"

    def facts(self, older: PageRevision, newer: PageRevision) -> list[Fact]:
        """Whether the page went to another question between two revisions; a query only if it did."""
        if older.theme_id == newer.theme_id:
            return []
        questions = {theme.pk: theme.question for theme in Theme.objects.all()}
        return [Fact("theme", questions.get(older.theme_id or 0, ""), questions.get(newer.theme_id or 0, ""))]

    @contextmanager
    def saving(self) -> Iterator[None]:
        with saved_as_draft_when_late(self.request), first_contributions.counted(actor(self.request), "save"):
            yield

    def closed(self, draft_key: str) -> HttpResponse | None:
        if not is_form_closed(self.request, "write"):
            return None
        return closed_form(self.request, "write", draft_key, theme=self.text.theme, page=self.text)


@readers_only
def page_history(request: HttpRequest, theme: str, page: str) -> HttpResponse:
    return cached(request, theme, page, lambda request: made_history(request, theme=theme, page=page), takes_query=True)


@on_page(merged="reads")
def made_history(request: HttpRequest, page: Page) -> HttpResponse:
    history = history_of(page, request.GET)
    credit(history.revisions)
    put_origins_on(history.revisions)
    mark_thanked(history.revisions, page, request.user)
    return PageRevisions(request, page).show_history(history)


@readers_only
@on_page(merged="reads")
def page_revision(request: HttpRequest, page: Page, version: int) -> HttpResponse:
    reading = revision_screen_of(page, version)
    credit([reading.revision])
    put_origins_on([reading.revision])
    return PageRevisions(request, page).show_revision(reading)


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
    screens = PageRevisions(request, page)
    comparison = comparison_of(page, request.GET, more_facts=screens.facts)
    mark_thanked([comparison.newer] if comparison.is_one_step else [], page, request.user)
    return screens.show_diff(comparison)


@contributors_only
@on_page(with_text=True, merged="leads")
def page_revert(request: HttpRequest, page: Page) -> HttpResponse:
    return PageRevisions(request, page).revert()


@contributors_only
@on_page(with_text=True, merged="leads")
def page_undo(request: HttpRequest, page: Page) -> HttpResponse:
    return PageRevisions(request, page).undo()


@contributors_only
@on_page(with_text=True, merged="leads")
def page_move(request: HttpRequest, page: Page) -> HttpResponse:
    """Gives the page another title or question."""
    key = f"page:{page.pk}:move"
    if is_form_closed(request, "write"):
        return closed_form(request, "write", key, theme=page.theme, page=page)
    now = {"title": page.title, "theme": page.theme_id}
    form = MoveForm(request.POST or None, page=page, initial=now | autosave.words(request, key))
    taken = None
    if form.is_valid():
        try:
            with form.unchanged():
                pass  # who moves it after that is noticed by its version, which `page` has been read with
            with saved_as_draft_when_late(request), first_contributions.counted(actor(request), "save"):
                page.move(author=actor(request), **form.words)
        except TitleTaken as error:
            taken = error.page
            add_error(form, error, field="title")
        except StaleVersion:
            form.add_error(None, _("The text has just changed. Look at the newest version, then try again."))
        except ValidationError as error:
            add_error(form, error)
        else:
            autosave.sent(request)
            messages.success(request, _("The page has moved. Its old address leads here."))
            return redirect(page)
    context = {"page": page, "taken": taken if taken and not taken.is_hidden else None, "draft_key": key}
    return show_form(request, form, "contributions/pages/move.html", context)


# The titles that answer a few letters: what a person links to is found, not typed.


TITLES_AT_ONCE = 10


@contributors_only
def wiki_titles(request: HttpRequest) -> JsonResponse:
    """`?q=` as JSON, the best answer first; without it, the pages that changed last."""
    found = Page.objects.visible().titled_like(request.GET.get("q", ""), at_most=TITLES_AT_ONCE)
    titles = [{"title": page.title, "theme": page.theme.short_title, "url": page.get_absolute_url()} for page in found]
    return JsonResponse({"titles": titles}, headers={"Cache-Control": "private, no-store"})
