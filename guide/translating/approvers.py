"""Who may approve a translation that somebody is about to send to review: said before she sends it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from accounts.models import Role, User
from common.words.text_lists import side_by_side, with_and
from guide.translating.models import PendingTranslation

MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class Approvers:
    """The people who may; `are_administrators` where nobody else among them does translate, or edit, the guide."""

    people: tuple[User, ...]
    are_administrators: bool

    @property
    def names(self) -> str:
        """The names of all, or of the first of many."""
        names = list(dict.fromkeys(person.public_name for person in self.people))
        return with_and(names) if len(names) <= MOST_NAMES else side_by_side([*names[:MOST_NAMES], "…"])


def approvers_of(pending: PendingTranslation | None, person: User) -> Approvers:
    """Returns who may approve what is in progress once `person` has sent it to review: neither she nor who wrote it last."""
    roles = Q(groups__name__in=[Role.TRANSLATOR, Role.EDITOR, Role.ADMINISTRATOR]) | Q(is_superuser=True)
    found = User.objects.with_roles().filter(roles, is_active=True).distinct().order_by("first_name", "pk")
    writer = pending.by_id if pending else None
    others = [one for one in found if one.pk not in {person.pk, writer}]
    at_work = tuple(one for one in others if _is_at_work(one))
    return Approvers(at_work or tuple(others), not at_work)


def _is_at_work(person: User) -> bool:
    """She translates or edits herself; an administrator may, but is there for something else."""
    return bool(person.role_translator or person.role_editor)  # type: ignore[attr-defined]
