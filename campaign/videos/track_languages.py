"""In which languages a video has captions, and which of them a reader is shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from campaign.languages import first_language, guide_languages
from campaign.videos.captions import Cue
from campaign.videos.models import Video, VideoTrack
from common.words.language_names import name_in_sentence

KINDS: Final = (VideoTrack.Kind.CAPTIONS, VideoTrack.Kind.CHAPTERS)


def caption_languages() -> list[str]:
    """Returns the codes of the languages in which captions are wanted: those of the guide, that of the campaign first."""
    return list(guide_languages())


def put_missing_captions(videos: Iterable[Video]) -> None:
    """Puts on each video, as `missing_captions`, the names of the languages in which it has none."""
    for video in videos:
        known = {track.language for track in video.tracks.all() if track.kind == VideoTrack.Kind.CAPTIONS}
        video.missing_captions = [name_in_sentence(code) for code in caption_languages() if code not in known]


def languages_of(video: Video) -> list[str]:
    """In which languages it has captions, in the order in which they are wanted; others after them."""
    known = [track.language for track in video.tracks.all() if track.kind == VideoTrack.Kind.CAPTIONS]
    wanted = caption_languages()
    return sorted(known, key=lambda code: (wanted.index(code) if code in wanted else len(wanted), code))


def language_for_reader(video: Video, asked: str = "") -> str:
    """In which language the reader is shown captions: the one asked for, else her own, else that of the campaign, else any.

    Returns "" without any captions.
    """
    known = languages_of(video)
    wanted = (asked, (get_language() or "").partition("-")[0], first_language())
    return next((code for code in wanted if code in known), next(iter(known), ""))


def chapters_for_reader(video: Video, language: str) -> list[Cue]:
    """The chapters in this language, else in that of the campaign."""
    for code in (language, first_language()):
        if found := video.cues_by_track.get((VideoTrack.Kind.CHAPTERS, code)):
            return found
    return []


def warning_without_captions(video: Video) -> str:
    """Said beside the form where the language of the campaign has no captions; "" where it has."""
    if (VideoTrack.Kind.CAPTIONS, first_language()) in video.cues_by_track:
        return ""
    name = name_in_sentence(first_language())
    return _("There are no captions in %(language)s yet: whoever cannot hear it understands nothing.") % {
        "language": name
    }
