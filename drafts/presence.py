"""Who is at which form just now: known for a few seconds, for a kind word beside the text. Nothing depends on it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.database import statements
from common.markup import clean_text

SECONDS_PRESENT = 45
RETENTION_SECONDS = 600
LONGEST_PLACE = 100
# Every form that is opened or saved does these; the ORM takes four times as long to word them (0.6 ms of the two). What else
# a form that is opened has to know comes along: asked for each by itself, it was two of the form's six statements.
TOUCH = """
    INSERT INTO drafts_presence (person_id, key, place, seen_at) VALUES (%s, %s, %s, %s)
    ON CONFLICT (person_id, key) DO UPDATE SET place = excluded.place, seen_at = excluded.seen_at
    RETURNING
        EXISTS (SELECT 1 FROM drafts_presence AS other WHERE other.key = %s AND other.seen_at >= %s AND other.person_id <> %s),
        EXISTS (SELECT 1 FROM drafts_draft WHERE person_id = %s AND key = %s AND ended_at IS NULL AND length > 0)
"""
LEAVE = "DELETE FROM drafts_presence WHERE person_id = %s AND key = %s"


class Arrival(NamedTuple):
    """What a person meets at a form: whether `others` finds anybody, and `Draft.objects.waiting_for` anything."""

    has_others: bool
    has_drafts: bool


class PresenceQuerySet(models.QuerySet["Presence"]):
    def touch(
        self, person: User, key: str, place: str = "", *, draft_key: str = "", at: datetime | None = None
    ) -> Arrival:
        """The person is at this form, writing under the heading `place` ("" where it is not known). Returns what she meets
        there; `draft_key` is of her drafts where they have another one. One query.
        """
        now = at or timezone.now()
        words = " ".join(clean_text(place).split())
        place = words if len(words) <= LONGEST_PLACE else f"{words[: LONGEST_PLACE - 1].rstrip()}…"
        moment, since = map(connection.ops.adapt_datetimefield_value, (now, _earliest(now)))
        values = [person.pk, key, place, moment, key, since, person.pk, person.pk, draft_key or key]
        return Arrival(*map(bool, statements.write_one_unawaited(TOUCH, values)))

    def forget_old(self, *, at: datetime | None = None) -> int:
        """Removes who was at a form minutes ago, and did not leave it; returns how many that was."""
        return self.filter(seen_at__lt=(at or timezone.now()) - timedelta(seconds=RETENTION_SECONDS)).delete()[0]

    def leave(self, person: User, key: str) -> None:
        """The person is done with this form."""
        with connection.cursor() as cursor:
            cursor.execute(LEAVE, [person.pk, key])

    def others(self, person: User, key: str, *, at: datetime | None = None) -> PresenceQuerySet:
        """Who else is at this form, whoever came first, first."""
        found = self.filter(key=key, seen_at__gte=_earliest(at or timezone.now())).exclude(person=person)
        return found.select_related("person").order_by("pk")


def _earliest(now: datetime) -> datetime:
    """Whoever was seen before is not there any more."""
    return now - timedelta(seconds=SECONDS_PRESENT)


class Presence(models.Model):
    """A person was seen at a form. Stored for minutes."""

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
