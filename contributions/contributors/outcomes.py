"""What became of what a person wrote: taken up into pages, found useful, thanked for. The guide says what it made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from accounts import access
from accounts.models import User
from contributions.comments.credits import with_incorporations
from contributions.comments.incorporation import Incorporation
from contributions.comments.models import Comment
from contributions.contributors.models import Thanks
from contributions.endorsements.models import Endorsement

SHOWN = 4
MOST_COUNTED = 999


@dataclass(frozen=True)
class Outcomes:
    """`incorporations` and `thanks` are the newest few, and whether there are more."""

    incorporations: Sequence[Incorporation]
    has_more_incorporations: bool
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
        return bool(self.incorporations or self.thanks or self.useful)


def outcomes_of(person: User, reader: access.Person) -> Outcomes:
    """Four queries, which read rows of hers alone; what was said last comes first, as in the list of all that was taken up."""
    standing = Q(comment__author=person, comment__withdrawn_at=None, comment__is_hidden=False)
    in_sight = (Q(comment__page=None) | Q(comment__page__is_hidden=False)) & Q(comment__video__withdrawn_at=None)
    comments = Comment.objects.visible_to(reader).filter(author=person)
    incorporated = comments.filter(Exists(Incorporation.objects.filter(comment=OuterRef("pk"), page__is_hidden=False)))
    rows = with_incorporations(incorporated.defer("body", "body_html").newest_first())[: SHOWN + 1]
    found = [incorporation for one in rows for incorporation in one.shown_incorporations]
    thanks = list(Thanks.objects.to(person).visible_to(reader)[: SHOWN + 1])
    useful = Endorsement.objects.filter(standing, in_sight).order_by()[: MOST_COUNTED + 1].count()
    return Outcomes(found[:SHOWN], len(found) > SHOWN, thanks[:SHOWN], len(thanks) > SHOWN, useful)
