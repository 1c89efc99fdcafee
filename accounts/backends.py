from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User
from accounts.sessions import known_person
from kept.queries import KeptQuery

_with_roles = KeptQuery(lambda pk: User.objects.with_roles().filter(pk=pk), -1)


def person_with_roles(pk: int) -> User | None:
    """As `User.objects.with_roles().filter(pk=pk).first()`, by a kept query: to compile and plan it takes 2 ms."""
    return _with_roles.first(pk)


class RolesBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """Signs in with a user name or an e-mail address; reads a person and her roles in one kept query."""

    def get_user(self, user_id: int) -> User | None:
        user = known_person(user_id) or person_with_roles(user_id)
        return user if user and self.user_can_authenticate(user) else None
