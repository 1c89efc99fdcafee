"""What has become of the preview of an edition in a language, as its folder says it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from common.stored import Stored
from guide.builds.disk import write_all
from guide.editions import EditionFile
from guide.publication.forms import FORMS

FILE: Final = "state.json"
WAITING, MAKING, READY, FAILED = "waiting", "making", "ready", "failed"
SILENT_FOR: Final = timedelta(minutes=10)  # longer than any form takes: whoever made them is gone


@dataclass(frozen=True, slots=True)
class PageGroup:
    """Pictures that belong beside each other: a page, or two that face each other. `first` counts from one."""

    first: int
    pictures: tuple[str, ...]

    @property
    def numbered(self) -> list[tuple[int, str]]:
        return list(enumerate(self.pictures, self.first))

    @property
    def last(self) -> int:
        return self.first + len(self.pictures) - 1


@dataclass(frozen=True, slots=True)
class Previewed(Stored):
    """One form: its file and size, `pictures` of all its pages, `shown` the groups of them that stand on the screen."""

    form: str
    state: str = WAITING
    problem: str = ""
    size: int = 0
    pictures: tuple[str, ...] = ()
    shown: tuple[tuple[int, int], ...] = ()  # the first picture of a group, counted from nought, and how many
    contents: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return str(EditionFile.Form(self.form).label)

    @property
    def name(self) -> str:
        return f"files/{FORMS[self.form].name}"

    @property
    def groups(self) -> Iterator[PageGroup]:
        for first, count in self.shown:
            yield PageGroup(first + 1, self.pictures[first : first + count])

    @property
    def is_ready(self) -> bool:
        return self.state == READY

    @property
    def is_over(self) -> bool:
        return self.state in {READY, FAILED}


@dataclass(frozen=True, slots=True)
class PreviewState(Stored):
    """`token` names the build, and the folder that it writes to: of two, the one asked for last counts. `fingerprint` is that
    of the texts it was made from, empty before it begins.
    """

    number: int
    language: str
    token: str
    touched_at: datetime
    fingerprint: str = ""
    forms: tuple[Previewed, ...] = field(default_factory=lambda: tuple(Previewed(form) for form in FORMS))

    @property
    def folder(self) -> Path:
        return folder_of(self.number, self.language) / self.token

    @property
    def is_done(self) -> bool:
        return all(form.is_over for form in self.forms)

    @property
    def is_being_made(self) -> bool:
        """Somebody makes it now, as far as can be told."""
        return not self.is_done and timezone.now() - self.touched_at < SILENT_FOR

    @property
    def over(self) -> int:
        return sum(form.is_over for form in self.forms)

    @property
    def now(self) -> Previewed | None:
        """The form that is being made."""
        return next((form for form in self.forms if form.state == MAKING), None)

    def of(self, form: str) -> Previewed:
        return next(known for known in self.forms if known.form == form)

    def with_form(self, changed: Previewed) -> PreviewState:
        return replace(self, forms=tuple(changed if known.form == changed.form else known for known in self.forms))

    def save(self) -> PreviewState:
        """Writes it down, with the time."""
        state = replace(self, touched_at=timezone.now())
        content = json.dumps(state.to_json(), ensure_ascii=False, indent=1)
        write_all(folder_of(self.number, self.language), {FILE: content.encode()})
        return state


def folder_of(number: int, language: str) -> Path:
    return root() / str(number) / language


def root() -> Path:
    return Path(settings.EDITIONS_ROOT) / "preview-forms"


def forget_all() -> None:
    """Removes every preview; one that is being made stops."""
    shutil.rmtree(root(), ignore_errors=True)


def forget_previews(_change: object) -> None:
    """For settings.ON_ERASURE, ON_ATTRIBUTION_CHANGED and ON_CONSENT_WITHDRAWN: a preview may name her."""
    transaction.on_commit(forget_all)


def read_state(number: int, language: str) -> PreviewState | None:
    """What is written down; None where nothing is, or what a version of this module wrote that had other forms."""
    try:
        state = PreviewState.from_json(json.loads((folder_of(number, language) / FILE).read_text()))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return state if [form.form for form in state.forms] == list(FORMS) else None
