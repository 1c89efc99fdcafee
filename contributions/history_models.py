"""Revision rows: their columns, their queries, and their numbering on top of simple-history.

What a save is told, and what becomes of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Self, cast

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.manager import HistoricalQuerySet, HistoryManager
from simple_history.models import HistoricalRecords

from accounts.models import User
from common import markup

SUMMARY_LENGTH = 200


class Act(models.TextChoices):
    """What made a revision."""

    WRITTEN = "written", _("written")
    EDITED = "edited", _("edited")
    MERGED = "merged", _("merged with an edit made at the same time")
    REVERTED = "reverted", _("reverted")
    UNDONE = "undone", _("undone")
    MOVED = "moved", _("moved")
    INCORPORATED = "incorporated", _("incorporated a contribution")
    MERGED_IN = "took_in", _("brought together with another page")
    SPLIT_OFF = "split_off", _("a part became a page of its own")
    SPLIT_FROM = "split_from", _("opened with a part of another page")


REARRANGED = (Act.MOVED, Act.MERGED_IN, Act.SPLIT_OFF, Act.SPLIT_FROM)
"""The acts that change where a text stands more than what it says."""


class RevisionDetails(models.Model):
    """What each row of a history says besides the text. Several rows may share a date: order by version."""

    act = models.CharField(_("what was done"), max_length=12, choices=Act.choices, default=Act.EDITED)
    is_minor = models.BooleanField(_("minor edit"), default=False)
    about_version = models.PositiveIntegerField(
        _("about version"), null=True, help_text=_("The version reverted to, or undone.")
    )

    is_text_hidden: bool = False  # of texts whose revisions can be hidden it is a column: see HideableRevision

    if TYPE_CHECKING:  # these come from the tracked model and from simple-history
        id: int
        version: int
        title: str
        body: str
        history_id: int
        history_date: datetime
        history_user: User | None
        history_user_id: int | None
        history_change_reason: str

    class Meta:
        abstract = True

    @property
    def author(self) -> User | None:
        return self.history_user

    @property
    def author_name(self) -> str:
        return self.history_user.public_name if self.history_user else str(_("A former colleague"))

    @property
    def date(self) -> datetime:
        return self.history_date

    @property
    def summary(self) -> str:
        return self.history_change_reason

    @property
    def is_first(self) -> bool:
        return self.version == 1


class HideableRevision(RevisionDetails):
    """A row whose words the editors can hide: then they stand in moderation.hiding.RevisionHiding alone, none are here."""

    is_text_hidden = models.BooleanField(_("text hidden"), default=False)

    class Meta:
        abstract = True


class UntitledRevision(HideableRevision):
    """A row in the history of a text that has no title: the shared screens show what it is instead."""

    class Meta:
        abstract = True

    @property
    def title(self) -> str:  # type: ignore[override]
        return str(_("Contribution"))


class RevisionQuerySet(HistoricalQuerySet):  # type: ignore[misc]  # simple-history has no types
    def with_authors(self) -> Self:
        return cast(Self, self.select_related("history_user"))

    def without_bodies(self) -> Self:
        return cast(Self, self.defer("body"))

    def with_hidden_text(self) -> Self:
        """Those whose words the editors have hidden; none of a text whose revisions cannot be hidden."""
        can_be_hidden = any(field.name == "is_text_hidden" for field in self.model._meta.fields)
        return cast(Self, self.filter(is_text_hidden=True) if can_be_hidden else self.none())

    def older_than(self, version: int | None) -> Self:
        """The page of a history that comes after `version`, newest first; all of it without one."""
        rows = self.order_by("-version")
        return cast(Self, rows.filter(version__lt=version) if version else rows)

    def newest_first(self) -> Self:
        """Of every object together, without texts. Rows that share a date keep one order, so that they can be paged."""
        return cast(Self, self.with_authors().without_bodies().order_by("-history_date", "-history_id"))

    def older_than_change(self, moment: datetime, history_id: int) -> Self:
        """Returns the rows after that (moment, id) in the order of `newest_first`, for keyset pagination."""
        earlier = Q(history_date__lt=moment) | Q(history_date=moment, history_id__lt=history_id)
        # The first condition says it again for the index, which cannot begin in the middle of an OR.
        return cast(Self, self.filter(earlier, history_date__lte=moment))


class RevisionManager(HistoryManager):  # type: ignore[misc]
    """Its class is made once for all: simple-history asks for it at each look at a history, which took a millisecond."""

    @classmethod
    @cache
    def from_queryset(cls, queryset_class: type[models.QuerySet[Any]], class_name: str | None = None) -> Any:
        return super().from_queryset(queryset_class, class_name)


class Revisions(HistoricalRecords):  # type: ignore[misc]
    """History whose rows are numbered: (object, version) is unique in the database.

    simple-history builds its own Meta, so constraints have to be given here: those of a base class are lost.
    """

    def __init__(
        self,
        model_name: str,
        excluded: Sequence[str],
        base: type[RevisionDetails] = RevisionDetails,
        indexes: Sequence[models.Index] = (),
        *,
        goes_with_its_text: bool = False,
    ) -> None:
        self.indexes = list(indexes)
        super().__init__(
            custom_model_name=model_name,
            bases=[base],
            history_change_reason_field=models.CharField(
                _("edit summary"), max_length=SUMMARY_LENGTH, default="", blank=True
            ),
            history_id_field=models.BigAutoField(),
            history_manager=RevisionManager,
            historical_queryset=RevisionQuerySet,
            excluded_fields=list(excluded),
            no_db_index=["id", "slug"],
            user_related_name="+",
            cascade_delete_history=goes_with_its_text,
        )

    def get_extra_fields(self, model: type[models.Model], fields: Any) -> dict[str, Any]:
        fields_and_methods: dict[str, Any] = super().get_extra_fields(model, fields)
        return fields_and_methods | {"__str__": lambda revision: f"{revision.title} ({revision.version})"}

    def get_meta_options(self, model: type[models.Model]) -> dict[str, Any]:
        name = f"{model._meta.model_name}_has_one_revision_per_version"
        options: dict[str, Any] = super().get_meta_options(model)
        return options | {
            "ordering": ["-version"],
            "get_latest_by": "version",
            "constraints": [models.UniqueConstraint(fields=["id", "version"], name=name)],
            "indexes": self.indexes,
            "verbose_name": format_lazy("{} ({})", _("revision"), model._meta.verbose_name),
            "verbose_name_plural": format_lazy("{} ({})", _("revisions"), model._meta.verbose_name_plural),
        }

    def get_change_reason_for_object(self, *args: Any) -> str:
        return super().get_change_reason_for_object(*args) or ""


def revision_of(text: models.Model, **details: Any) -> models.Model:
    """The row, not yet written, that stores a text as it stands: what simple-history's `bulk_history_create` writes."""
    model = _history_of(type(text))
    return cast(models.Model, model(**{name: getattr(text, name) for name in _tracked(model)}, **details))


@cache
def _history_of(model: Any) -> Any:
    return model.history.model  # simple-history makes a manager at each look


@cache
def _tracked(history: Any) -> tuple[str, ...]:
    return tuple(field.attname for field in history.tracked_fields)


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
