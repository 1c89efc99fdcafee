"""Hiding a page, a contribution, or the words of a version, and showing them again: HTTP into verbs."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import actor, editors_only
from contributions.comments.models import Comment
from contributions.moderation.hiding import versions
from contributions.pages.models import Page
from contributions.revision_views import revision_or_404
from contributions.views.comments.resolvers import on_comment
from contributions.views.hiding.forms import HideCommentForm, HideForm, HideVersionForm
from contributions.views.hiding.reason_form import ask_reason
from contributions.views.pages.resolvers import on_page


@editors_only
@on_page(merged="leads")
def page_hide(request: HttpRequest, page: Page) -> HttpResponse:
    """Hides the page from everybody but the editors, who read why."""
    return ask_reason(
        request,
        HideForm,
        lambda form: page.hide(reason=form.cleaned_data["reason"], by=actor(request)),
        key=f"page:{page.pk}:hide",
        template="contributions/moderation/page_hide.html",
        context={"page": page},
        success=_("The page is hidden. You can show it again at any time."),
        back=page.get_absolute_url(),
    )


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
    return ask_reason(
        request,
        HideCommentForm,
        lambda form: comment.hide(reason=form.cleaned_data["reason"], by=actor(request)),
        key=f"comment:{comment.pk}:hide",
        template="contributions/moderation/comment_hide.html",
        context={"comment": comment},
        success=_("Hidden. Its author is told why; you can show it again at any time."),
        back=comment.get_absolute_url(),
    )


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
    context |= {"text": text, "revision": revision, "here": here, "is_newest": version == text.version}
    return ask_reason(
        request,
        partial(HideVersionForm, has_title=isinstance(text, Page)),
        lambda form: versions.hide_versions(text, [version], by=actor(request), **form.cleaned_data),
        key=f"{text._meta.model_name}:{text.pk}:hide:{version}",
        template="contributions/moderation/version_hide.html",
        context=context,
        success=_("The text of version %(version)s is hidden.") % {"version": version},
        back=here,
    )


def _show_version(request: HttpRequest, text: versions.Hideable, version: int) -> HttpResponse:
    revision_or_404(text, version)
    versions.show_version(text, version, by=actor(request))
    messages.success(request, _("Everybody can read version %(version)s again.") % {"version": version})
    return HttpResponseRedirect(text.screen_url(f"revisions/{version}"))
