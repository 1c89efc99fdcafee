"""The files of a video and its captions, for whoever may read the wiki: whole, or the part that a player asks for."""

from __future__ import annotations

from functools import cache

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from accounts.access import readers_only
from campaign.videos import media_storage
from campaign.videos.models import VideoTrack
from campaign.videos.resolvers import video_at
from common.files.django_responses import serve
from common.files.file_cache import FileCache
from common.files.file_responses import ServingTerms

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
