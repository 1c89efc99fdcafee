"""Who is at which form just now: known for a few seconds, for a kind word beside the text. Nothing depends on it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from markup import clean_text

SECONDS_PRESENT = 45
SECONDS_KEPT = 600
LONGEST_PLACE = 100


class PresenceQuerySet(models.QuerySet["Presence"]):
    def touch(self, person: User, key: str, place: str = "", *, at: datetime | None = None) -> None:
        """The person is at this form, writing under the heading `place` ("" where it is not known). Two queries."""
        now = at or timezone.now()
        self.filter(seen_at__lt=now - timedelta(seconds=SECONDS_KEPT)).delete()
        words = " ".join(clean_text(place).split())
        place = words if len(words) <= LONGEST_PLACE else f"{words[: LONGEST_PLACE - 1].rstrip()}…"
        self.bulk_create(
            [Presence(person=person, key=key, place=place, seen_at=now)],
            update_conflicts=True,
            unique_fields=["person", "key"],
            update_fields=["place", "seen_at"],
        )

    def leave(self, person: User, key: str) -> None:
        """The person is done with this form."""
        self.filter(person=person, key=key).delete()

    def others(self, person: User, key: str, *, at: datetime | None = None) -> PresenceQuerySet:
        """Who else is at this form, whoever came first, first."""
        since = (at or timezone.now()) - timedelta(seconds=SECONDS_PRESENT)
        found = self.filter(key=key, seen_at__gte=since).exclude(person=person)
        return found.select_related("person").order_by("pk")


class Presence(models.Model):
    """A person was seen at a form. Kept for minutes."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("person"))
    key = models.CharField(_("form"), max_length=200)
    place = models.CharField(_("heading"), max_length=LONGEST_PLACE, blank=True)
    seen_at = models.DateTimeField(_("seen"), default=timezone.now)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="a_person_is_at_a_form_once")]
        indexes = [models.Index(fields=["key", "-seen_at"], name="who_is_at_a_form")]

    def __str__(self) -> str:
        return f"{self.person}: {self.key}"
