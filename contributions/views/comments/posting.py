"""Saying something: under a question, under a page, under what somebody said."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import access
from accounts.access import actor, contributors_only
from campaign.calendar.rights import rights_of, saved_as_draft_when_late
from campaign.models import Video
from common.forms.fields import add_error
from contributions.comments.models import Comment
from contributions.moderation import first_contributions
from contributions.pages.models import Page
from contributions.pages.moderated_page import PageHidden
from contributions.views.comments.forms import (
    Box,
    CommentForm,
    box_of_page,
    box_of_theme,
    box_of_video,
    box_under,
    posted,
)
from contributions.views.comments.resolvers import on_comment
from contributions.views.comments.threads import one, quoted_in, show_comment, with_comments_counted
from contributions.views.pages.page_detail import show_page
from contributions.views.pages.resolvers import on_page, theme_at
from contributions.views.pages.theme_detail import show_theme
from contributions.views.videos import show_video
from drafts import autosave

NOT_SAID = 422


@require_POST
@contributors_only
def theme_comment(request: HttpRequest, theme: str) -> HttpResponse:
    """One contribution under a question; the form can be sent twice and makes one."""
    the_theme = theme_at(theme)
    box = box_of_theme(request, the_theme, posted(request, "say"))
    if (comment := post_comment(request, box.form, theme=the_theme)) is None:
        return again(request, box) or show_theme(request, the_theme.slug, box=box, status=NOT_SAID)
    return stands(request, comment, box, lambda: box_of_theme(request, the_theme))


@require_POST
@contributors_only
@on_page(gives_back=True)
def page_comment(request: HttpRequest, page: Page) -> HttpResponse:
    """One contribution about a page. Where the page was hidden meanwhile, the text is given back."""
    box = box_of_page(request, page, posted(request, "say"))
    if page._state.adding:
        box.form.add_error(None, PageHidden())
        return again(request, box) or given_back(request, page, box)
    if (comment := post_comment(request, box.form, theme=page.theme, page=page)) is None:
        return again(request, box) or given_back(request, page, box)
    return stands(request, comment, box, lambda: box_of_page(request, page))


def given_back(request: HttpRequest, page: Page, box: Box) -> HttpResponse:
    """The page with the box as it was typed; the box alone where the page is not to be read any more."""
    if page.is_hidden and not access.is_editor(request.user):
        return render(
            request, "contributions/comments/not_posted.html", {"theme": page.theme, "box": box}, status=NOT_SAID
        )
    return show_page(request, page, box=box, status=NOT_SAID)


@require_POST
@contributors_only
def video_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """One contribution under a video. Where the video was withdrawn meanwhile, the text is given back."""
    video = video_for_text(pk)
    box = box_of_video(request, video, posted(request, "say"))
    if (comment := post_comment(request, box.form, theme=video.theme, video=video)) is None:
        return again(request, box) or video_given_back(request, video, box)
    return stands(request, comment, box, lambda: box_of_video(request, video))


def video_for_text(pk: int) -> Video:
    """The video, even where it has been withdrawn, which refuses the text in words. Raises Http404."""
    return get_object_or_404(Video.objects.select_related("theme"), pk=pk)


def video_given_back(request: HttpRequest, video: Video, box: Box) -> HttpResponse:
    if video.is_withdrawn and not access.is_editor(request.user):
        context = {"theme": video.theme, "box": box}
        return render(request, "contributions/comments/not_posted.html", context, status=NOT_SAID)
    return show_video(request, video, box=box, status=NOT_SAID)


@contributors_only
@on_comment
def comment_answer(request: HttpRequest, comment: Comment) -> HttpResponse:
    """The small box below a contribution, and what is sent from it. Without scripts it is on the contribution's own page."""
    if request.method != "POST":
        if not is_live(request):
            query = urlencode({"quote": request.GET["quote"]}) if request.GET.get("quote") else ""
            return redirect(f"{comment.get_absolute_url()}{'?' if query else ''}{query}#answer-{comment.pk}")
        kind, quotation = request.GET.get("kind", ""), quoted_in(request, comment)
        return opened(request, box_under(request, comment, kind=kind, quotation=quotation))
    box = box_under(request, comment, form=posted(request, f"answer-{comment.pk}", rows=2))
    answer = post_comment(request, box.form, theme=comment.theme, reply_to=comment)
    if answer is None:
        return again(request, box) or show_comment(request, comment, box=box, status=NOT_SAID)
    return stands(request, answer, box)


