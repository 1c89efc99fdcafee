"""What organisers fill in of a video. Where something is wrong, what is typed stays, and so does a good file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from typing import Any, BinaryIO, ClassVar, Final

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from campaign.site_forms import FirstLanguageSelect
from campaign.videos import media_storage
from campaign.videos.conversion import is_source, store_film
from campaign.videos.form_fields import (
    FILES,
    TrackFields,
    TrackGroup,
    file_fields,
    text_of,
    track_fields,
    tracks_asked_for,
)
from campaign.videos.media_checks import StoredMedia, heavier_than, store_poster, store_webm
from campaign.videos.media_storage import WaitingFile, waiting_file
from campaign.videos.models import Video
from campaign.videos.track_languages import KINDS
from campaign.videos.track_verbs import check_tracks
from common.forms.fields import CleanCharField, add_error
from common.forms.unchanged import RowModelForm

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
