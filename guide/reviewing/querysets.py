"""Which links let somebody in, and which remarks wait.

Why a review cannot go on, worded for whoever wanted it.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import markup

if TYPE_CHECKING:
    from guide.course_texts import CourseText
    from guide.reviewing.models import Remark, ReviewLink
    from guide.tips.models import Tip


class ReviewMoved(ValidationError):
    """Another editor was first: the tip is in another state now. Nothing was written."""

    def __init__(self, tip: Tip) -> None:
        step = tip.steps.select_related("by").first()
        super().__init__(
            _("%(person)s was first: this tip is “%(state)s” now. Nothing was changed; look at it, then decide."),
            code="gone_on",
            params={
                "person": step.by.public_name if step and step.by else _("Somebody"),
                "state": tip.get_state_display(),
            },
        )


class TextChanged(ValidationError):
    """Somebody saved another version than the one that was read."""

    def __init__(self, tip: Tip) -> None:
        super().__init__(
            _("Version %(version)s has been saved since you read this tip. Read it again, then approve it."),
            code="changed",
            params={"version": tip.version},
        )


class AnsweredMeanwhile(ValidationError):
    """Another editor has answered this remark first. Nothing was written."""

    def __init__(self, remark: Remark) -> None:
        answer = remark.answers.select_related("by").last()
        super().__init__(
            _("%(person)s has just answered this remark: %(state)s. Nothing was changed."),
            code="answered",
            params={
                "person": answer.by.public_name if answer else _("Somebody"),
                "state": remark.get_state_display(),
            },
        )


class WordsGone(ValidationError):
    """The words that a suggestion is about no longer stand in the text. `now` is what stands in their place: may be empty."""

    def __init__(self, now: str) -> None:
        super().__init__(
            _("The words that this suggestion is about have changed since. Nothing is lost: compare the two."),
            code="words_gone",
        )
        self.now = now


class LinkClosed(ValidationError):
    """The link has expired, or was withdrawn."""

    def __init__(self) -> None:
        super().__init__(_("This link no longer opens anything: ask for another one."), code="closed")


VALIDITIES = (3, 7, 14, 30)
TOKEN_BYTES = 32
LONGEST_TOKEN = 64
MOST_LINKS = 30


def hash_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


class ReviewLinkQuerySet(models.QuerySet["ReviewLink"]):
    def make(self, tip: Tip, *, name: str, days: int, by: User, at: datetime | None = None) -> tuple[ReviewLink, str]:
        """A link for a reviewer without an account, and its token, which is stored nowhere: it is shown now or never."""
        moment = at or timezone.now()
        name = " ".join(markup.clean_text(name).split())
        most = self.model._meta.get_field("name").max_length or 0
        if not 0 < len(name) <= most:
            raise ValidationError({"name": _("Say in a few words who reviews.")}, code="name")
        check_validity(days)
        if self.filter(tip=tip).open(at=moment).count() >= MOST_LINKS:
            raise ValidationError(_("This tip has many links already: withdraw one first."), code="too_many")
        token = secrets.token_urlsafe(TOKEN_BYTES)
        expires_at = moment + timedelta(days=days)
        values = {"tip": tip, "name": name, "made_by": by, "made_at": moment, "expires_at": expires_at}
        return self.create(digest=hash_of(token), **values), token

    def with_token(self, token: str) -> ReviewLink | None:
        """The link that a token belongs to, open or not."""
        if len(token) > LONGEST_TOKEN or not token.isascii():
            return None
        rows = self.select_related("tip__theme", "tip__quoted_person", "made_by")
        return rows.filter(digest=hash_of(token)).first()

    def open(self, *, at: datetime | None = None) -> ReviewLinkQuerySet:
        return self.filter(revoked_at=None, expires_at__gt=at or timezone.now())

    def hold_open(self, link: ReviewLink, *, at: datetime) -> None:
        """Holds the row until the transaction ends; raises LinkClosed where it lets nobody in any more."""
        if self.select_for_update().filter(pk=link.pk).open(at=at).first() is None:
            raise LinkClosed


class RemarkQuerySet(models.QuerySet["Remark"]):
    def open(self) -> Self:
        return self.filter(state="open")

    def count_by_course(self) -> dict[int, int]:
        """Returns how many are on each course, by the key of its text; on what was taken out none count."""
        in_use = self.filter(course_text__removed_at=None, course_text__parent__removed_at=None)
        course = Coalesce("course_text__parent__parent", "course_text__parent", "course_text")
        rows = in_use.exclude(course_text=None).order_by().values(course=course).annotate(n=models.Count("pk"))
        return dict(rows.values_list("course", "n"))

    def with_people(self) -> Self:
        """With who said them, and every answer with who gave it; two queries."""
        return self.select_related("by", "link").prefetch_related("answers__by")

    def on_texts(self, texts: Sequence[CourseText]) -> list[Remark]:
        """Those on texts of a course, in the order of the texts; one query."""
        found = list(self.with_people().filter(course_text__in=[text.pk for text in texts]))
        by_text = {text.pk: (place, text) for place, text in enumerate(texts)}
        for remark in found:
            remark.course_text = by_text[remark.course_text_id or 0][1]
        return sorted(found, key=lambda one: (by_text[one.course_text_id or 0][0], one.start, one.pk))


def check_validity(days: int) -> None:
    if days not in VALIDITIES:
        raise ValidationError({"days": _("Choose how long the link opens the tip.")}, code="days")
