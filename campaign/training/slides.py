"""The slides of a session: PDF, ODP or PPTX, looked through before they are taken; whoever sees the session downloads them."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from common import markup

if TYPE_CHECKING:
    from campaign.training.models import TrainingSession


LONGEST_NAME = 150
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


class SlidesQuerySet(models.QuerySet["Slides"]):
    def shown(self) -> SlidesQuerySet:
        return self.filter(removed_at=None)


class Slides(models.Model):
    """One file. Its kind is told by what is in it. Once it is removed the row stays, and says who did it; the file goes."""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        ODP = "odp", "ODP"
        PPTX = "pptx", "PPTX"

    session = models.ForeignKey(
        "campaign.TrainingSession", on_delete=models.CASCADE, related_name="slides", verbose_name=_("session")
    )
    token = models.CharField(max_length=16, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    kind = models.CharField(pgettext_lazy("of a file", "kind"), max_length=4, choices=Kind.choices, default=Kind.PDF)
    size = models.PositiveIntegerField(_("size"))
    pages = models.PositiveIntegerField(_("pages"))
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    sent_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("sent by")
    )
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)
    removed_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("removed by")
    )

    objects = SlidesQuerySet.as_manager()

    if TYPE_CHECKING:
        session_id: int

    class Meta:
        verbose_name = pgettext_lazy("of a session", "slides")
        verbose_name_plural = pgettext_lazy("of several sessions", "slides")
        ordering = ["sent_at", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("training:slides_file", args=[self.session_id, self.token])

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[self.kind]

    def remove(self, *, by: User, at: datetime | None = None) -> None:
        """Takes it from the session; a second time does nothing. `slides_files` deletes the file."""
        shown = Slides.objects.shown().filter(pk=self.pk)
        shown.update(removed_at=at or timezone.now(), removed_by=by)
        self.refresh_from_db()


# Takes slides in and away: the file first and then its row, so that no row speaks of a file that is not there.
#
# What opens a hostile file stands above the campaign: settings.SLIDES_STORE names it.


def store() -> Any:
    """Returns the module that stores slides."""
    return import_module(settings.SLIDES_STORE)


def most_bytes() -> int:
    """How heavy a file may be."""
    return int(store().most_bytes())


def add(
    session: TrainingSession,
    content: bytes,
    *,
    file_name: str,
    by: User,
    replaces: Slides | None = None,
    at: datetime | None = None,
) -> Slides:
    """Takes slides in; those that they replace go. Raises ValidationError, with nothing stored."""
    token, pages, kind = store().store(content)
    name = _name_for(file_name, kind)
    moment = at or timezone.now()
    try:
        with transaction.atomic():
            made = Slides.objects.create(
                session=session,
                token=token,
                name=name,
                kind=kind,
                size=len(content),
                pages=pages,
                sent_at=moment,
                sent_by=by,
            )
            if replaces is not None:
                remove(replaces, by=by, at=moment)
    except BaseException:
        store().remove(token)
        raise
    return made


def _name_for(file_name: str, kind: str) -> str:
    """The name of the file, which ends with what it is: what is opened by a double click is what was looked through."""
    name, ending = markup.one_line(Path(markup.clean_text(file_name)).name), f".{kind}"
    name = name[: -len(ending)] if name.lower().endswith(ending) else name
    return (name or "slides")[: LONGEST_NAME - len(ending)] + ending


def remove(slides: Slides, *, by: User, at: datetime | None = None) -> None:
    """Takes a file from its session: the row stays and says who did it, the file goes once that is committed."""
    slides.remove(by=by, at=at)
    transaction.on_commit(lambda: store().remove(slides.token))


def clear_away_slides() -> int:
    """For settings.RUN_PERIODICALLY: deletes files of no session, as a crash leaves them."""
    return int(store().clear_away(set(Slides.objects.shown().values_list("token", flat=True))))
