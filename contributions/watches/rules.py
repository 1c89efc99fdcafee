"""What can be followed, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User

if TYPE_CHECKING:
    from contributions.comments.models import Comment
    from contributions.questions.models import Question

type Watchable = models.Model
"""A page, a theme, a contribution (its thread), a question, a person."""

COLUMNS = {"page": "page", "theme": "theme", "comment": "comment", "question": "question", "user": "followed"}
COLUMN_NAMES = tuple(COLUMNS.values())


class WatchTargetGone(ValidationError):
    """It was hidden, withdrawn, or the account was stopped."""

    def __init__(self) -> None:
        super().__init__(_("This can no longer be followed."), code="gone")


class OneSelf(ValidationError):
    def __init__(self) -> None:
        super().__init__(_("What you write yourself is on your own page."), code="self")


def kind_of(what: Watchable) -> str:
    """The column that holds it."""
    name = str(type(what)._meta.model_name)
    if name not in COLUMNS:
        raise TypeError(f"{name} cannot be followed")
    return COLUMNS[name]


def place_of(what: Watchable) -> dict[str, Watchable]:
    """The column and what stands in it: a thread is followed by what opened it, a question with all that ask the same."""
    if what._meta.model_name == "comment":
        comment: Comment = what  # type: ignore[assignment]
        return {"comment": comment.reply_to or comment}
    if what._meta.model_name == "question":
        asked: Question = what  # type: ignore[assignment]
        return {"question": asked.first}
    return {kind_of(what): what}


def column_and_key(what: Watchable) -> tuple[str, int]:
    """Returns the column and the key of what stands in it."""
    return next((column, thing.pk) for column, thing in place_of(what).items())


def check_watchable(what: Watchable, by: User) -> None:
    """Raises WatchTargetGone, OneSelf."""
    if isinstance(what, User) and what.pk == by.pk:
        raise OneSelf
    page = getattr(what, "page", None) if what._meta.model_name == "comment" else None
    is_gone = any(getattr(what, state, None) for state in ("withdrawn_at", "is_hidden", "is_merged"))
    if is_gone or not getattr(what, "is_active", True) or (page is not None and page.is_hidden):
        raise WatchTargetGone
