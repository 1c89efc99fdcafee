"""The captions and chapters of a video: checked together, and saved where they differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from accounts.models import User
from campaign.videos import captions

if TYPE_CHECKING:
    from campaign.videos.models import Video

type Tracks = Mapping[tuple[str, str], str]
"""The texts by kind and language; a text that is empty, or not there, is no track."""


def field_of(kind: str, language: str) -> str:
    """The name of its field in a form."""
    return f"{kind}_{language.replace('-', '_')}"


def check_tracks(tracks: Tracks, *, milliseconds: int) -> dict[tuple[str, str], str]:
    """Returns the texts as they are stored. Raises ValidationError with a sentence for each that will not do."""
    texts = {key: text for key, typed in tracks.items() if (text := captions.clean(typed))}
    wrong: dict[str, ValidationError] = {}
    for key, text in texts.items():
        try:
            captions.check(text, milliseconds=milliseconds)
        except ValidationError as refusal:
            wrong[field_of(*key)] = refusal
    if wrong:
        raise ValidationError(wrong)
    return texts


def save_tracks(video: Video, texts: Mapping[tuple[str, str], str], *, by: User | None) -> None:
    """Has the video these tracks and no others; each change is a version in the history of the track."""
    known = {(track.kind, track.language): track for track in video.tracks.all()}
    for key, track in known.items():
        track._history_user = by
        if key not in texts:
            track.delete()
        elif track.text != texts[key]:
            track.text = texts[key]
            track.save()
    for (kind, language), text in texts.items():
        if (kind, language) not in known:
            track = video.tracks.model(video=video, kind=kind, language=language, text=text)
            track._history_user = by
            track.save()
