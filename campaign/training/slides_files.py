"""Takes slides in and away: the file first and then its row, so that no row speaks of a file that is not there.

What opens a hostile file stands above the campaign: settings.SLIDES_STORE names it.
"""

from __future__ import annotations

from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from campaign.training.slides import LONGEST_NAME, Slides
from common import markup

if TYPE_CHECKING:
    from campaign.training.models import TrainingSession


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
