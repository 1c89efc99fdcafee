"""A video of the campaign, and its captions and chapters in each language."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from accounts.models import User
from campaign.languages import first_language
from campaign.videos import captions, media_storage
from campaign.videos.captions import Tracks, check_tracks, save_tracks
from campaign.videos.conversion import convert, failure_words, notify_of_end
from campaign.videos.media_checks import StoredMedia
from campaign.videos.querysets import VideoQuerySet
from common import markup

MOST_VIDEOS = 500


class Video(models.Model):
    """`mp4`, `webm` and `poster` are names of files in `media_storage`: each is a hash of what is in it.

    `source` is a film that waits to be converted, and takes the place of `mp4` then: see `conversion`. A new video has none
    before, and only editors see it.
    """

    title = models.CharField(_("title"), max_length=150)
    theme = models.ForeignKey(
        "themes.Theme", on_delete=models.PROTECT, related_name="videos", verbose_name=_("campaign question")
    )
    description = models.TextField(_("description"), blank=True)
    description_html = models.TextField(editable=False, blank=True)
    position = models.PositiveIntegerField(
        pgettext_lazy("in a list", "position"), validators=[MaxValueValidator(MOST_VIDEOS)]
    )
    mp4 = models.CharField(_("MP4 file"), max_length=40, blank=True)
    source = models.CharField(max_length=40, blank=True, default="", editable=False)
    conversion_failure = models.CharField(max_length=20, blank=True, default="", editable=False)
    webm = models.CharField(_("WebM file"), max_length=40, blank=True)
    poster = models.CharField(_("picture before it plays"), max_length=40, blank=True)
    milliseconds = models.PositiveIntegerField(_("duration in milliseconds"), default=0)
    width = models.PositiveIntegerField(_("width"), default=0)
    height = models.PositiveIntegerField(_("height"), default=0)
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    withdrawal_reason = models.CharField(_("why it is withdrawn"), max_length=300, blank=True, editable=False)

    objects = VideoQuerySet.as_manager()
    history = HistoricalRecords(
        history_id_field=models.BigAutoField(),
        user_related_name="+",
        excluded_fields=["description_html", "source", "conversion_failure"],
    )

    if TYPE_CHECKING:
        _history_user: Any
        theme_id: int
        tracks: Any
        missing_captions: list[str]  # what a list puts there: see track_languages

    class Meta:
        verbose_name = _("video")
        verbose_name_plural = _("videos")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawal_reason=""), name="a_withdrawn_video_has_a_reason"
            ),
            models.CheckConstraint(condition=Q(milliseconds__gt=0) | Q(mp4=""), name="a_video_lasts"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("contributions:video", args=[self.pk])

    # The verbs.

    def fill_in(
        self, values: Mapping[str, Any], *, tracks: Tracks, by: User | None, at: datetime | None = None
    ) -> None:
        """Saves a new video, whose files are stored; last, where the values name no position.

        Raises ValidationError, and markup.RenderRefused.
        """
        for name, value in values.items():
            setattr(self, name, value)
        if values.get("position") is None:
            self.position = Video.objects.next_position()
        self.save_version(tracks, by=by, at=at)
        self._have_converted(values, by)

    def change(
        self, values: Mapping[str, Any], *, tracks: Tracks | None = None, by: User | None, at: datetime | None = None
    ) -> None:
        """Saves these values; `tracks` has every text by kind and language, and None leaves them as they are.

        Raises ValidationError, and markup.RenderRefused.
        """
        with self.held() as now:
            for name, value in values.items():
                setattr(now, name, value)
            now.save_version(tracks, by=by, at=at)
            now._have_converted(values, by)
        self.refresh_from_db()
        self.__dict__.pop("cues_by_track", None)

    def _have_converted(self, values: Mapping[str, Any], by: User | None) -> None:
        if source := values.get("source"):
            transaction.on_commit(partial(convert.enqueue, self.pk, source, by.pk if by else None))

    def end_conversion(
        self, source: str, *, stored: StoredMedia | None = None, failure: str = "", uploader: int | None = None
    ) -> None:
        """The film that it waited for is there, or cannot be converted, and whoever sent it is told; nothing changes if it
        waits for another one now.
        """
        with self.held() as now:
            if now.source != source:
                return
            now.source, now.conversion_failure = "", failure
            if stored:
                now.mp4 = stored.name
                for name, value in stored.row_values.items():
                    setattr(now, name, value)
            now.save()
            notify_of_end(now, uploader)
            if not Video.objects.filter(source=source).exists():
                transaction.on_commit(partial(media_storage.remove, source))
        self.refresh_from_db()

    def withdraw(self, *, reason: str, by: User | None, at: datetime | None = None) -> None:
        """Takes it out of everybody's sight but the editors', with what was said under it; `show` takes it back.

        Raises ValidationError without a reason.
        """
        reason = markup.one_line(reason)[:300]
        if not reason:
            raise ValidationError({"reason": _("Say why it is withdrawn.")}, code="empty")
        self._save_sight(at or timezone.now(), reason, by)

    def show(self, *, by: User | None) -> None:
        """Showing what is not withdrawn is no error."""
        self._save_sight(None, "", by)

    def _save_sight(self, moment: datetime | None, reason: str, by: User | None) -> None:
        with self.held() as now:
            if (now.withdrawn_at is None) != (moment is None):
                now.withdrawn_at, now.withdrawal_reason, now._history_user = moment, reason, by
                now.save()
        self.refresh_from_db()

    @contextmanager
    def held(self) -> Iterator[Video]:
        """The row as it is now, which nobody else changes until what is done inside is committed."""
        with transaction.atomic():
            yield Video.objects.select_for_update().get(pk=self.pk)

    def save_version(self, tracks: Tracks | None, *, by: User | None, at: datetime | None = None) -> None:
        """Saves the row with its tracks. Raises ValidationError, and markup.RenderRefused."""
        language = first_language()
        self.title = markup.typeset_title(markup.one_line(self.title), language)
        self.full_clean()
        texts = (
            None
            if tracks is None
            else check_tracks(tracks, milliseconds=self.milliseconds or 1000 * settings.VIDEO_SECONDS)
        )
        self.description_html = markup.render(self.description, language=language).html if self.description else ""
        self._history_user = by
        if at is not None:
            self._history_date = at
        with transaction.atomic():
            self.save()
            if texts is not None:
                save_tracks(self, texts, by=by)

    # What it is.

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def why_not_converted(self) -> str:
        """A sentence where the last film that was sent could not be converted."""
        return failure_words(self.conversion_failure) if self.conversion_failure else ""

    @property
    def clock(self) -> str:
        """How long it lasts, as the player shows it: 0:24."""
        minutes, seconds = divmod(round(self.milliseconds / 1000), 60)
        return f"{minutes}:{seconds:02d}"

    @property
    def sources(self) -> list[tuple[str, str]]:
        """Address and type of each file that a player may take, the smaller kind first."""
        names = ((self.webm, "video/webm"), (self.mp4, "video/mp4"))
        return [(self.file_url(name), kind) for name, kind in names if name]

    @property
    def film(self) -> str:
        """Returns the file that stands for the video where one alone is wanted; nothing while the first is converted."""
        return self.mp4 or self.webm

    @property
    def film_url(self) -> str:
        return self.file_url(self.film) if self.film else ""

    @property
    def mp4_url(self) -> str:
        return self.file_url(self.mp4) if self.mp4 else ""

    @property
    def webm_url(self) -> str:
        return self.file_url(self.webm) if self.webm else ""

    @property
    def poster_url(self) -> str:
        return self.file_url(self.poster) if self.poster else ""

    def file_url(self, name: str) -> str:
        return reverse("videos:video_file", args=[self.pk, name])

    @property
    def files(self) -> list[str]:
        return [name for name in (self.mp4, self.webm, self.poster) if name]

    @cached_property
    def cues_by_track(self) -> dict[tuple[str, str], list[captions.Cue]]:
        """The cues of each track, by kind and language."""
        return {(track.kind, track.language): captions.cues_in(track.text) for track in self.tracks.all()}


class VideoTrack(models.Model):
    """The captions, or the chapters, of a video in one language: the text of a WebVTT file."""

    class Kind(models.TextChoices):
        CAPTIONS = "captions", _("captions")
        CHAPTERS = "chapters", _("chapters")

    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="tracks", verbose_name=_("video"))
    kind = models.CharField(pgettext_lazy("of a track", "kind"), max_length=10, choices=Kind.choices)
    language = models.CharField(_("language"), max_length=8)
    text = models.TextField(_("text"))

    history = HistoricalRecords(history_id_field=models.BigAutoField(), user_related_name="+")

    if TYPE_CHECKING:
        _history_user: Any
        video_id: int

    class Meta:
        verbose_name = _("captions of a video")
        verbose_name_plural = _("captions of videos")
        ordering = ["kind", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["video", "kind", "language"], name="a_video_has_one_track_of_a_kind_in_a_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.video} ({self.kind}, {self.language})"

    def get_absolute_url(self) -> str:
        return reverse("videos:track", args=[self.video_id, self.kind, self.language])

    @property
    def digest(self) -> str:
        """Changes with the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]
