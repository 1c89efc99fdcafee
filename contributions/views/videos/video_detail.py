"""Watching a video, with its transcript, the discussion and the questions under it, and what to read next."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts import access
from accounts.access import readers_only
from campaign.calendar.rights import rights_of
from campaign.models import Video, VideoTrack
from campaign.videos.resolvers import video_at
from campaign.videos.track_languages import (
    chapters_for_reader,
    language_for_reader,
    languages_of,
    put_missing_captions,
)
from common.paging import parse_int
from common.words.language_names import native_name
from contributions.models import Question, VideoPage
from contributions.pages.models import Page
from contributions.views.comments.boxes import Box, box_of_video
from contributions.views.comments.discussion_threads import discussion_of
from contributions.views.videos.forms import LeadToPageForm

QUESTIONS = 8
TITLES = 50


@dataclass(frozen=True, slots=True)
class TrackElement:
    """A <track> of the player."""

    kind: str
    language: str
    label: str
    url: str
    is_default: bool


@readers_only
def video(request: HttpRequest, pk: int) -> HttpResponse:
    return show_video(request, video_at(pk, request.user))


def show_video(
    request: HttpRequest,
    video: Video,
    *,
    box: Box | None = None,
    form: LeadToPageForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The screen of a video; `box` or `form` comes back with what was typed. `captions` asks for a language of captions."""
    is_open = rights_of(request).comment and bool(video.film) and not video.is_withdrawn
    if box is None and is_open and access.is_contributor(request.user):
        box = box_of_video(request, video)
    language = language_for_reader(video, request.GET.get("captions", ""))
    context = {
        "video": video,
        "language": language,
        "languages": [(code, native_name(code)) for code in languages_of(video)],
        "tracks": tracks_of(video, language),
        "cues": video.cues_by_track.get((VideoTrack.Kind.CAPTIONS, language), []),
        "chapters": chapters_for_reader(video, language),
        "chapters_language": language,
        "pages": [link.page for link in VideoPage.objects.in_sight().filter(video=video)],
        "questions": _questions_under(video, request),
        "discussion": discussion_of(video, request.user, request.GET),
        "box": box,
        "sent_id": parse_int(request.GET.get("sent", "")) or 0,
    }
    if access.is_organiser(request.user):
        context |= _for_organisers(video, form)
    return render(request, "contributions/videos/video.html", context, status=status)


def tracks_of(video: Video, language: str) -> list[TrackElement]:
    """Captions and chapters in every language, of which the player lets her choose; those in `language` are shown at first."""
    return [
        TrackElement(
            track.kind,
            track.language,
            native_name(track.language),
            f"{track.get_absolute_url()}?v={track.digest}",
            track.kind == VideoTrack.Kind.CAPTIONS and track.language == language,
        )
        for track in video.tracks.all()
    ]


def _questions_under(video: Video, request: HttpRequest) -> list[Question]:
    rows = Question.objects.visible_to(request.user).asked_under(video)
    return list(rows.select_related("theme")[:QUESTIONS])


def _for_organisers(video: Video, form: LeadToPageForm | None) -> dict[str, object]:
    put_missing_captions([video])
    titles = Page.objects.visible().for_theme(video.theme).recently_changed().values_list("title", flat=True)
    return {
        "may_organise": True,
        "form": form or LeadToPageForm(),
        "pages_key": f"video:{video.pk}:pages",
        "titles": list(titles[:TITLES]),
    }
