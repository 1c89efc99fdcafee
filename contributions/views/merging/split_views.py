"""Cutting a page in two: which sections go, how both look, and then both are saved."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.access import actor, editors_only
from common import markup
from common.forms.fields import add_error
from common.forms.screens import show_form
from common.paging import parse_int
from contributions.moderation.merging.splitting import halves, split_off
from contributions.pages.errors import TitleTaken
from contributions.pages.models import Page
from contributions.revision_views import wants_preview
from contributions.revisions import StaleVersion
from contributions.views.merging.forms import SplitForm
from contributions.views.pages.resolvers import on_page
from drafts import autosave

NOT_SPLIT = 422


@dataclass(frozen=True)
class BothHalves:
    """How the two pages will look."""

    left: str
    taken: str


@editors_only
@on_page(with_text=True, merged="leads")
def page_split(request: HttpRequest, page: Page) -> HttpResponse:
    """The sections, the title of the new page, and, before anything is saved, how both look."""
    key = f"page:{page.pk}:split"
    sections = _sections(page)
    typed = autosave.words(request, key, SplitForm)
    began = parse_int(typed.get("base_version", "")) or page.version
    now = typed | {"base_version": page.version}
    form = SplitForm(request.POST if request.method == "POST" else None, initial=now, sections=sections)
    seen = taken = None
    if form.is_valid():
        try:
            if not wants_preview(request):
                return _split(request, page, form)
            seen = _seen(page, form)
        except StaleVersion:
            form.begin_again_from(page.version)
            form.add_error(None, _("The text has just changed. Look at the newest version, then try again."))
        except TitleTaken as error:
            taken = error.page if error.page and not error.page.is_hidden else None
            add_error(form, error, field="title")
        except ValidationError as error:
            add_error(form, error)
    context = {"page": page, "sections": sections, "seen": seen, "taken": taken, "draft_key": key}
    context["changes_url"] = page.changes_url(began, page.version) if began < page.version else ""
    return show_form(request, form, "contributions/pages/split.html", context)


def _split(request: HttpRequest, page: Page, form: SplitForm) -> HttpResponse:
    sent = form.cleaned_data
    made = split_off(
        page,
        sent["sections"],
        title=sent["title"],
        by=actor(request),
        version=sent["base_version"] or page.version,
        leaves_link=sent["leaves_link"],
    )
    autosave.sent(request)
    messages.success(request, _("The new page is open. Its history says where its words come from."))
    return redirect(made.page)


def _seen(page: Page, form: SplitForm) -> BothHalves:
    """Raises TitleTaken before she reads both, rather than when she saves them."""
    sent = form.cleaned_data
    if taken := Page.objects.with_title(sent["title"]).first():
        raise TitleTaken(taken)
    parts = halves(page, sent["sections"], title=sent["title"], leaves_link=sent["leaves_link"])
    to_come = {markup.title_key(sent["title"]): markup.WikiLink(url="#taken", exists=True)}
    try:
        return BothHalves(*(_html(page, part, to_come) for part in parts))
    except markup.RenderRefused:
        raise ValidationError(_("The text could not be laid out just now. Try again in a moment.")) from None


def _html(page: Page, body: str, to_come: dict[str, markup.WikiLink]) -> str:
    """Returns a half as it will look; what links to the page that is not there yet leads to its preview."""
    details = page.rendered_from(body)
    return markup.render(**details | {"links": details["links"] | to_come}).html


def _sections(page: Page) -> tuple[markup.MarkdownSection, ...]:
    try:
        return markup.find_sections(page.body, page.render_text(page.body).contents)
    except markup.RenderRefused:
        return ()
