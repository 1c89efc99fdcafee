"""The fields of the form of a video: its files, and for each language a box with captions, one with chapters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign.videos.captions import LONGEST
from campaign.videos.conversion import ffmpeg
from campaign.videos.media_checks import MEGA, POSTER_MEGABYTES
from campaign.videos.models import Video
from campaign.videos.track_languages import KINDS, caption_languages
from campaign.videos.track_verbs import field_of
from common.forms.fields import CleanCharField
from common.words.language_names import name_in_sentence

FILES = ("mp4", "webm", "poster")
ACCEPTED = {
    "mp4": "video/*,.mp4,.mov,.avi,.mkv,.wmv",
    "webm": "video/webm,.webm",
    "poster": "image/jpeg,image/png,image/webp",
}


type TrackFields = Mapping[str, tuple[str, str]]
"""Kind and language of each track, by the name of its field."""


def tracks_asked_for(video: Video) -> TrackFields:
    """Returns the fields for the languages of the guide, and for those in which the video has tracks already: none is lost
    where a language was taken from the guide.
    """
    known = {track.language for track in video.tracks.all()} if video.pk else set()
    wanted = caption_languages()
    languages = [*wanted, *sorted(known.difference(wanted))]
    return {field_of(kind, code): (str(kind), code) for kind in KINDS for code in languages}


@dataclass(frozen=True)
class TrackGroup:
    """The boxes of one kind, each with the field for its file."""

    kind: str
    fields: list[tuple[forms.BoundField, forms.BoundField]]

    @property
    def legend(self) -> str:
        return _("Captions") if self.kind == "captions" else _("Chapters")

    @property
    def hint(self) -> str:
        if self.kind == "captions":
            return _(
                "What is said and heard, and, where it matters, what is seen: in WebVTT. The transcript is made of them."
            )
        return _("The title of each part, in WebVTT.")


def megabytes_of(name: str) -> int:
    return POSTER_MEGABYTES if name == "poster" else int(settings.VIDEO_MEGABYTES)


def file_fields(labels: dict[str, Any]) -> dict[str, forms.Field]:
    """A field for each file, which says what may be chosen before it is."""
    return {
        f"{name}_file": forms.FileField(
            label=labels[name],
            required=False,
            help_text=_hint(name),
            widget=forms.FileInput(attrs={"accept": ACCEPTED[name], "data-largest": megabytes_of(name) * MEGA}),
            error_messages={"empty": gettext_lazy("This file is empty.")},
        )
        for name in FILES
    } | {f"{name}_waiting": CleanCharField(required=False, widget=forms.HiddenInput) for name in FILES}


def _hint(name: str) -> str:
    values = {"megabytes": megabytes_of(name), "seconds": settings.VIDEO_SECONDS}
    if name == "mp4" and ffmpeg():
        return (
            _(
                "From a telephone or a program (MP4, MOV, AVI, MKV, WMV…), at most %(megabytes)s MB and %(seconds)s "
                "seconds. What not every browser can play is converted here, which takes a few minutes."
            )
            % values
        )
    if name == "mp4":
        return (
            _("At most %(megabytes)s MB and %(seconds)s seconds, in H.264 and AAC, with its index in front.") % values
        )
    if name == "webm":
        return _("The same video in VP9 or AV1, at most %(megabytes)s MB: smaller, for browsers that show it.") % values
    return _("JPEG, PNG or WebP, at most %(megabytes)s MB. It is stored without saying where it was taken.") % values


def track_fields(tracks: TrackFields) -> dict[str, forms.Field]:
    """Returns a box for each track, and a file whose text goes into the box."""
    fields: dict[str, forms.Field] = {}
    for name, (kind, code) in tracks.items():
        language = {"language": name_in_sentence(code)}
        label = _("Captions in %(language)s") if kind == "captions" else _("Chapters in %(language)s")
        choose = (
            _("WebVTT file with captions in %(language)s")
            if kind == "captions"
            else _("WebVTT file with chapters in %(language)s")
        )
        box = forms.Textarea(attrs={"rows": 6, "lang": code, "spellcheck": "false"})
        fields[name] = CleanCharField(
            label=label % language, required=False, max_length=LONGEST, strip=False, widget=box
        )
        fields[f"{name}_file"] = forms.FileField(
            label=choose % language, required=False, widget=forms.FileInput(attrs={"accept": ".vtt,text/vtt"})
        )
    return fields


def text_of(file: UploadedFile[Any]) -> str:
    """The text of a WebVTT file. Raises ValidationError."""
    try:
        return bytes(file.read(4 * LONGEST)).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise forms.ValidationError(
            _("This file is not in UTF-8: save it in UTF-8, then choose it again."), code="bytes"
        ) from None
