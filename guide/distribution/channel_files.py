"""Forms of an edition with a channel's own short address in them: what goes to a printer, and what an agency fetches.

They lie in a folder that no server shows, are made by the worker, and made again where they are missing or older than a
change of names.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.tasks import task
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.database.passing_problems import is_passing
from guide.builds import subprocess
from guide.builds.build import FILES, NAMING, materials_of
from guide.builds.disk import folder, write_all
from guide.distribution.channels import Channel
from guide.distribution.copies import PrintRun
from guide.editions import Edition, EditionFile
from guide.publication.forms import FORMS
from guide.publication.materials import Materials
from guide.publication.pdf import PdfUnavailable

log = logging.getLogger(__name__)

OF_RUN = {"booklet": ("cover", "booklet"), "poster": ("poster",), "leaflet": ("leaflet",)}
OF_AGENCY = ("pdf", "poster", "leaflet")


class ChannelFileQuerySet(models.QuerySet["ChannelFile"]):
    def of(self, channel: Channel | None, edition: Edition, language: str) -> ChannelFileQuerySet:
        return self.filter(channel=channel, edition=edition, language=language)

    def of_run(self, run: PrintRun) -> ChannelFileQuerySet:
        return self.of(run.channel, run.edition, run.language).filter(form__in=OF_RUN[run.form])

    def ask(self, channel: Channel | None, edition: Edition, language: str, forms: Iterable[str]) -> None:
        """Has these forms made by the worker, again where they are there."""
        for form in forms:
            values = {"state": EditionFile.State.WAITING, "problem": "", "asked_at": timezone.now()}
            of: dict[str, Any] = {"channel": channel, "edition": edition, "language": language, "form": form}
            file, _made = self.update_or_create(**of, defaults=values)
            make_channel_file.enqueue(file.pk)

    def make_again(self, edition_id: int) -> None:
        """Names have changed: what says the old ones goes at once, and is made again."""
        for file in self.filter(edition=edition_id).select_related("edition", "channel"):
            file.path.unlink(missing_ok=True)
            self.ask(file.channel, file.edition, file.language, [file.form])

    def ask_for_run(self, run: PrintRun) -> None:
        self.ask(run.channel, run.edition, run.language, OF_RUN[run.form])


class ChannelFile(models.Model):
    """One form, in one language, as a channel hands it out; without a channel, as it is handed out by nobody in particular."""

    channel = models.ForeignKey(
        Channel, on_delete=models.PROTECT, null=True, blank=True, related_name="files", verbose_name=_("channel")
    )
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+", verbose_name=_("edition"))
    language = models.CharField(_("language"), max_length=8)
    form = models.CharField(pgettext_lazy("of the guide", "form"), max_length=10, choices=EditionFile.Form.choices)
    state = models.CharField(
        _("state"), max_length=8, choices=EditionFile.State.choices, default=EditionFile.State.WAITING
    )
    problem = models.CharField(_("problem"), max_length=500, blank=True)
    size = models.PositiveBigIntegerField(_("size"), default=0)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    asked_at = models.DateTimeField(_("asked for"), null=True, blank=True)
    made_at = models.DateTimeField(_("made"), null=True, blank=True)

    objects = ChannelFileQuerySet.as_manager()

    if TYPE_CHECKING:
        edition_id: int
        channel_id: int | None

    class Meta:
        verbose_name = _("file of a channel")
        verbose_name_plural = _("files of channels")
        ordering = ["edition", "language", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "edition", "language", "form"], name="a_channel_has_each_form_once"
            ),
            models.UniqueConstraint(
                fields=["edition", "language", "form"],
                condition=Q(channel=None),
                name="without_a_channel_each_form_is_there_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel or '–'}, {self.edition} ({self.language}): {self.get_form_display()}"

    @property
    def name(self) -> str:
        """What it is called in its folder, and when it is saved."""
        return FORMS[self.form].name

    @property
    def path(self) -> Path:
        whose = str(self.channel_id or 0)
        return Path(settings.CHANNEL_FILES_ROOT) / whose / str(self.edition_id) / self.language / self.name

    @property
    def is_ready(self) -> bool:
        return self.state == EditionFile.State.READY

    @property
    def is_waiting(self) -> bool:
        return self.state == EditionFile.State.WAITING

    def fetched(self) -> Path | None:
        """Where it lies; None where it is not there, or names changed since: then it is being made again."""
        if self.is_ready and self.path.is_file() and not self._is_outdated():
            return self.path
        if not self.is_waiting or self._is_forgotten():
            ChannelFile.objects.ask(self.channel, self.edition, self.language, [self.form])
        return None

    def _is_forgotten(self) -> bool:
        """It was asked for so long ago that whoever was to make it has been lost, and put back in vain."""
        longest = timedelta(minutes=2 * settings.TASK_LOST_AFTER)
        return self.asked_at is None or timezone.now() - self.asked_at > longest

    def _is_outdated(self) -> bool:
        changed = self.edition.names_changed_at
        return self.made_at is None or (changed is not None and changed > self.made_at)


def remake_channel_files(edition: Edition) -> None:
    """For settings.ON_NAMES_CHANGED: what channels have of an edition is not given out any more, and made again."""
    make_again.enqueue(edition.pk)


@task
def make_again(edition_id: int) -> None:
    """What channels have of an edition, from the frozen documents and the names of today."""
    ChannelFile.objects.make_again(edition_id)


@task(queue_name=FILES)
def make_channel_file(file_id: int) -> None:
    build_channel_file(ChannelFile.objects.select_related("edition", "channel").get(pk=file_id))


def build_channel_file(file: ChannelFile) -> None:
    """Makes and stores the file; a failure is stored, and shown with its reason where the file would be.

    Nothing is put in place that was asked for anew meanwhile, or names somebody whose name has gone since.
    """
    file.refresh_from_db(fields=["asked_at"])
    file.edition.refresh_from_db(fields=NAMING)
    form = FORMS[file.form]
    began = timezone.now()
    try:
        files = _made_already(file) or _made_for_channel(file)
        _store(file, files[form.name], began)
    except Exception as problem:
        if is_passing(problem):
            raise  # its task is tried again later
        if not isinstance(problem, PdfUnavailable):
            log.exception("%s could not be made", file)
        words = str(problem) if isinstance(problem, PdfUnavailable) else f"{type(problem).__name__}: {problem}"
        _rows_of(file).update(state=EditionFile.State.FAILED, problem=words[:500])


@transaction.atomic
def _store(file: ChannelFile, content: bytes, began: datetime) -> None:
    same = {"pk": file.edition_id, "names_changed_at": file.edition.names_changed_at}
    if not Edition.objects.select_for_update().filter(**same).exists():
        return
    rows = _rows_of(file)
    if rows.select_for_update().exists():
        write_all(file.path.parent, {file.name: content})
        sha256 = hashlib.sha256(content).hexdigest()
        rows.update(state=EditionFile.State.READY, problem="", size=len(content), sha256=sha256, made_at=began)


def _made_for_channel(file: ChannelFile) -> dict[str, bytes]:
    return subprocess.build_in_memory(file.form, file.edition.guide_in(file.language), _materials(file))


def _made_already(file: ChannelFile) -> dict[str, bytes]:
    """Without a channel it is what the edition itself has; nothing where that is being made, or is not there."""
    if file.channel is not None:
        return {}
    of = {"language": file.language, "form": file.form, "state": EditionFile.State.READY}
    path, own = folder(file.edition.number, file.language) / file.name, file.edition.files.filter(**of)
    if changed := file.edition.names_changed_at:
        own = own.filter(made_at__gt=changed)
    if not own.exists() or not path.is_file():
        return {}
    return {file.name: path.read_bytes()}


def _materials(file: ChannelFile) -> Materials:
    address = file.channel.address_in(file.language) if file.channel else ""
    return replace(materials_of(file.edition, file.language), short_address=address)


def _rows_of(file: ChannelFile) -> models.QuerySet[ChannelFile]:
    """The file, as it was asked for when it was begun."""
    return ChannelFile.objects.filter(pk=file.pk, asked_at=file.asked_at)
