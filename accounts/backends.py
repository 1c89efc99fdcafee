from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User


class RolesBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """Signs in with a user name or an e-mail address; reads a person and her roles in one query."""

    def get_user(self, user_id: int) -> User | None:
        user = User.objects.with_roles().filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
