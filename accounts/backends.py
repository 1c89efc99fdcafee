from collections.abc import Collection

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from accounts.models import User
from accounts.sessions import known_person
from common.database.queries import CompiledInQuery


def person_with_roles(pk: int) -> User | None:
    return User.objects.with_roles().filter(pk=pk).first()


def _with_roles(keys: Collection[int]) -> QuerySet[User]:
    return User.objects.with_roles().filter(pk__in=keys).order_by()


_people = CompiledInQuery(_with_roles)


def people_with_roles(keys: Collection[int]) -> dict[int, User]:
    """By key; without a query where there is none."""
    return {person.pk: person for person in _people.of(keys)}


class RolesBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """Signs in with a user name or an e-mail address; reads a person together with her roles."""

    def get_user(self, user_id: int) -> User | None:
        user = known_person(user_id) or person_with_roles(user_id)
        return user if user and self.user_can_authenticate(user) else None
