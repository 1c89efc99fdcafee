"""What each role may do; only access.py reads the roles."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from accounts import access
from accounts.models import Role, User
from accounts.sessions import RolesBackend
from tests import factories

pytestmark = pytest.mark.django_db

RIGHTS = {
    None: set(),
    Role.CONTRIBUTOR: {"contributor"},
    Role.TRANSLATOR: {"contributor", "translator"},
    Role.EDITOR: {"contributor", "editor"},
    Role.ADMINISTRATOR: {"contributor", "editor", "translator", "administrator"},
}


def rights_of(user: access.Person) -> set[str]:
    asked = {
        "contributor": access.is_contributor,
        "editor": access.is_editor,
        "translator": access.is_translator,
        "administrator": access.is_administrator,
    }
    return {name for name, may in asked.items() if may(user)}


def signed_in(user: User) -> User:
    """The person as a request knows her."""
    found = RolesBackend().get_user(user.pk)
    assert found is not None
    return found


@pytest.mark.once
@pytest.mark.parametrize("role", RIGHTS)
def test_each_role_has_its_rights(role: Role | None) -> None:
    user = factories.create_user(role=role)
    assert rights_of(user) == RIGHTS[role]
    assert rights_of(signed_in(user)) == RIGHTS[role]


def test_the_person_of_a_request_and_her_roles_cost_one_query(django_assert_num_queries) -> None:
    user = factories.create_editor()
    with django_assert_num_queries(1):
        assert rights_of(signed_in(user)) == RIGHTS[Role.EDITOR]


def test_roles_add_up() -> None:
    user = factories.create_editor()
    user.groups.add(*factories.create_translator().groups.all())
    assert rights_of(signed_in(user)) == {"contributor", "editor", "translator"}


def test_a_superuser_made_by_the_command_is_an_administrator() -> None:
    user = factories.create_user(role=None, is_superuser=True)
    assert rights_of(user) == rights_of(signed_in(user)) == RIGHTS[Role.ADMINISTRATOR]


def test_a_visitor_has_no_rights() -> None:
    assert rights_of(AnonymousUser()) == set()


def test_somebody_deactivated_has_no_rights_and_no_session() -> None:
    user = factories.create_administrator(is_active=False)
    assert rights_of(user) == set()
    assert RolesBackend().get_user(user.pk) is None


def test_the_people_who_have_a_role_are_active() -> None:
    editor = factories.create_editor()
    factories.create_user(username="partie", role=Role.EDITOR, is_active=False)
    factories.create_contributor()
    assert list(User.objects.having(Role.EDITOR)) == [editor]


def test_the_wiki_is_for_people_who_are_signed_in_unless_it_is_public(settings) -> None:
    assert not access.may_read_wiki(AnonymousUser())
    assert access.may_read_wiki(factories.create_user(role=None))
    factories.change_site_settings(wiki_is_public=True)
    assert access.may_read_wiki(AnonymousUser())


def test_nobody_acts_without_a_name(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = AnonymousUser()
    with pytest.raises(PermissionDenied):
        access.actor(request)
