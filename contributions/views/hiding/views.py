"""Hiding a page, a contribution, or the words of a version, and showing them again: HTTP into verbs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import actor, editors_only
from contributions.comments.models import Comment
from contributions.comments.resolvers import on_comment
from contributions.moderation.hiding import versions
from contributions.moderation.hiding.errors import NewestVersion
from contributions.pages.models import Page
from contributions.pages.resolvers import on_page
from contributions.revision_views import add_error, revision_or_404
from contributions.views.hiding.forms import HideCommentForm, HideForm, HideVersionForm
from drafts import autosave

NOT_HIDDEN = 422


@editors_only
@on_page(merged="leads")
def page_hide(request: HttpRequest, page: Page) -> HttpResponse:
    """Hides the page from everybody but the editors, who read why."""
    key = f"page:{page.pk}:hide"
    form = HideForm(request.POST or None, initial=autosave.words(request, key))
    if done(request, form, lambda: page.hide(reason=form.cleaned_data["reason"], by=actor(request))):
        messages.success(request, _("The page is hidden. You can show it again at any time."))
        return redirect(page)
    return asked(request, "contributions/page_hide.html", form, {"page": page, "draft_key": key})


@require_POST
@editors_only
@on_page(merged="leads")
def page_show(request: HttpRequest, page: Page) -> HttpResponse:
    page.show(by=actor(request))
    messages.success(request, _("Everybody can see the page again."))
    return redirect(page)


@editors_only
@on_comment
def comment_hide(request: HttpRequest, comment: Comment) -> HttpResponse:
    key = f"comment:{comment.pk}:hide"
    form = HideCommentForm(request.POST or None, initial=autosave.words(request, key))
    if done(request, form, lambda: comment.hide(reason=form.cleaned_data["reason"], by=actor(request))):
        messages.success(request, _("It is hidden. Its author reads why; you can show it again at any time."))
        return HttpResponseRedirect(comment.get_absolute_url())
    return asked(request, "contributions/comment_hide.html", form, {"comment": comment, "draft_key": key})


@require_POST
@editors_only
@on_comment
def comment_show(request: HttpRequest, comment: Comment) -> HttpResponse:
    comment.show(by=actor(request))
    messages.success(request, _("It is back in its place. Your colleagues can read it."))
    return HttpResponseRedirect(comment.get_absolute_url())


@editors_only
@on_page(merged="reads")
def page_version_hide(request: HttpRequest, page: Page, version: int) -> HttpResponse:
    return _hide_version(request, page, version, {"page": page, "theme": page.theme})


@require_POST
@editors_only
@on_page(merged="reads")
def page_version_show(request: HttpRequest, page: Page, version: int) -> HttpResponse:
    return _show_version(request, page, version)


@editors_only
@on_comment
def comment_version_hide(request: HttpRequest, comment: Comment, version: int) -> HttpResponse:
    return _hide_version(request, comment, version, {"comment": comment, "page": comment.page, "theme": comment.theme})


@require_POST
@editors_only
@on_comment
def comment_version_show(request: HttpRequest, comment: Comment, version: int) -> HttpResponse:
    return _show_version(request, comment, version)


def _hide_version(request: HttpRequest, text: versions.Hideable, version: int, context: dict[str, Any]) -> HttpResponse:
    revision = revision_or_404(text, version)
    here = text.screen_url(f"revisions/{version}")
    key = f"{text._meta.model_name}:{text.pk}:hide:{version}"
    has_title = isinstance(text, Page)
    form = HideVersionForm(request.POST or None, initial=autosave.words(request, key), has_title=has_title)

    def hide() -> None:
        versions.hide_versions(text, [version], by=actor(request), **form.cleaned_data)

    if done(request, form, hide):
        messages.success(request, _("The text of version %(version)s is hidden.") % {"version": version})
        return HttpResponseRedirect(here)
    context |= {"text": text, "revision": revision, "draft_key": key, "here": here}
    context["is_newest"] = version == text.version
    return asked(request, "contributions/version_hide.html", form, context)


def _show_version(request: HttpRequest, text: versions.Hideable, version: int) -> HttpResponse:
    revision_or_404(text, version)
    versions.show_version(text, version, by=actor(request))
    messages.success(request, _("Everybody can read version %(version)s again.") % {"version": version})
    return HttpResponseRedirect(text.screen_url(f"revisions/{version}"))


def done(request: HttpRequest, form: forms.Form, act: Callable[[], object]) -> bool:
    """Whether the form was sent and its act done; else the form says why not."""
    if not form.is_valid():
        return False
    try:
        act()
    except NewestVersion as error:
        form.add_error(None, error)
        return False
    except ValidationError as error:
        add_error(form, error, field="reason" if getattr(error, "code", "") == "empty" else None)
        return False
    autosave.sent(request)
    return True


def asked(request: HttpRequest, template: str, form: forms.Form, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context | {"form": form}, status=NOT_HIDDEN if form.errors else 200)
