"""Moving a page to another title, or under another question."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.access import actor, contributors_only
from campaign.calendar.rights import saved_as_draft_when_late
from common.forms.fields import add_error
from common.forms.screens import show_form
from contributions.moderation import throttle
from contributions.pages.errors import TitleTaken
from contributions.pages.models import Page
from contributions.revisions import StaleVersion
from contributions.views.closed_forms import closed_form, is_form_closed
from contributions.views.pages.forms import MoveForm
from contributions.views.pages.resolvers import on_page
from drafts import autosave


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
            with saved_as_draft_when_late(request), throttle.counted(actor(request), "save"):
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
