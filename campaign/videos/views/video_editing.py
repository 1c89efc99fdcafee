"""One form to add a video with its captions, and to change it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from accounts.access import actor, organisers_only
from campaign.videos.forms import VideoForm
from campaign.videos.media_checks import MEGA, POSTER_MEGABYTES, too_large
from campaign.videos.models import Video
from campaign.videos.resolvers import video_at
from campaign.videos.track_languages import warning_without_captions
from common import markup
from common.forms.fields import add_error
from common.forms.render_refusals import refusal as refusal_of_text
from common.forms.screens import show_form
from common.forms.upload_handler import fields_refused, receives_files, size_refused
from drafts import autosave

NEW = "video:new"


def _form_class() -> type[VideoForm]:
    """With what stands above the campaign: see settings.VIDEO_FORM."""
    found: type[VideoForm] = import_string(settings.VIDEO_FORM)
    return found


def most_megabytes() -> int:
    """MP4, WebM and a picture together, with the captions."""
    return 2 * int(settings.VIDEO_MEGABYTES) + 2 * POSTER_MEGABYTES


def most_bytes() -> int:
    return most_megabytes() * MEGA


def most_bytes_of_one() -> int:
    return int(settings.VIDEO_MEGABYTES) * MEGA


@receives_files(most_bytes, of_each=most_bytes_of_one)
@organisers_only
def video_new(request: HttpRequest) -> HttpResponse:
    form = _form_class()(
        *_sent(request), person=actor(request), refused=fields_refused(request), initial=autosave.words(request, NEW)
    )
    video = Video()

    def add() -> None:
        with transaction.atomic():
            video.fill_in(form.values, tracks=form.tracks, by=actor(request))
            form.save_others(video, by=actor(request))

    if _is_saved(request, form, add):
        return _saved(request, video)
    return _shown(request, form, {"draft_key": NEW})


@receives_files(most_bytes, of_each=most_bytes_of_one)
@organisers_only
def video_edit(request: HttpRequest, pk: int) -> HttpResponse:
    video, key = video_at(pk, request.user), f"video:{pk}"
    form = _form_class()(
        *_sent(request),
        person=actor(request),
        refused=fields_refused(request),
        instance=video_at(pk, request.user),
        initial=autosave.words(request, key, VideoForm),
    )

    def change() -> None:
        with form.unchanged():
            video.change(form.values, tracks=form.tracks, by=actor(request))
            form.save_others(video, by=actor(request))

    if _is_saved(request, form, change):
        return _saved(request, video)
    return _shown(request, form, {"video": video, "draft_key": key, "warning": warning_without_captions(video)})


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _is_saved(request: HttpRequest, form: VideoForm, save: Callable[[], None]) -> bool:
    """Otherwise the form says why not."""
    is_right = form.is_bound and form.is_valid()
    if size := size_refused(request):
        add_error(form, too_large(size, most_megabytes()))
        return False
    if not is_right:
        return False
    try:
        save()
    except markup.RenderRefused as refused:
        add_error(form, refusal_of_text(refused), field="description")
    except ValidationError as refusal:
        add_error(form, refusal)
    return not form.errors


def _saved(request: HttpRequest, video: Video) -> HttpResponse:
    autosave.sent(request)
    messages.success(request, _said_of(video))
    if warning := warning_without_captions(video):
        messages.warning(request, warning)
    return redirect(video)


def _said_of(video: Video) -> str:
    if not video.source:
        return _("Saved. Everybody can watch it from now on.")
    if video.film:
        return _("Saved. The new file is being converted, and replaces the present one in a few minutes.")
    return _("Saved. The file is being converted: everybody can watch it in a few minutes.")


def _shown(request: HttpRequest, form: VideoForm, context: dict[str, Any]) -> HttpResponse:
    return show_form(request, form, "campaign/videos/video_form.html", context)
