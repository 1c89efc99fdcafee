"""What organisers fill in of a video. Where something is wrong, what is typed stays, and so does a good file.

The fields of the form of a video: its files, and for each language a box with captions, one with chapters.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, BinaryIO, ClassVar, Final

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from campaign.site_forms import FirstLanguageSelect
from campaign.videos import media_storage
from campaign.videos.captions import LONGEST, check_tracks, field_of
from campaign.videos.conversion import ffmpeg, is_source, store_film
from campaign.videos.media_checks import MEGA, POSTER_MEGABYTES, StoredMedia, heavier_than, store_poster, store_webm
from campaign.videos.media_storage import WaitingFile, waiting_file
from campaign.videos.models import Video
from campaign.videos.track_languages import KINDS, caption_languages
from common.forms.fields import CleanCharField, add_error
from common.forms.unchanged import RowModelForm
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


LABELS: Final = {
    "mp4": gettext_lazy("Video file"),
    "webm": gettext_lazy("WebM file, if there is one"),
    "poster": gettext_lazy("Picture before it plays"),
}
STORES: Final[dict[str, Callable[[BinaryIO], Any]]] = {"mp4": store_film, "webm": store_webm, "poster": store_poster}


class VideoForm(RowModelForm[Video]):
    """A new video, or one that is changed: its rows are written by `Video.objects.add` and `video.change`."""

    description = CleanCharField(
        label=gettext_lazy("What it is about"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "data-editor": True}),
    )
    position = forms.IntegerField(
        label=gettext_lazy("Position in the list"),
        required=False,
        min_value=0,
        max_value=500,
        help_text=gettext_lazy("Left empty, it comes last."),
    )

    class Meta:
        model = Video
        fields = ("title", "theme", "description", "position")
        field_classes: ClassVar[dict[str, Any]] = {"title": CleanCharField}
        widgets: ClassVar[dict[str, Any]] = {"theme": FirstLanguageSelect}

    def __init__(self, *args: Any, person: User, refused: Collection[str] = (), **kwargs: Any) -> None:
        self.person, self.refused = person, refused  # the fields of files that are larger than one may be
        self.stored: dict[str, Any] = {}
        self.waiting: dict[str, WaitingFile] = {}
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        for name in FILES:  # of a draft
            if waits := waiting_file(str(self.initial.get(f"{name}_waiting", "")), person):
                self.waiting[name] = waits
        self.fields |= file_fields(LABELS) | track_fields(self.asked_tracks)
        if self.instance.pk:
            self._show_tracks()
            self.follow(self.instance)
            for name in ("webm", "poster"):
                if getattr(self.instance, name) not in {"", self.instance.film}:
                    self.fields[f"no_{name}"] = forms.BooleanField(label=_("Take this file away"), required=False)

    @cached_property
    def asked_tracks(self) -> TrackFields:
        return tracks_asked_for(self.instance)

    def _show_tracks(self) -> None:
        for name, text in self._tracks_of(self.instance).items():
            self.initial.setdefault(name, text)

    def _tracks_of(self, video: Video) -> dict[str, str]:
        known = {(track.kind, track.language): track.text for track in video.tracks.all()}
        return {name: known.get(key, "") for name, key in self.asked_tracks.items()}

    def row_values(self, row: Any) -> Mapping[str, Any]:
        return dict(super().row_values(row)) | self._tracks_of(row)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for field in self.refused:
            if field in self.fields:
                self.add_error(field, heavier_than(settings.VIDEO_MEGABYTES))
        for name in FILES:
            self._take(name, cleaned)
        if "mp4" not in self.stored and not self.instance.pk and "mp4_file" not in self.errors:
            self.add_error("mp4_file", _("Choose the video."))
        for name in self.asked_tracks:
            self._read_track(name, cleaned)
        self._check_tracks()
        return cleaned

    def _take(self, name: str, cleaned: Mapping[str, Any]) -> None:
        """The file that is sent now, if it is a good one, else the one that was sent before."""
        sent, before = cleaned.get(f"{name}_file"), waiting_file(cleaned.get(f"{name}_waiting", ""), self.person)
        try:
            if sent:
                self.stored[name] = STORES[name](sent)
                before = WaitingFile(_name_of(self.stored[name]), str(sent.name))
            elif before:
                self.stored[name] = before.name if name == "poster" else _read_again(name, before)
        except ValidationError as refusal:
            self.add_error(f"{name}_file", refusal)
        self._say(f"{name}_waiting", before.signed_for(self.person) if before else "")
        if before:
            self.waiting[name] = before

    def _say(self, name: str, value: str) -> None:
        """What stands in the field if the form comes back."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, which is not to be changed itself
        data[name] = value
        self.data = data

    def _read_track(self, name: str, cleaned: dict[str, Any]) -> None:
        """The text of a file goes into its box, and stays there."""
        if sent := cleaned.get(f"{name}_file"):
            try:
                cleaned[name] = text_of(sent)
                self._say(name, cleaned[name])
            except ValidationError as refusal:
                self.add_error(f"{name}_file", refusal)

    def _check_tracks(self) -> None:
        """Beside each box, together with whatever else is wrong."""
        try:
            check_tracks(self.tracks, milliseconds=self._milliseconds)
        except ValidationError as refusal:
            add_error(self, refusal)

    @property
    def _milliseconds(self) -> int:
        """How long the video lasts; as long as any may, where it is not known."""
        stored = self.stored.get("mp4") or (not self.instance.mp4 and self.stored.get("webm"))
        if isinstance(stored, StoredMedia):
            return int(stored.header.milliseconds)
        if self.instance.milliseconds and not stored and "mp4_file" not in self.errors:
            return int(self.instance.milliseconds)
        return 1000 * int(settings.VIDEO_SECONDS)

    def track_groups(self) -> list[TrackGroup]:
        """For the template: captions, then chapters, each box with its file."""
        return [TrackGroup(kind, self._boxes(kind)) for kind in KINDS]

    def _boxes(self, kind: str) -> list[tuple[forms.BoundField, forms.BoundField]]:
        names = (name for name, key in self.asked_tracks.items() if key[0] == kind)
        return [(self[name], self[f"{name}_file"]) for name in names]

    def save_others(self, video: Video, *, by: User) -> None:
        """What is of the video and not in its row, once that is saved: for a form that knows more of it."""

    @property
    def tracks(self) -> dict[tuple[str, str], str]:
        """Returns every text by kind and language."""
        return {key: self.cleaned_data.get(name, "") for name, key in self.asked_tracks.items()}

    @property
    def values(self) -> dict[str, Any]:
        """Returns what is to change in the row, for `video.change`."""
        names = ("title", "theme", "description")
        found: dict[str, Any] = {name: self.cleaned_data[name] for name in names}
        if self.cleaned_data.get("position") is not None:
            found["position"] = self.cleaned_data["position"]
        for name in ("webm", "poster"):
            if self.cleaned_data.get(f"no_{name}"):
                found[name] = ""
        found |= {name: _name_of(stored) for name, stored in self.stored.items()}
        if not self.instance.mp4 and isinstance(webm := self.stored.get("webm"), StoredMedia):
            found |= webm.row_values  # else those of the MP4 file stand in the row
        return found | self._values_of_film(found.pop("mp4", ""))

    def _values_of_film(self, name: str) -> dict[str, Any]:
        """A film that has to be converted leaves what is shown as it is until then."""
        if not name:
            return {}
        if is_source(name):
            return {"source": name, "conversion_failure": ""}
        film: StoredMedia = self.stored["mp4"]
        return {"mp4": name, "source": "", "conversion_failure": ""} | film.row_values


def _read_again(name: str, waiting: WaitingFile) -> StoredMedia | str:
    """What the header of a film says that is stored already; its name, if it waits to be converted. Raises ValidationError."""
    if is_source(waiting.name):
        return waiting.name
    with media_storage.path_of(waiting.name).open("rb") as file:
        return STORES[name](file)  # type: ignore[no-any-return]


def _name_of(stored: Any) -> str:
    return str(stored.name if isinstance(stored, StoredMedia) else stored)