def post_comment(request: HttpRequest, form: CommentForm, **place: object) -> Comment | None:
    """What the form says, said; or None, and then the form says why not."""
    if not form.is_valid():
        return None
    try:
        with saved_as_draft_when_late(request), first_contributions.counted(actor(request), "say"):
            comment = Comment.objects.write(author=actor(request), **form.cleaned_data, **place)  # type: ignore[arg-type]
    except ValidationError as error:
        add_error(form, error, field="body")
        return None
    autosave.sent(request)
    return comment


def stands(
    request: HttpRequest, comment: Comment, box: Box, fresh: Callable[[], Box | None] = lambda: None
) -> HttpResponse:
    """What was said, in its place. In place of the page itself, a fragment: the same partials, and an empty box."""
    if not is_live(request):
        return HttpResponseRedirect(f"{comment.place.get_absolute_url()}?sent={comment.pk}#{comment.anchor}")
    request.POST = QueryDict()  # what was posted is done: the empty box begins anew
    context = {
        "comment": comment,
        "sent_id": comment.pk,
        "list_id": box.list_id,
        "goes_last": box.goes_last,
        "box": fresh(),
    }
    if comment.page is not None:
        context["counted"] = with_comments_counted(Page.objects.only("version")).get(pk=comment.page.pk)
    elif comment.video is None:
        context["comment_count"] = Comment.objects.number_under(comment.theme)
    return live(render(request, "contributions/comments/box/_posted.html", context))


def again(request: HttpRequest, box: Box) -> HttpResponse | None:
    """The box as it was typed, with what is wrong beside it."""
    if not is_live(request):
        return None
    return opened(request, box, status=NOT_SAID)


def opened(request: HttpRequest, box: Box, status: int = 200) -> HttpResponse:
    """The box by itself, with the caret in it."""
    box.form.fields["body"].widget.attrs["autofocus"] = True
    return live(render(request, "contributions/comments/box/_box.html", {"box": box}, status=status))


def is_live(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


def live(response: HttpResponse) -> HttpResponse:
    """A fragment is no page: neither browsers nor proxies take one for the other."""
    patch_vary_headers(response, ["HX-Request"])
    response.headers["Cache-Control"] = "private, no-store"
    return response


# Saying that a thread is settled, or that it is not.


@require_POST
@contributors_only
@on_comment
def comment_resolve(request: HttpRequest, comment: Comment) -> HttpResponse:
    """Of two people at once, the second sees who was first."""
    return settled(request, comment, comment.resolve, _("Settled. It stays here, folded; anybody can open it again."))


@require_POST
@contributors_only
@on_comment
def comment_reopen(request: HttpRequest, comment: Comment) -> HttpResponse:
    return settled(request, comment, comment.reopen, _("Open again."))


def settled(request: HttpRequest, comment: Comment, act: Callable[..., bool], told: str) -> HttpResponse:
    """The thread as it stands now, in its place; without scripts, its own screen."""
    try:
        act(by=actor(request))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect(comment)
    thread = one(comment.pk, request.user) if is_live(request) else None
    if thread is None:
        messages.success(request, told)
        return redirect(comment)
    is_open = rights_of(request).comment and not comment.is_place_hidden
    context = {"comment": thread, "is_open": is_open, "focus_id": comment.pk, "told": told}
    return live(render(request, "contributions/comments/threads/_after_settling.html", context))
