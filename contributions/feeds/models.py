"""A token opens the feeds of a wiki that is not public to the programs of one person, until she revokes it."""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.models import User

AT_MOST = 10
LONGEST = 64
SALT = "contributions.feeds"


def words_of(person_id: int, nonce: str) -> str:
    """The token itself. It is made from the site's secret key each time: the database alone does not give it away."""
    digest = salted_hmac(SALT, f"{person_id}.{nonce}", algorithm="sha256").digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def hash_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


class FeedTokenQuerySet(models.QuerySet["FeedToken"]):
    def valid(self) -> FeedTokenQuerySet:
        """Neither revoked nor of a stopped account."""
        return self.filter(revoked_at=None, person__is_active=True)

    def make(self, *, by: User, at: datetime | None = None) -> FeedToken:
        """Makes a token of her own. Raises ValidationError where she has ten: one has to be revoked first."""
        if self.filter(person=by, revoked_at=None).count() >= AT_MOST:
            raise ValidationError(_("You have ten tokens: revoke one that you do not use first."), code="too_many")
        nonce = secrets.token_hex(16)
        token_hash = hash_of(words_of(by.pk, nonce))
        return self.create(person=by, nonce=nonce, token_hash=token_hash, created_at=at or timezone.now())

    def person_with(self, token: str) -> User | None:
        """Whose token this is; None for one that is unknown, revoked, or of a stopped account."""
        if not token or len(token) > LONGEST or not token.isascii():
            return None
        row = self.valid().select_related("person").filter(token_hash=hash_of(token)).first()
        if row is None:
            return None
        self._note_use(row)
        return row.person

    def _note_use(self, row: FeedToken) -> None:
        """Once a day at most: a feed is read far more often than that."""
        now = timezone.now()
        if row.last_used_at is None or now - row.last_used_at > timedelta(days=1):
            self.filter(pk=row.pk).update(last_used_at=now)


class FeedToken(models.Model):
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="feed_tokens", verbose_name=_("person"))
    nonce = models.CharField(max_length=32, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)

    objects = FeedTokenQuerySet.as_manager()

    if TYPE_CHECKING:
        person_id: int

    class Meta:
        verbose_name = _("feed token")
        verbose_name_plural = _("feed tokens")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_at__gte=models.F("created_at")),
                name="a_token_is_revoked_after_it_was_made",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.created_at:%Y-%m-%d}"

    @property
    def token(self) -> str:
        """To be shown to its owner; "" where the site has another secret key now, so that the token opens nothing to her."""
        words = words_of(self.person_id, self.nonce)
        return words if constant_time_compare(hash_of(words), self.token_hash) else ""

    def revoke(self, *, by: User, at: datetime | None = None) -> None:
        """From now on it opens nothing. Only its owner revokes it here; a stopped account's open nothing anyway."""
        if by.pk != self.person_id:
            raise ValidationError(_("This token is somebody else’s."), code="not_yours")
        FeedToken.objects.filter(pk=self.pk, revoked_at=None).update(revoked_at=at or timezone.now())
        self.refresh_from_db()


# What goes with an erased person: the feeds that she read.


def erase_feed_tokens_of(person: User) -> None:
    """Removes the tokens that open her feeds."""
    FeedToken.objects.filter(person=person).delete()
