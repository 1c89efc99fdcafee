"""One form of an edition in one language: asked for, made, kept, or kept as failed, which the editors are told."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_info

from accounts.models import Role, User
from guide.editions import Edition, EditionFile
from guide.making.disk import folder, write_all
from guide.publication.forms import FORMS
from guide.publication.materials import Download, Language, Links, Materials
from guide.publication.pdf import PdfUnavailable
from notifications.kinds import Kind
from notifications.models import Notification

log = logging.getLogger(__name__)

OFFERED = ("booklet", "pdf", "epub")


def ask(
    edition: Edition, *, languages: Iterable[str] = (), forms: Iterable[str] = (), after_commit: bool = False
) -> None:
    """Has the forms of a published edition made, again where they are there: the light ones at once, or `after_commit`, in
    this process, the heavy ones by the worker. All languages and all forms where none is named.
    """
    from guide.tasks import make_file

    for language in languages or edition.languages:
        for form in forms or FORMS:
            values = {"state": EditionFile.State.WAITING, "problem": "", "asked_at": timezone.now()}
            file, _made = edition.files.update_or_create(language=language, form=form, defaults=values)
            if FORMS[form].heavy:
                make_file.enqueue(file.pk)
            elif after_commit:
                transaction.on_commit(partial(make, file))
            else:
                make(file)


def make(file: EditionFile) -> None:
    """Makes and keeps the files of a form; a failure is kept, shown at the desk, and told to the editors."""
    form, edition = FORMS[file.form], file.edition
    try:
        files = form.make(edition.guide_in(file.language), materials_of(edition, file.language))
        write_all(folder(edition.number, file.language), files)
    except Exception as problem:
        if not isinstance(problem, PdfUnavailable):
            log.exception("%s could not be made", file)
        _keep_failure(file, problem)
    else:
        _keep_success(file, files[form.name])


def materials_of(edition: Edition, language: str) -> Materials:
    """What the forms of an edition in a language are made with."""
    here = reverse("guide:guide_in_language", args=[language])
    return Materials(
        assets=settings.PUBLICATION_ASSETS,
        pictures=Path(settings.MEDIA_ROOT),
        downloads=tuple(Download(kind, FORMS[kind].name) for kind in OFFERED),  # type: ignore[arg-type]
        languages=tuple(Language(code, native_name(code), f"../{code}/") for code in edition.languages),
        links=Links(editions=reverse("guide:editions"), page=f"{settings.SITE_ADDRESS}{here}"),
    )


def native_name(language: str) -> str:
    """What a language calls itself, as a heading does: "Français"."""
    name = str(get_language_info(language)["name_local"])
    return name[:1].upper() + name[1:]


def _keep_success(file: EditionFile, content: bytes) -> None:
    EditionFile.objects.filter(pk=file.pk).update(
        state=EditionFile.State.READY,
        problem="",
        size=len(content),
        made_at=timezone.now(),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def _keep_failure(file: EditionFile, problem: Exception) -> None:
    words = f"{type(problem).__name__}: {problem}" if not isinstance(problem, PdfUnavailable) else str(problem)
    EditionFile.objects.filter(pk=file.pk).update(state=EditionFile.State.FAILED, problem=words[:500])
    number = file.edition.number
    Notification.objects.tell(
        User.objects.having(Role.EDITOR).values_list("pk", flat=True),
        kind=Kind.NO_PDF,
        place=f"edition:{number}",
        place_title="",
        url=reverse("guide:edition", args=[number]),
        key=f"guide.edition:{file.edition_id}:{timezone.now():%Y-%m-%dT%H:%M}",
    )
