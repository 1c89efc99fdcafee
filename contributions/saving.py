"""What a save is told, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import markup
from contributions.history_models import Act, RevisionDetails


class StaleVersion(Exception):
    """Somebody saved in between: nothing was written."""


class UnknownVersion(ValidationError):
    """The version that an edit says it started from, or a version asked for, does not exist."""

    def __init__(self) -> None:
        super().__init__(
            _("This version does not exist. Your text is still here: compare it with the page, then save.")
        )


class EditConflict(Exception):
    """Two people changed the same passage (or the title). Holds everything that the second person has to see."""

    def __init__(
        self, *, base: RevisionDetails, current: RevisionDetails, title: str, merge: markup.Merge, titles_differ: bool
    ) -> None:
        super().__init__(f"edit conflict between versions {base.version} and {current.version}")
        self.base, self.current, self.title = base, current, title
        self.merge, self.titles_differ = merge, titles_differ


class Saved(StrEnum):
    UNCHANGED = "unchanged"
    ALONE = "alone"
    MERGED = "merged"


@dataclass(frozen=True)
class SaveResult:
    """What became of an edit: how it was saved, as which version, and whose edits it was merged with."""

    how: Saved
    version: int
    others: tuple[User, ...] = ()


@dataclass(frozen=True)
class Restored:
    """What a text would be after an older version is restored, or one is undone: its body, and what else changes."""

    body: str
    changes: dict[str, Any]

    def is_already(self, text: Any) -> bool:
        return bool(self.body == text.body) and all(
            getattr(text, name) == value for name, value in self.changes.items()
        )


@dataclass(frozen=True, kw_only=True)
class RevisionMetadata:
    """What a row of a history says besides the text: who did what, why and when. `author=None` means the system."""

    author: User | None
    at: datetime
    act: Act = Act.EDITED
    summary: str = ""
    is_minor: bool = False
    about_version: int | None = None
    others: tuple[User, ...] = ()  # whose edits it was merged with
    alongside: Callable[[], object] = lambda: None  # done in the same transaction, or nothing is
