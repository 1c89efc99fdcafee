"""Merging two pages, and making a merged one a page of its own again: HTTP into verbs."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import actor, editors_only
from common.forms.fields import add_error
from common.forms.screens import show_form
from contributions.moderation.merging.errors import MergeConflict
from contributions.moderation.merging.merge import merge_pages
from contributions.moderation.merging.proposal import proposal
from contributions.moderation.merging.unmerge import restore
from contributions.pages.models import Page
from contributions.revision_views import Preview, preview_of, wants_preview
from contributions.views.merging.forms import MergeForm, TargetForm
from contributions.views.pages.resolvers import on_page
from drafts import autosave

NOT_MERGED, CHANGED = 422, 409
TITLES = 300


@editors_only
@on_page(with_text=True, merged="leads")
def page_merge(request: HttpRequest, page: Page) -> HttpResponse:
    """First the page that takes this one in (`?into=` its title); then both texts, and one made of them, to be changed."""
    data = request.POST if request.method == "POST" else request.GET
    choice = TargetForm(data if "into" in data else None, source=page)
    if not choice.is_valid():
        return _choose(request, page, choice)
    target: Page = choice.cleaned_data["into"]
    if request.method != "POST":
        return _begin(request, page, target, choice)
    form = MergeForm(request.POST)
    if wants_preview(request):
        body = request.POST.get("body", "")
        preview = preview_of(target, body, by=request.user, base_version=target.version)
        return _show(request, page, target, form, preview=preview)
    return _save(request, page, target, form) if form.is_valid() else _show(request, page, target, form)


def _choose(request: HttpRequest, page: Page, form: TargetForm) -> HttpResponse:
    others = Page.objects.visible().exclude(pk=page.pk).order_by("title")
    own = others.for_theme(page.theme).values_list("title", flat=True)[:TITLES]
    further = others.exclude(theme=page.theme).values_list("title", flat=True)[:TITLES]
    context = {"page": page, "titles": [*own, *further]}
    return show_form(request, form, "contributions/pages/merge.html", context)


def _begin(request: HttpRequest, page: Page, target: Page, choice: TargetForm) -> HttpResponse:
    try:
        body = proposal(page, target)
    except ValidationError as error:
        choice.add_error("into", error)
        return _choose(request, page, choice)
    now: dict[str, Any] = {"body": body, "source_version": page.version, "target_version": target.version}
    now |= autosave.words(request, _key(page, target)) | {"into": target.title}
    return _show(request, page, target, MergeForm(initial=now))


def _save(request: HttpRequest, page: Page, target: Page, form: MergeForm) -> HttpResponse:
    sent = form.cleaned_data
    try:
        merge_pages(
            page,
            target,
            by=actor(request),
            body=sent["body"],
            versions=(sent["source_version"] or page.version, sent["target_version"] or target.version),
            summary=sent["summary"],
        )
    except MergeConflict as error:
        form.begin_again(body=error.merge.text, source=page.version, target=target.version)
        form.add_error(None, error)
        return _show(request, page, target, form, status=CHANGED)
    except ValidationError as error:
        add_error(form, error)
        return _show(request, page, target, form)
    autosave.sent(request)
    messages.success(request, _("The two pages are one. Both histories can still be read."))
    return redirect(target)


def _key(page: Page, target: Page) -> str:
    return f"page:{page.pk}:merge:{target.pk}"


def _show(
    request: HttpRequest,
    page: Page,
    target: Page,
    form: MergeForm,
    *,
    preview: Preview | None = None,
    status: int = 0,
) -> HttpResponse:
    context = {
        "page": page,
        "target": target,
        "form": form,
        "preview": preview,
        "draft_key": _key(page, target),
        "draft_label": page.title,
    }
    status = status or (NOT_MERGED if form.errors else 200)
    return render(request, "contributions/pages/merge.html", context, status=200 if preview else status)


@require_POST
@editors_only
@on_page(merged="reads")
def page_restore(request: HttpRequest, page: Page) -> HttpResponse:
    """Undoes a merging."""
    try:
        restore(page, by=actor(request))
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect(page)
    messages.success(request, _("It is a page of its own again, with all that was said about it."))
    return redirect(page)
