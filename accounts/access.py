"""Who may do what. Nothing else reads the roles; tests/contracts/rights/ holds the table."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from accounts.carry import ask_to_sign_in
from accounts.models import Role, User
from campaign.site_settings.current import current_settings
from campaign.site_settings.public_guide import guide_is_public

type Person = User | AnonymousUser
type View = Callable[..., HttpResponseBase]


def known_roles(user: Person) -> frozenset[str]:
    """The person's roles: read with her row by RolesBackend, else asked for once and remembered."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    # By attribute: the user of a request is a lazy object, whose own __dict__ is not the row's.
    known: frozenset[str] | None = getattr(user, "known_roles", None)
    if known is None:
        if hasattr(user, "role_editor"):
            known = frozenset(role.value for role in Role if getattr(user, f"role_{role.value}"))
        else:
            known = frozenset(user.groups.values_list("name", flat=True))
        if user.is_superuser:
            known |= {Role.ADMINISTRATOR.value}
        user.known_roles = known
    return known


def is_administrator(user: Person) -> bool:
    return Role.ADMINISTRATOR in known_roles(user)


def is_editor(user: Person) -> bool:
    """Editors, and administrators, who may do what editors do."""
    return bool({Role.EDITOR, Role.ADMINISTRATOR} & known_roles(user))


def is_translator(user: Person) -> bool:
    return bool({Role.TRANSLATOR, Role.ADMINISTRATOR} & known_roles(user))


def is_organiser(user: Person) -> bool:
    """Whoever plans training sessions and looks after who comes: editors and administrators."""
    return is_editor(user)


def is_contributor(user: Person) -> bool:
    """Everybody who has any role may write in the wiki."""
    return bool(known_roles(user))


def editors_to_notify() -> set[int]:
    """Returns the keys of those who hear of what waits for editors: administrators do not, unless they have that role too."""
    return set(User.objects.having(Role.EDITOR).values_list("pk", flat=True))


def all_who_edit() -> set[int]:
    """Returns the keys of editors, and of administrators, who review and vote as editors do."""
    people = User.objects.having(Role.EDITOR) | User.objects.having(Role.ADMINISTRATOR)
    return set(people.values_list("pk", flat=True))


def others_who_edit(user: User) -> set[int]:
    return all_who_edit() - {user.pk}


def may_stop(user: Person, person: User) -> bool:
    """Who may stop an account, or open it again: an administrator any but her own; an editor that of somebody who has no
    other role than a contributor, since what the one may do to the other the other may do to her.
    """
    if user == person:
        return False
    if is_administrator(user):
        return True
    # Asked for anew: a stopped account has no roles in `known_roles`.
    others = person.groups.exclude(name=Role.CONTRIBUTOR)
    return is_editor(user) and not person.is_superuser and not others.exists()


def may_read_wiki(user: Person) -> bool:
    return user.is_authenticated or current_settings().wiki_is_public


def may_read_guide(user: Person) -> bool:
    """Everybody, unless the guide is for people who are signed in; a public guide asks for no session."""
    return guide_is_public() or user.is_authenticated


class Rights:
    """What the person of a request may do, for templates: `{% if can.edit_guide %}`."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def user(self) -> Person:
        return self._request.user

    @property
    def read_wiki(self) -> bool:
        return may_read_wiki(self.user)

    @property
    def write(self) -> bool:
        return is_contributor(self.user)

    @property
    def edit_guide(self) -> bool:
        return is_editor(self.user)

    @property
    def translate(self) -> bool:
        return is_translator(self.user)

    @property
    def administer(self) -> bool:
        return is_administrator(self.user)


def _only(allowed: Callable[[Person], bool], view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if allowed(request.user):
            return view(request, *args, **kwargs)
        if request.user.is_authenticated:
            raise PermissionDenied
        return ask_to_sign_in(request)

    return guarded


def readers_only(view: View) -> View:
    """The view is for whoever may read the wiki; others are asked to sign in, and lose nothing that they posted."""
    return _only(may_read_wiki, view)


def guide_readers_only(view: View) -> View:
    """The view is for whoever may read the guide."""
    return _only(may_read_guide, view)


def contributors_only(view: View) -> View:
    return _only(is_contributor, view)


def editors_only(view: View) -> View:
    return _only(is_editor, view)


def translators_only(view: View) -> View:
    """The view is for whoever translates the guide: translators, and editors, who have it printed."""
    return _only(lambda user: is_translator(user) or is_editor(user), view)


def organisers_only(view: View) -> View:
    return _only(is_organiser, view)


def administrators_only(view: View) -> View:
    return _only(is_administrator, view)


def signed_in_only(view: View) -> View:
    return _only(lambda user: user.is_authenticated, view)


def actor(request: HttpRequest) -> User:
    """The signed-in person of a request; raises PermissionDenied for a visitor."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
