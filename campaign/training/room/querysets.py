"""Which questions of a room, and in which order; the room that a code opens."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, F, OuterRef, QuerySet

if TYPE_CHECKING:
    from campaign.training.models import TrainingSession
    from campaign.training.room.models import QuestionRoom, RoomQuestion  # noqa: F401  # named in strings below

MOST_SHOWN = 200
OPENS_BEFORE, CLOSES_AFTER = timedelta(hours=1), timedelta(hours=2)
"""Before the session begins, and after its end."""


class QuestionRoomQuerySet(models.QuerySet["QuestionRoom"]):
    def at(self, session: int, code: str) -> QuestionRoom | None:
        """Returns the room with its session, or None if the code is not its code. One query."""
        return self.select_related("session").filter(session=session, code=code.lower()).first()

    def with_code(self, typed: str) -> QuestionRoom | None:
        """Returns the room with this code, as people type it: in any letters, with spaces, or the whole address."""
        code = typed.rstrip("/ ").rpartition("/")[2]
        return self.filter(code="".join(filter(str.isalnum, code)).lower()).first()

    def is_any_open(self, at: datetime) -> bool:
        """Returns whether people can ask somewhere at this moment. One query."""
        open_now = {"session__starts_at__lte": at + OPENS_BEFORE, "session__ends_at__gt": at - CLOSES_AFTER}
        return self.filter(session__cancelled_at=None, **open_now).exists()

    def of(self, session: int) -> QuestionRoom | None:
        """Returns the room of a session, with the session, or None. One query."""
        return self.select_related("session").filter(session=session).first()

    def open_for(self, session: TrainingSession, *, is_moderated: bool = False) -> QuestionRoom:
        """Gives a session a room for questions, once: the second time returns the first room as it is."""
        return self.get_or_create(session=session, defaults={"is_moderated": is_moderated})[0]


class RoomQuestionQuerySet(models.QuerySet["RoomQuestion"]):
    def shown(self) -> RoomQuestionQuerySet:
        return self.filter(state="shown")

    def waiting(self) -> RoomQuestionQuerySet:
        return self.filter(state="waiting").order_by("pk")

    def hidden(self) -> RoomQuestionQuerySet:
        """Those with the most votes first: they are the most likely to come back."""
        return self.filter(state="hidden").order_by("-vote_count", "-pk")

    def by_votes(self) -> RoomQuestionQuerySet:
        """Those with the most votes first; those that were answered last."""
        return self.order_by(F("answered_at").asc(nulls_first=True), "-vote_count", "pk")

    def for_voter(self, voter: str, votes: QuerySet[Any]) -> RoomQuestionQuerySet:
        """Each says in `has_own_vote` whether this voter has voted for it."""
        own: dict[str, Any] = {"has_own_vote": Exists(votes.filter(question=OuterRef("pk"), voter=voter))}
        marked: RoomQuestionQuerySet = self.annotate(**own)
        return marked
