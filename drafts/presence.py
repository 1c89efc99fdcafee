"""Who is at which form just now: known for a few seconds, for a kind word beside the text. Nothing depends on it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from database import statements
from database.queries import CompiledQuery
from markup import clean_text

SECONDS_PRESENT = 45
RETENTION_SECONDS = 600
LONGEST_PLACE = 100
# Every form that is opened or saved does these; the ORM takes four times as long to word them (0.6 ms of the two).
TOUCH = """
    INSERT INTO drafts_presence (person_id, key, place, seen_at) VALUES (%s, %s, %s, %s)
    ON CONFLICT (person_id, key) DO UPDATE SET place = excluded.place, seen_at = excluded.seen_at
"""
LEAVE = "DELETE FROM drafts_presence WHERE person_id = %s AND key = %s"


class PresenceQuerySet(models.QuerySet["Presence"]):
    def touch(self, person: User, key: str, place: str = "", *, at: datetime | None = None) -> None:
        """The person is at this form, writing under the heading `place` ("" where it is not known). One query."""
        now = at or timezone.now()
        words = " ".join(clean_text(place).split())
        place = words if len(words) <= LONGEST_PLACE else f"{words[: LONGEST_PLACE - 1].rstrip()}…"
        statements.write_unawaited(TOUCH, [person.pk, key, place, connection.ops.adapt_datetimefield_value(now)])

    def forget_old(self, *, at: datetime | None = None) -> int:
        """Removes who was at a form minutes ago, and did not leave it; returns how many that was."""
        return self.filter(seen_at__lt=(at or timezone.now()) - timedelta(seconds=RETENTION_SECONDS)).delete()[0]

    def leave(self, person: User, key: str) -> None:
        """The person is done with this form."""
        with connection.cursor() as cursor:
            cursor.execute(LEAVE, [person.pk, key])

    def has_others(self, person: User, key: str) -> bool:
        """Whether `others` finds anybody, who mostly is not there: a tenth of what it costs."""
        since = timezone.now() - timedelta(seconds=SECONDS_PRESENT)
        return _another.first(person.pk, key, since) is not None

    def others(self, person: User, key: str, *, at: datetime | None = None) -> PresenceQuerySet:
        """Who else is at this form, whoever came first, first."""
        since = (at or timezone.now()) - timedelta(seconds=SECONDS_PRESENT)
        found = self.filter(key=key, seen_at__gte=since).exclude(person=person)
        return found.select_related("person").order_by("pk")


def _others(person: int, key: str, since: datetime) -> models.QuerySet[Presence]:
    return Presence.objects.filter(key=key, seen_at__gte=since).exclude(person=person).only("pk")[:1]


_another = CompiledQuery(_others, -1, "of a form", datetime(1, 2, 3, tzinfo=UTC))


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
