"""What organisers do about a video: the pages to which it leads; taking it out of sight, and showing it again."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import actor, organisers_only
from campaign.videos.resolvers import video_at
from common.forms.fields import add_error
from common.paging import parse_int
from contributions.models import VideoPage
from contributions.pages.models import Page
from contributions.video_pages import withdrawal
from contributions.views.hiding.reason_form import ask_reason
from contributions.views.videos.forms import LeadToPageForm, WithdrawVideoForm
from contributions.views.videos.video_detail import show_video
from drafts import autosave

NOT_SAVED = 422


@require_POST
@organisers_only
def video_page_add(request: HttpRequest, pk: int) -> HttpResponse:
    """“This video leads to that page”: by the page's title."""
    video, form = video_at(pk, request.user), LeadToPageForm(request.POST)
    if form.is_valid():
        try:
            VideoPage.objects.link(video, form.cleaned_data["page"], by=actor(request))
        except ValidationError as refusal:
            add_error(form, refusal, field="page")
    if form.errors:
        return show_video(request, video, form=form, status=NOT_SAVED)
    autosave.sent(request)
    messages.success(request, _("The video leads to this page."))
    return redirect(video)


@require_POST
@organisers_only
def video_page_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """The video does not lead to the page `page` (a key) any more."""
    video, key = video_at(pk, request.user), parse_int(request.POST.get("page", "")) or 0
    page = Page.objects.visible_to(request.user).narrow().filter(pk=key).first()
    if page is not None:
        VideoPage.objects.unlink(video, page)
    return redirect(video)


@organisers_only
def video_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    video = video_at(pk, request.user)
    return ask_reason(
        request,
        WithdrawVideoForm,
        lambda form: withdrawal.withdraw(video, reason=form.cleaned_data["reason"], by=actor(request)),
        key=f"video:{video.pk}:withdraw",
        template="contributions/videos/withdraw.html",
        context={"video": video},
        success=_("The video is withdrawn. You can show it again at any time."),
        back=video.get_absolute_url(),
    )


@require_POST
@organisers_only
def video_show(request: HttpRequest, pk: int) -> HttpResponse:
    video = video_at(pk, request.user)
    withdrawal.show(video, by=actor(request))
    messages.success(request, _("Everybody can watch it again."))
    return redirect(video)
