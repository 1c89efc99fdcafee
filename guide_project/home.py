"""The campaign at a glance: the phase, the four questions, the twenty places, what is new, the current edition."""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static

from accounts.access import may_read_wiki
from campaign.models import Phase
from contributions.pages.models import Page, PageRevision
from themes.models import Theme

NEWS = 4


def home(request: HttpRequest) -> HttpResponse:
    """A visitor sees the title, the current edition and the way to sign in; whoever may read the wiki sees all of it."""
    if not may_read_wiki(request.user):
        return render(request, "home_for_visitors.html")
    phases = list(Phase.objects.all())
    context = {
        "phases": phases,
        "writing": next((phase for phase in phases if phase.kind == Phase.Kind.WRITE), None),
        "themes": Theme.objects.annotate(page_count=Count("pages", filter=Q(pages__is_hidden=False))),
        "news": newest_changes(),
    }
    return render(request, "home.html", context)


def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask here for the icon of a page that names none, such as the administrators'."""
    return redirect(static("dist/icon.svg"))


def newest_changes() -> list[tuple[Page, PageRevision]]:
    """The pages that changed last, each with its newest revision; two queries."""
    pages = list(Page.objects.visible().narrow().select_related("theme").recently_changed()[:NEWS])
    wanted = Q(pk__in=[])
    for page in pages:
        wanted |= Q(id=page.pk, version=page.version)
    revisions = PageRevision.objects.filter(wanted).select_related("history_user").defer("body")
    by_page = {revision.id: revision for revision in revisions}
    return [(page, by_page[page.pk]) for page in pages if page.pk in by_page]
