from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User
from accounts.sessions import known_person


def person_with_roles(pk: int) -> User | None:
    return User.objects.with_roles().filter(pk=pk).first()


class RolesBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """Signs in with a user name or an e-mail address; reads a person together with her roles."""

    def get_user(self, user_id: int) -> User | None:
        user = known_person(user_id) or person_with_roles(user_id)
        return user if user and self.user_can_authenticate(user) else None
