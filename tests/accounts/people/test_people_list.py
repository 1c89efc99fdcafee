"""Administrators find people by any part of what names them, and change many at once, after they were told how many."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry as AdminLogEntry
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Attribution, Role, User
from accounts.people.bulk_changes import PeopleAct, PeopleChange
from contributions.models import LogEntry
from notifications.mail.delivery import deliver_at_once
from tests import factories


@pytest.fixture
def elodie(db: None) -> User:
    return factories.create_user(
        username="emercier",
        first_name="Élodie",
        last_name="Mercier",
        email="em@helvia.example",
        site="Genève",
        department="Sinistres",
        attribution=Attribution.ANONYMOUS,
        password=None,
        invited_at=None,
    )


def found(client: Client, **query: str) -> set[str]:
    return {person.username for person in client.get(reverse("people"), query).context["rows"]}


def change(client: Client, *people: User, sure: bool = True, **values: Any) -> Any:
    data = {"person": [str(person.pk) for person in people], **values} | ({"sure": "1"} if sure else {})
    return client.post(reverse("people_change"), data)


@pytest.mark.parametrize(
    "letters", ["Elodie", "élodie", "MERCIER", "ercie", "merc élo", "emercier", "em@helvia", "helvia"]
)
def test_somebody_is_found_by_any_part_of_name_login_or_address_with_or_without_accents(
    as_administrator: Client, elodie: User, letters: str
) -> None:
    assert found(as_administrator, q=letters) == {"emercier"}


def test_the_list_is_narrowed_by_role_language_site_department_and_state(
    as_administrator: Client, administrator: User, elodie: User, editor: User
) -> None:
    User.objects.filter(pk=editor.pk).update(language="en", last_login=timezone.now())
    stopped = factories.create_translator(is_active=False)
    User.objects.filter(pk=administrator.pk).update(last_login=timezone.now())
    assert found(as_administrator, role="editor") == {"laurent"}
    assert found(as_administrator, role="none") == set()
    assert found(as_administrator, language="en") == {"laurent"}
    assert found(as_administrator, site="Genève") == found(as_administrator, department="Sinistres") == {"emercier"}
    assert found(as_administrator, state="not_invited") == {"emercier"}
    assert found(as_administrator, state="stopped") == {stopped.username}
    User.objects.filter(pk=editor.pk).update(email="")
    assert found(as_administrator, state="without_address") == {"laurent"}
    assert found(as_administrator, state="nonsense", site="Nowhere") == {"emercier", "laurent", "karim", "amelie"}


def test_an_act_on_many_is_asked_about_first_with_how_many_it_concerns(
    as_administrator: Client, elodie: User, editor: User
) -> None:
    asked = change(as_administrator, elodie, editor, sure=False, act="give", role="editor")
    assert "Cela concerne 1 personne" in asked.content.decode() and "Donner un rôle\xa0: rédacteur" in asked.text
    assert not elodie.groups.filter(name=Role.EDITOR).exists()
    change(as_administrator, elodie, editor, act="give", role="editor")
    assert elodie.groups.filter(name=Role.EDITOR).exists()
    assert AdminLogEntry.objects.filter(object_id=str(elodie.pk)).count() == 1


def test_all_whom_the_filter_finds_can_be_changed(as_administrator: Client, administrator: User) -> None:
    people = [User(username=f"p{n}", site="Genève", password="!") for n in range(60)]
    User.objects.bulk_create(people)
    change(as_administrator, all="1", filters="site=Gen%C3%A8ve", act="speak", language="en")
    assert User.objects.filter(language="en").count() == 60


def test_people_are_stopped_and_opened_again_with_a_reason_that_the_log_holds(
    as_administrator: Client, elodie: User
) -> None:
    assert change(as_administrator, elodie, act="stop", reason=" ").status_code == 422
    change(as_administrator, elodie, act="stop", reason="gone")
    elodie.refresh_from_db()
    assert not elodie.is_active
    change(as_administrator, elodie, act="open", reason="back")
    elodie.refresh_from_db()
    assert elodie.is_active
    assert list(LogEntry.objects.order_by("pk").values_list("act", "reason")) == [("stop", "gone"), ("restart", "back")]


def test_one_person_is_invited_at_once_and_whether_she_has_a_password_is_not_told(
    as_administrator: Client, elodie: User, editor: User
) -> None:
    User.objects.filter(pk=editor.pk).update(password="argon2$known", invited_at=None)
    change(as_administrator, elodie, act="invite")
    change(as_administrator, editor, act="invite")
    deliver_at_once.call()
    assert [letter.to for letter in mail.outbox] == [["em@helvia.example"]]  # type: ignore[attr-defined]
    assert found(as_administrator, state="invited") == {"emercier", "laurent", "karim"}


def test_several_people_are_not_written_to_at_once_but_invited_by_a_wave(
    as_administrator: Client, elodie: User, editor: User
) -> None:
    answer = change(as_administrator, elodie, editor, act="invite")
    assert reverse("invitations:wave_for_people") in answer.content.decode()
    deliver_at_once.call()
    assert not mail.outbox  # type: ignore[attr-defined]
    with pytest.raises(ValidationError):
        PeopleChange(PeopleAct.INVITE).carry_out(User.objects.get_queryset(), by=User.objects.get(username="karim"))


def test_whom_an_invitation_concerns_does_not_tell_who_has_chosen_a_password(
    as_administrator: Client, elodie: User, editor: User
) -> None:
    before = change(as_administrator, elodie, editor, sure=False, act="invite").content.decode()
    User.objects.filter(pk=elodie.pk).update(password="argon2$known", last_login=timezone.now())
    after = change(as_administrator, elodie, editor, sure=False, act="invite").content.decode()
    assert "Cela concerne 2 personnes" in before and "Cela concerne 2 personnes" in after


@pytest.mark.parametrize("values", [{"act": "stop", "reason": "x"}, {"act": "take", "role": "administrator"}])
def test_neither_oneself_nor_the_last_administrator_is_locked_out(
    as_administrator: Client, administrator: User, values: dict[str, str]
) -> None:
    change(as_administrator, administrator, **values)
    other = factories.create_administrator(username="nadia")
    change(as_administrator, administrator, other, **values)
    administrator.refresh_from_db()
    assert administrator.is_active and administrator.groups.filter(name=Role.ADMINISTRATOR).exists()
    User.objects.filter(pk=administrator.pk).update(is_active=False)
    nadia = factories.create_administrator(username="nadine")
    act = PeopleChange(PeopleAct(values["act"]), values.get("role", ""), values.get("reason", ""))
    assert act.concerns(User.objects.get_queryset().filter(pk=nadia.pk), other) == []


def test_editors_change_nobody_in_bulk(editor: User, elodie: User) -> None:
    with pytest.raises(PermissionDenied):
        PeopleChange(PeopleAct.GIVE, "editor").carry_out(User.objects.get_queryset(), by=editor)


def test_the_list_costs_the_same_for_any_length(as_administrator: Client, django_assert_max_num_queries) -> None:
    User.objects.bulk_create(User(username=f"p{n}", site=f"Site {n}", password="!") for n in range(120))
    with django_assert_max_num_queries(8):
        page = as_administrator.get(reverse("people"))
    assert page.context["rows"].paginator.num_pages == 3


def test_a_profile_leads_to_the_list_and_a_stopped_account_can_be_opened_from_both(
    as_administrator: Client, as_editor: Client, elodie: User, administrator: User
) -> None:
    User.objects.filter(pk=elodie.pk).update(attribution=Attribution.FULL)
    elodie.refresh_from_db()
    elodie.stop(by=administrator, reason="gone")
    profile = reverse("contributions:contributor", args=["emercier"])
    reopen = reverse("contributions:person_stop", args=["emercier"])
    assert f"{reverse('people')}?q=emercier" in as_administrator.get(profile).content.decode()
    for client, address in ((as_administrator, profile), (as_administrator, reverse("people")), (as_editor, profile)):
        assert reopen in client.get(address).content.decode()


def test_whoever_reads_as_her_browser_asks_is_found_and_others_are_set_back_to_it(
    as_administrator: Client, administrator: User, elodie: User
) -> None:
    User.objects.filter(pk=administrator.pk).update(language="fr")
    User.objects.filter(pk=elodie.pk).update(language="")
    assert found(as_administrator, language="browser") == {"emercier"}
    change(as_administrator, administrator, act="speak", language="browser")
    administrator.refresh_from_db()
    assert administrator.language == "" and found(as_administrator, language="browser") == {"emercier", "karim"}
    assert change(as_administrator, elodie, act="speak", language="klingon").status_code == 422


@pytest.mark.parametrize(
    ("name", "marked"),
    [("people", "people"), ("people_import", "people"), ("drafts:drafts", "drafts:drafts")],
)
def test_the_menu_marks_where_one_is(as_administrator: Client, name: str, marked: str) -> None:
    words = " ".join(as_administrator.get(reverse(name)).content.decode().split())
    assert f'<a href="{reverse(marked)}" aria-current="page">' in words


def test_a_profile_leads_to_the_account_and_sends_the_invitation_again(
    as_administrator: Client, as_editor: Client, elodie: User
) -> None:
    address = reverse("contributions:contributor", args=[elodie.handle])
    words = as_administrator.get(address).content.decode()
    for path in (
        f"{reverse('people')}?q=emercier",
        reverse("person_edit", args=[elodie.pk]),
        reverse("contributions:person_stop", args=[elodie.handle]),
        reverse("people_change"),
    ):
        assert path in words
    assert reverse("people_change") not in as_editor.get(address).content.decode()
    change(as_administrator, elodie, act="invite", filters="q=emercier")
    deliver_at_once.call()
    assert "Renvoyer l’invitation" in as_administrator.get(address).content.decode()
    assert len(mail.outbox) == 1  # type: ignore[attr-defined]


def test_a_stopped_account_is_opened_from_its_profile_by_sending_a_form_and_by_nothing_else(
    as_administrator: Client, administrator: User, elodie: User
) -> None:
    elodie.stop(by=administrator, reason="Partie.")
    profile = as_administrator.get(reverse("contributions:contributor", args=[elodie.handle])).content.decode()
    assert reverse("contributions:person_stop", args=[elodie.handle]) in profile
    again = reverse("contributions:person_restart", args=[elodie.handle])
    assert as_administrator.get(again).status_code == 405
    as_administrator.get(reverse("contributions:person_stop", args=[elodie.handle]))
    elodie.refresh_from_db()
    assert not elodie.is_active
    as_administrator.post(again)
    elodie.refresh_from_db()
    assert elodie.is_active


def test_nobody_who_was_erased_is_opened_again(as_administrator: Client, administrator: User, elodie: User) -> None:
    elodie.erase(by=administrator, reason="À sa demande.")
    profile = as_administrator.get(reverse("contributions:contributor", args=[elodie.handle])).content.decode()
    assert reverse("contributions:person_stop", args=[elodie.handle]) not in profile
    as_administrator.post(reverse("contributions:person_restart", args=[elodie.handle]))
    elodie.refresh_from_db()
    assert not elodie.is_active


def test_the_fields_of_the_filter_and_those_of_a_change_each_have_their_own_label(as_administrator: Client) -> None:
    labels = re.findall(r'<label[^>]* for="([^"]+)"', as_administrator.get(reverse("people")).text)
    assert len(labels) == len(set(labels)) > 8
