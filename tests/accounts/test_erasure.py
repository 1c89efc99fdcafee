"""A person is erased: nothing names her any more, and what she wrote and what rests on it stays."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import Role, User
from accounts.people.bulk_changes import PeopleAct, PeopleChange
from contributions.models import Comment, Endorsement, LogEntry, Page, Watch
from drafts.models import Draft
from guide.models import Nomination, Source
from notifications.kinds import NotificationKind
from notifications.models import Notification
from tests import factories
from tests.notifications.notified import notify

NAMES = ("martine", "Martine", "Le Goff", "martine@example.org", "comptable", "Nantes")


@pytest.fixture
def person(contributor: User) -> User:
    User.objects.filter(pk=contributor.pk).update(job="comptable", site="Nantes")
    contributor.refresh_from_db()
    return contributor


def test_nothing_that_names_her_is_left(person: User, administrator: User) -> None:
    person.choose_attribution("anonymous")
    former = person.alias
    person.erase(by=administrator, reason="à sa demande")
    row = User.objects.get(pk=person.pk)
    assert (row.first_name, row.last_name, row.email, row.job, row.site) == ("",) * 5
    assert row.username == row.alias != former
    assert not row.has_usable_password()
    assert not row.is_active
    assert not any(name.casefold() in str(value).casefold() for name in NAMES for value in vars(row).values())
    assert not User.objects.by_handle(former).exists()
    assert LogEntry.objects.get(person=person).reason == "à sa demande"


def test_the_log_of_the_administration_names_her_no_more(
    person: User, administrator: User, as_administrator: Client
) -> None:
    them = User.objects.get_queryset().filter(pk=person.pk)
    PeopleChange(PeopleAct.GIVE, Role.TRANSLATOR).carry_out(them, by=administrator)
    latest_acts = reverse("admin:index")
    assert "Le Goff" in as_administrator.get(latest_acts).text
    person.erase(by=administrator, reason="à sa demande")
    shown = as_administrator.get(latest_acts).text
    assert person.alias in shown
    assert "Le Goff" not in shown


def test_what_she_wrote_and_what_rests_on_it_stays_under_a_pseudonym(
    person: User, editor: User, administrator: User, as_editor: Client
) -> None:
    page = factories.create_page(author=person)
    comment = factories.create_comment(author=person, page=page, body="Je raccroche toujours.")
    other = factories.create_comment(author=editor, page=page, body="Moi aussi.")
    Endorsement.objects.endorse(other, by=person)
    Nomination.objects.nominate(page, by=person, reason="Simple et juste.")
    tip = factories.create_tip(page=page, by=editor)
    tip.sources.add_passage(comment.history.first(), passage="Je raccroche toujours.", by=editor)

    person.erase(by=administrator, reason="à sa demande")

    assert Page.objects.get(pk=page.pk).history.get(version=1).history_user_id == person.pk
    assert Comment.objects.get(pk=comment.pk).author.is_anonymous_author
    assert Source.objects.get(comment=comment).comment.author_id == person.pk
    assert Endorsement.objects.filter(comment=other, person=person).exists()
    assert Nomination.objects.get(page=page).reason == "Simple et juste."
    for address in (page.get_absolute_url(), tip.get_absolute_url(), reverse("guide:desk")):
        shown = as_editor.get(address).content.decode()
        assert not [name for name in NAMES if name in shown], address


def test_what_only_she_needed_goes(person: User, editor: User, administrator: User) -> None:
    factories.store_draft(person, key="page:1")
    page = factories.create_page(author=editor)
    Watch.objects.watch(page, by=person)
    Watch.objects.watch(person, by=editor)
    notify(person, kind=NotificationKind.REPLY)
    person.erase(by=administrator, reason="à sa demande")
    assert not Draft.objects.filter(person=person).exists()
    assert not Watch.objects.filter(person=person).exists()
    assert not Watch.objects.filter(followed=person).exists()
    assert not Notification.objects.filter(person=person).exists()


def test_nobody_erases_herself_and_a_reason_is_asked_for(person: User, administrator: User) -> None:
    with pytest.raises(ValidationError):
        administrator.erase(by=administrator, reason="pour voir")
    with pytest.raises(ValidationError):
        person.erase(by=administrator, reason=" ")
    assert User.objects.get(pk=person.pk).first_name == "Martine"


def test_an_administrator_is_asked_first_and_says_why(person: User, as_administrator: Client) -> None:
    address = reverse("admin:accounts_user_changelist")
    chosen = {"action": "erase", "_selected_action": [person.pk], "index": "0"}
    assert "Martine" in as_administrator.post(address, chosen).content.decode()
    as_administrator.post(address, chosen | {"erase": "yes", "sure": "1", "reason": ""})
    asked_again = as_administrator.post(address, chosen | {"erase": "yes", "reason": "à sa demande"}).text
    assert 'value="à sa demande"' in asked_again
    person.refresh_from_db()
    assert person.erased_at is None
    assert User.objects.get(pk=person.pk).erased_at is None
    as_administrator.post(address, chosen | {"erase": "yes", "sure": "1", "reason": "à sa demande"}, follow=True)
    assert User.objects.get(pk=person.pk).erased_at is not None


def test_signs_that_nobody_types_are_left_out_of_the_reason(person: User, as_administrator: Client) -> None:
    """PostgreSQL stores no NUL."""
    chosen = {"action": "erase", "_selected_action": [person.pk], "index": "0", "erase": "yes", "sure": "1"}
    address = reverse("admin:accounts_user_changelist")
    assert as_administrator.post(address, chosen | {"reason": "à sa \0demande"}).status_code == 302
    assert LogEntry.objects.get(person=person).reason == "à sa demande"


def test_a_second_time_changes_nothing(person: User, administrator: User) -> None:
    person.erase(by=administrator, reason="à sa demande")
    alias = person.alias
    person.erase(by=administrator, reason="encore")
    assert User.objects.get(pk=person.pk).alias == alias
