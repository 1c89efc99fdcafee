"""What can be endorsed, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User

if TYPE_CHECKING:
    from contributions.pages.models import Page

type Endorsable = models.Model
"""A page, a contribution or a passage."""

KINDS = ("page", "comment", "passage")


class OwnWords(ValidationError):
    """Nobody endorses what she wrote."""

    def __init__(self) -> None:
        super().__init__(_("You wrote this: your colleagues say whether it is useful."), code="own")


class TargetGone(ValidationError):
    """It was hidden, withdrawn, or has gone from its page."""

    def __init__(self) -> None:
        super().__init__(_("This is no longer available."), code="gone")


def check_endorsable(what: Endorsable, by: User) -> None:
    """Raises TargetGone, OwnWords."""
    if not is_there(what):
        raise TargetGone
    if is_own(what, by):
        raise OwnWords


def is_there(what: Endorsable) -> bool:
    page = page_of(what)
    if (page is not None and page.is_hidden) or getattr(what, "is_hidden", False):
        return False
    return not getattr(what, "withdrawn_at", None) and not getattr(what, "is_gone", False)


def is_own(what: Endorsable, person: User) -> bool:
    """Hers are the pages in whose byline she is, and what she said. Of a passage it is rarely known who wrote the sentence:
    it counts as hers where she is the only author of its page.
    """
    author: int | None = getattr(what, "author_id", None)
    if author is not None:
        return author == person.pk
    page = page_of(what)
    if page is None:
        return False
    authors = {known["id"] for known in page.byline}
    return authors == {person.pk} if page is not what else person.pk in authors


def page_of(what: Endorsable) -> Page | None:
    page: Page | None = what if what._meta.model_name == "page" else getattr(what, "page", None)  # type: ignore[assignment]
    return page
