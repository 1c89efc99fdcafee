"""How a person is named, in public and everywhere at once."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.translation import override

from accounts.models import Attribution, User
from contributions.models import Page
from tests import factories

pytestmark = pytest.mark.django_db


def person(**fields: str) -> User:
    return User(**{"username": "martine", "first_name": "Martine", "last_name": "Le Goff"} | fields)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"attribution": "full"}, "Martine Le Goff"),
        ({"attribution": "initial"}, "Martine L."),
        ({"attribution": "full", "first_name": "恵子", "last_name": "佐藤"}, "佐藤 恵子"),
        ({"attribution": "initial", "first_name": "Seán", "last_name": "Ó Briain"}, "Seán Ó B."),
        ({"attribution": "initial", "first_name": "Jan", "last_name": "van der Berg"}, "Jan van der B."),
        ({"attribution": "initial", "first_name": "Orla", "last_name": "O’Neill"}, "Orla O’N."),
        ({"attribution": "initial", "first_name": "Eva", "last_name": "\u3000"}, "Eva"),
        ({"attribution": "initial", "first_name": "Eva", "last_name": "E\u0301tienne"}, "Eva É."),
        ({"attribution": "initial", "first_name": "恵子", "last_name": "佐藤"}, "恵子（佐）"),
        ({"attribution": "full", "first_name": "Keiko", "last_name": "佐藤"}, "Keiko 佐藤"),
        ({"attribution": "full", "last_name": ""}, "Martine"),
        ({"attribution": "initial", "first_name": ""}, "Le Goff"),
        ({"attribution": "full", "first_name": "", "last_name": ""}, "martine"),
    ],
)
def test_a_person_is_named_as_she_chose(fields: dict[str, str], name: str) -> None:
    assert person(**fields).public_name == name


def test_the_whole_name_and_its_initials_stand_in_the_order_of_its_signs() -> None:
    keiko = person(first_name="恵子", last_name="佐藤")
    assert (keiko.get_full_name(), str(keiko), keiko.initials) == ("佐藤 恵子", "佐藤 恵子", "佐恵")
    assert (person().get_full_name(), person().initials) == ("Martine Le Goff", "ML")
    assert person(first_name="Jean Pierre", last_name="").initials == "J"


def test_an_anonymous_person_shows_neither_name_nor_place_nor_user_name() -> None:
    shown = person(attribution="anonymous", site="Nantes")
    with override("en"):
        assert shown.public_name == "An anonymous colleague"
    assert shown.public_place == ""
    assert shown.handle == shown.alias
    assert "martine" not in shown.handle


def test_somebody_who_is_named_shows_her_place_and_user_name() -> None:
    shown = person(attribution="initial", site="Nantes")
    assert (shown.public_place, shown.handle) == ("Nantes", "martine")


def test_two_anonymous_people_have_two_addresses() -> None:
    assert person().alias != person().alias


def test_a_public_address_leads_to_the_person_and_never_from_the_name_of_an_anonymous_one() -> None:
    named = factories.create_contributor()
    hidden = factories.create_editor(attribution=Attribution.ANONYMOUS)
    assert User.objects.by_handle("martine").get() == named
    assert not User.objects.by_handle(named.alias).exists()
    assert User.objects.by_handle(hidden.alias).get() == hidden
    assert not User.objects.by_handle("laurent").exists()


def test_becoming_anonymous_changes_the_byline_of_every_page_at_once() -> None:
    author, other = factories.create_contributor(), factories.create_editor()
    own = factories.create_page(author=author)
    shared = factories.create_page(title="Une autre page", author=other)
    factories.edit_page(shared, "Un autre texte.", author=author)
    untouched = factories.create_page(title="Une troisième", author=other)
    keys = {page.pk: Page.objects.get(pk=page.pk).fragment_key for page in (own, shared, untouched)}
    with override("fr"):
        author.choose_attribution(Attribution.ANONYMOUS)
        anonymous = author.public_name
    bylines = {page.pk: page.byline for page in Page.objects.all()}
    assert [(entry["name"], entry["handle"]) for entry in bylines[own.pk]] == [(anonymous, author.alias)]
    assert [entry["name"] for entry in bylines[shared.pk]] == [other.public_name, anonymous]
    assert [entry["name"] for entry in bylines[untouched.pk]] == [other.public_name]
    changed = {page.pk for page in Page.objects.all() if page.fragment_key != keys[page.pk]}
    assert changed == {own.pk, shared.pk}


def test_becoming_anonymous_makes_no_revision_and_shows_on_the_page_and_in_its_history(as_editor: Client) -> None:
    author = factories.create_contributor(attribution=Attribution.FULL)
    page = factories.create_page(author=author)
    addresses = [page.get_absolute_url(), page.screen_url("history"), "/recent-changes/"]
    for address in addresses:
        assert "Martine Le Goff" in as_editor.get(address).content.decode(), address
    author.choose_attribution(Attribution.ANONYMOUS)
    assert Page.objects.get().version == 1
    for address in addresses:
        text = as_editor.get(address).content.decode()
        assert "Martine" not in text, address
        assert "martine" not in text, address


@pytest.mark.once
def test_names_can_come_back(as_editor: Client) -> None:
    author = factories.create_contributor(attribution=Attribution.ANONYMOUS)
    page = factories.create_page(author=author)
    author.choose_attribution(Attribution.FULL)
    assert "Martine Le Goff" in as_editor.get(page.get_absolute_url()).content.decode()


def test_somebody_who_has_written_is_not_deleted() -> None:
    author = factories.create_contributor()
    assert not author.has_left_traces
    factories.create_page(author=author)
    with pytest.raises(ValidationError):
        author.delete()
    assert Page.objects.get().revision(1).author == author


def test_somebody_who_has_done_nothing_is_deleted() -> None:
    factories.create_contributor().delete()
    assert not User.objects.exists()
