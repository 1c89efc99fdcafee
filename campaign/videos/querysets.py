"""Which videos, and how one comes among them; what is wrong is said beside its field."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Max
from django.utils import timezone

from accounts import access
from accounts.models import User
from campaign.videos.media_checks import store_mp4, store_poster, store_webm

if TYPE_CHECKING:
    from campaign.videos.captions import Tracks
    from campaign.videos.models import Video


@contextmanager
def beside(field: str) -> Iterator[None]:
    """A refusal from inside is one of this field."""
    try:
        yield
    except ValidationError as refusal:
        raise ValidationError({field: refusal}) from None


# Which videos, and how one comes among them.


class VideoQuerySet(models.QuerySet["Video"]):
    def visible(self) -> VideoQuerySet:
        """Those that are not withdrawn and can be watched: the first film of a new one may wait to be converted."""
        return self.filter(withdrawn_at=None).exclude(mp4="", webm="")

    def visible_to(self, reader: access.Person) -> VideoQuerySet:
        """Editors also see what is withdrawn, or not there yet."""
        return self if access.is_editor(reader) else self.visible()

    def add(
        self,
        *,
        title: str,
        theme: Any,
        mp4: BinaryIO | None = None,
        webm: BinaryIO | None = None,
        poster: BinaryIO | None = None,
        description: str = "",
        tracks: Tracks | None = None,
        position: int | None = None,
        by: User | None,
        at: datetime | None = None,
    ) -> Video:
        """Adds a video with its files, of which one of `mp4` and `webm` is enough, and its captions and chapters by kind and
        language; last, where no position is named.

        Raises ValidationError with a sentence for each field that will not do, and markup.RenderRefused.
        """
        values = {"title": title, "theme": theme, "description": description}
        values |= {"position": position, "added_at": at or timezone.now()}
        with beside("webm"):
            if webm:
                values |= {"webm": (stored := store_webm(webm)).name} | stored.row_values
        with beside("mp4"):
            if mp4:
                values |= {"mp4": (stored := store_mp4(mp4)).name} | stored.row_values
        with beside("poster"):
            values["poster"] = store_poster(poster) if poster else ""
        video = self.model()
        video.fill_in(values, tracks=tracks or {}, by=by, at=at)
        return video

    def next_position(self) -> int:
        last: int | None = self.model._default_manager.aggregate(last=Max("position"))["last"]
        return 1 if last is None else last + 1
