"""How a tip is made of a page or of a contribution; `TipQuerySet.promote` is its verb, and guide.decisions decides with it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

import markup
from accounts.models import User
from contributions.models import Comment, CommentRevision, Page, PageRevision
from guide.tips.errors import PlaceTaken
from guide.tips.titles import check_title, hold_titles

if TYPE_CHECKING:
    from guide.tips.models import Tip


def prepare_tip(
    revision: PageRevision | CommentRevision, *, number: int, title: str | None, body: str | None, by: User
) -> Tip:
    """The tip, unsaved and rendered: before the transaction, since rendering takes time. Raises ValidationError."""
    from guide.tips.models import Tip, theme_at  # a tip is promoted, and this makes it

    check_in_sight(revision)
    tip = Tip(number=number, theme=theme_at(number))
    tip.take(
        title=revision.title if title is None else title,
        body=markup.opening(revision.body) if body is None else body,
        by=by,
    )
    return tip


def place_tip(
    tip: Tip,
    revision: PageRevision | CommentRevision,
    *,
    passage: str | None,
    by: User,
    at: datetime | None,
) -> None:
    """Puts a prepared tip at its place, resting on `passage`; raises PlaceTaken, ValidationError, and then writes nothing."""
    try:
        with transaction.atomic():
            hold_titles()
            tip.create(author=by, at=at)
            others = type(tip).objects.placed().exclude(pk=tip.pk)
            check_title(tip.title, others)  # last: whoever was beaten to the place or the text is told of that
            words = markup.opening(revision.body) if passage is None else passage
            tip.sources.add_passage(revision, passage=words, by=by, at=at)
    except IntegrityError:
        raise PlaceTaken(type(tip).objects.filter(number=tip.number).first(), tip.number or 0) from None


def check_in_sight(revision: PageRevision | CommentRevision) -> None:
    """Raises ValidationError for a page or a contribution that readers no longer see."""
    if isinstance(revision, CommentRevision):
        if not Comment.objects.standing().filter(pk=revision.id).exists():
            raise ValidationError(_("This contribution is no longer there to read."), code="hidden")
        return
    page = Page.objects.only("is_hidden", "merged_into").get(pk=revision.id)
    if page.is_hidden:
        raise ValidationError(_("This page is hidden: show it again before it goes into the guide."), code="hidden")
    if page.is_merged:
        raise ValidationError(_("This page has been merged into another one: choose that one."), code="merged")
