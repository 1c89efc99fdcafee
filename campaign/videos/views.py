"""The list of videos, their files, and the form by which editors add and change one.

One form to add a video with its captions, and to change it.

The files of a video and its captions, for whoever may read the wiki: whole, or the part that a player asks for.

All videos, in their order.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import actor, is_organiser, organisers_only, readers_only
from campaign.videos import media_storage
from campaign.videos.forms import VideoForm
from campaign.videos.media_checks import MEGA, POSTER_MEGABYTES, too_large
from campaign.videos.models import MOST_VIDEOS, Video, VideoTrack
from campaign.videos.resolvers import video_at
from campaign.videos.track_languages import put_missing_captions, warning_without_captions
from common import markup
from common.files.django_responses import serve
from common.files.file_cache import FileCache
from common.files.file_responses import ServingTerms
from common.forms.fields import add_error
from common.forms.fields import refusal as refusal_of_text
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


HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@cache
def media_memory() -> FileCache:
    """It remembers what files there are, and has none in memory: each is read from disk when it is asked for."""
    return FileCache(0)


@readers_only
@require_safe
def video_file(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """An MP4 or WebM file, or the picture before it plays."""
    if name not in video_at(pk, request.user).files:
        raise Http404
    terms = ServingTerms(is_public=False, is_found=False)
    return _guarded(serve(request, media_storage.path_of(name), terms, memory=media_memory()))


@readers_only
@require_safe
def track_file(request: HttpRequest, pk: int, kind: str, language: str) -> HttpResponseBase:
    """The captions or chapters in one language."""
    tracks = VideoTrack.objects.filter(video=video_at(pk, request.user))
    track = None if "\0" in kind + language else tracks.filter(kind=kind, language=language).first()
    if track is None:
        raise Http404
    etag = f'"{track.digest}"'
    response = HttpResponse(track.text, content_type="text/vtt; charset=utf-8")
    response["ETag"], response["Cache-Control"] = etag, "private, no-cache"
    return _guarded(get_conditional_response(request, etag=etag, response=response) or response)


def _guarded(response: HttpResponseBase) -> HttpResponseBase:
    for name, value in HEADERS.items():
        response[name] = value
    return response


@readers_only
@require_safe
def videos(request: HttpRequest) -> HttpResponse:
    """What there is to watch; organisers also see which captions are missing."""
    rows = Video.objects.visible_to(request.user).select_related("theme").prefetch_related("tracks")
    found = list(rows[:MOST_VIDEOS])
    may_organise = is_organiser(request.user)
    if may_organise:
        put_missing_captions(found)
    return render(request, "campaign/videos/videos.html", {"videos": found, "may_organise": may_organise})
