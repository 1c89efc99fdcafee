"""Somebody has to be able to open the door: the last administrator keeps her account and her role."""

from __future__ import annotations

from django.db.models import Q

from accounts.models import PersonQuerySet, Role, User

CAN_ADMINISTER = Q(is_superuser=True) | Q(groups__name=Role.ADMINISTRATOR.value)


def without_last(people: PersonQuerySet) -> list[User]:
    """Returns these people; without the administrators among them where no other one would be left who can sign in."""
    chosen = list(people)
    here = User.objects.filter(CAN_ADMINISTER, is_active=True).values_list("pk", flat=True)
    administrators = set(here)
    rest = administrators - {person.pk for person in chosen}
    return chosen if rest else [person for person in chosen if person.pk not in administrators]
