"""How a vote goes: every editor ranks, may change it until the vote is closed, and then it is counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from guide.candidates.errors import PollClosed
from guide.candidates.schulze import Ranking, count

if TYPE_CHECKING:
    from guide.candidates.models import Ballot, Poll


def cast(poll: Poll, ranks: Ranking, *, by: User, why: str = "", at: datetime | None = None) -> Ballot:
    """See `Poll.cast`."""
    from guide.candidates.models import Ballot

    moment = at or timezone.now()
    with transaction.atomic():
        held = _hold(poll)
        if held.closed_at is not None or held.closes_at <= moment:
            raise PollClosed
        values = {"ranks": complete(ranks, held.keys), "why": " ".join(why.split())[:300], "at": moment}
        return Ballot.objects.update_or_create(poll=held, by=by, defaults=values)[0]


def complete(ranks: Ranking, keys: Sequence[int]) -> list[list[int]]:
    """Each candidate once, none that is not one; who is not named comes last, equal to the others like it."""
    left, found = set(keys), []
    for group in ranks:
        own = [key for key in dict.fromkeys(group) if key in left]
        left -= set(own)
        found.append(own)
    return [group for group in [*found, [key for key in keys if key in left]] if group]


def close(poll: Poll, *, by: User | None, at: datetime | None = None) -> bool:
    """See `Poll.close`."""
    with transaction.atomic():
        held = _hold(poll)
        if held.closed_at is not None:
            return False
        result = count(held.keys, list(held.ballots.values_list("ranks", flat=True))).as_json()
        rows = type(poll).objects.filter(pk=held.pk)
        rows.update(closed_at=at or timezone.now(), closed_by=by, result=result)
    poll.refresh_from_db()
    return True


def _hold(poll: Poll) -> Poll:
    """Whoever votes and whoever closes wait for each other: a ballot is counted, or refused."""
    return type(poll).objects.select_for_update().get(pk=poll.pk)


def close_what_is_due() -> int:
    """For settings.RUN_PERIODICALLY: returns how many votes were closed by the clock."""
    from guide.candidates.models import Poll

    return sum(poll.close(by=None) for poll in Poll.objects.due(timezone.now()))
