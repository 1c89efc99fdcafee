"""What became of what a person wrote: taken up into pages, found useful, thanked for. The guide says what it made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from accounts import access
from accounts.models import User
from contributions.endorsements.models import Endorsement
from contributions.people.models import Thanks
from contributions.talk.models import Contribution, TakingUp
from contributions.talk.threads import with_takings_up

SHOWN = 4
MOST_COUNTED = 999


@dataclass(frozen=True)
class Becoming:
    """`takings` and `thanks` are the newest few, and whether there are more."""

    takings: Sequence[TakingUp]
    has_more_takings: bool
    thanks: Sequence[Thanks]
    has_more_thanks: bool
    useful: int

    @property
    def is_useful_more_often(self) -> bool:
        """Nobody counts further: there is no ranking to win."""
        return self.useful > MOST_COUNTED

    @property
    def useful_at_least(self) -> int:
        return min(self.useful, MOST_COUNTED)

    def __bool__(self) -> bool:
        return bool(self.takings or self.thanks or self.useful)


def becoming_of(person: User, reader: access.Person) -> Becoming:
    """Four queries, which read rows of hers alone; what was said last comes first, as in the list of all that was taken up."""
    standing = Q(contribution__author=person, contribution__withdrawn_at=None, contribution__is_hidden=False)
    in_sight = Q(contribution__page=None) | Q(contribution__page__is_hidden=False)
    said = Contribution.objects.visible_to(reader).filter(author=person)
    taken_up = said.filter(Exists(TakingUp.objects.filter(contribution=OuterRef("pk"), page__is_hidden=False)))
    rows = with_takings_up(taken_up.defer("body", "body_html").newest_first())[: SHOWN + 1]
    found = [taking for one in rows for taking in one.shown_takings]
    thanks = list(Thanks.objects.to(person).visible_to(reader)[: SHOWN + 1])
    useful = Endorsement.objects.filter(standing, in_sight).order_by()[: MOST_COUNTED + 1].count()
    return Becoming(found[:SHOWN], len(found) > SHOWN, thanks[:SHOWN], len(thanks) > SHOWN, useful)
