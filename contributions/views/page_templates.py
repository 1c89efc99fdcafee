"""Screens of the page template.

Where a reader says that a page was read.

Who can be mentioned, while it is typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import actor, editors_only, readers_only, signed_in_only
from accounts.models import User
from accounts.people.picking import distinguishing_words, matching
from campaign.languages import worded_languages
from common import markup
from contributions.moderation import first_contributions
from contributions.moderation.first_contributions import RateLimited
from contributions.page_templates import PageTemplate, proposed_text
from contributions.page_views import PageView
from contributions.pages.models import Page
from contributions.revision_views import Editing, RevisionForm, RevisionScreens
from contributions.views.pages.resolvers import on_page

# The form of the template of new pages.


class TemplateForm(RevisionForm):
    """A text without a title, which may be empty."""

    title = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].label = gettext_lazy("Template")
        self.fields["body"].widget.attrs["placeholder"] = gettext_lazy("## A heading, and below it what goes there.")


# The template of new pages at the editors' desk: edited, looked back at and restored as every text is.


class TemplateEditing(Editing[PageTemplate]):
    template = "contributions/page_templates/page_template.html"
    frame = "contributions/page_templates/_revisions.html"

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


class TemplateRevisions(RevisionScreens[PageTemplate]):
    frame = TemplateEditing.frame

    @property
    def heading(self) -> str:
        return _("History of the template of new pages")


# A page was open before somebody's eyes for a while: its script says so, once.


@require_POST
@signed_in_only
@on_page()
def page_read(request: HttpRequest, page: Page) -> HttpResponse:
    """Counts the reader once, however often it is sent; an address that is only fetched counts nobody."""
    person = actor(request)
    if not page.is_hidden and not PageView.objects.is_known(page, person) and is_no_flood(person):
        PageView.objects.read(page, by=person)
    return HttpResponse(status=204, headers={"Cache-Control": "private, no-store"})


def is_no_flood(person: User) -> bool:
    """Nobody reads as many pages in an hour as a script would open: the rest are not counted, and nobody is told."""
    try:
        first_contributions.count(person, "read")
    except RateLimited:
        return False
    return True


# The people whose name goes on as one types it: to be mentioned, or to be named in a filter.


PEOPLE_AT_ONCE = 8
LONGEST = 80


@readers_only
def people(request: HttpRequest) -> JsonResponse:
    """`?q=` as JSON: contributors who are here, by what each shows of her name; with `all`, whoever goes by a name at all.

    Whoever may read the wiki sees these names there: under texts, and in the search.
    """
    letters = markup.clean_text(request.GET.get("q", ""))[:LONGEST]
    everybody = User.objects.get_queryset()
    among = everybody if "all" in request.GET else everybody.may_be_mentioned()
    rows = matching(among, letters, at_most=PEOPLE_AT_ONCE)
    found = [
        {"handle": person.username, "name": person.public_name, "place": place}
        for person, place in zip(rows, distinguishing_words(rows), strict=True)
    ]
    return JsonResponse({"people": found}, headers={"Cache-Control": "private, no-store"})
