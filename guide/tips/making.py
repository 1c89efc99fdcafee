"""How a tip is made of a page or of a contribution; `guide.decisions.verbs.promote` decides so."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import markup
from contributions.models import Comment, CommentRevision, Page, PageRevision
from guide.tips.models import PlaceTaken, Tip, check_title, hold_titles, theme_at


def make_tip(
    revision: PageRevision | CommentRevision,
    *,
    number: int,
    by: User,
    title: str | None = None,
    body: str | None = None,
    passage: str | None = None,
    at: datetime | None = None,
) -> Tip:
    """Makes a tip out of a page or a contribution as it stood at `revision`, at the free place `number`: nothing is decided.

    Its first text is the opening of that text, unless `body` says otherwise, and its first source the opening at that
    revision, unless `passage` says otherwise; a contribution has no title, so `title` gives one. Of two people who
    choose one place, one wins; the other gets PlaceTaken. Raises ValidationError too for what is hidden, a title, a
    text or a passage that cannot be.
    """
    tip = prepare_tip(revision, number=number, title=title, body=body, by=by)
    return place_tip(tip, revision, passage=passage, by=by, at=at)


def prepare_tip(
    revision: PageRevision | CommentRevision, *, number: int, title: str | None, body: str | None, by: User
) -> Tip:
    """The tip, unsaved and rendered: before the transaction, since rendering takes time. Raises ValidationError."""
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
) -> Tip:
    """Puts a prepared tip at its place, resting on `passage`; raises PlaceTaken, ValidationError, and then writes nothing."""
    try:
        with transaction.atomic():
            hold_titles()
            tip.create(author=by, at=at)
            others = Tip.objects.placed().exclude(pk=tip.pk)
            check_title(tip.title, others)  # last: whoever was beaten to the place or the text is told of that
            words = markup.opening(revision.body) if passage is None else passage
            tip.sources.add_passage(revision, passage=words, by=by, at=at)
            return tip
    except IntegrityError:
        raise PlaceTaken(Tip.objects.filter(number=tip.number).first(), tip.number or 0) from None


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
