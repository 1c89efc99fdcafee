"""Two people who change one row: the second is shown what the first has saved, in every form of every model."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django import forms
from django.test import Client
from django.utils import timezone

from accounts.models import Role, User
from common.forms.unchanged import RowForm
from drafts.models import Draft
from guide.editions.setup import WIDTH_FOR_PRINT
from guide.models import Channel, Edition
from tests.contracts.addresses import address
from tests.contracts.row_forms import ALSO, ASKING, BASES, FORMS, PICKERS, named, our_forms
from tests.contributions.uploads import makers
from tests.sending import LOADED, Fields, Page, loaded, sent_by

CHANGED = "Quelqu’un d’autre a modifié ceci depuis que vous avez commencé votre brouillon."
WITHOUT_DRAFTS = {
    "accounts.people.person_form.PersonForm",  # names and addresses of others are stored nowhere before they are meant
    "accounts.forms.PreferencesForm",
    "campaign.training.forms.AttendanceForm",
    "guide.translating.target_forms.ChoiceForm",
    "guide.translating.target_forms.LanguagesForm",
    "campaign.invitations.forms.WavePlanForm",
    "notifications.mail_choices.MailChoicesForm",
}


def test_every_form_that_changes_a_row_is_known() -> None:
    rows = {named(form) for form in our_forms() if issubclass(form, RowForm)}
    assert rows - BASES == FORMS.keys() | PICKERS.keys()
    assert {named(form) for form in our_forms() if not issubclass(form, RowForm)} == ASKING


def test_every_form_of_a_model_looks_whether_its_row_was_changed() -> None:
    of_admin = {"accounts.admin"}
    of_models = [form for form in our_forms() if issubclass(form, forms.BaseModelForm)]
    assert [
        named(form) for form in of_models if not issubclass(form, RowForm) and form.__module__ not in of_admin
    ] == []


def an_editor() -> User:
    return User.objects.having(Role.EDITOR)[0]


@pytest.fixture
def prepared(world: dict[str, Client], form: str) -> tuple[Client, str, str, str, str]:
    """Who sends the form, its address, the field, and the two values."""
    name, field, first, second = FORMS[form]
    if form.endswith("ChoiceForm"):
        Edition.objects.in_preparation().choose_for("it", when_missing="", when_outdated="")
    if form.endswith("ScheduleForm"):
        edition, editor = Edition.objects.in_preparation(), an_editor()
        edition.take_to_proof(by=editor, unread_reason="Relu sur papier.")
        edition.schedule(timezone.now() + timedelta(days=9), by=editor, accept_free_places=True)
    return world["administrator"], address(name), field, first, second


@pytest.mark.parametrize("form", sorted(FORMS))
def test_the_second_of_two_is_shown_what_the_first_has_saved(
    form: str, prepared: tuple[Client, str, str, str, str]
) -> None:
    client, path, field, first, second = prepared
    before = loaded(client, path, [field]) | ALSO.get(form, {})
    assert client.post(path, before | {field: [first]}).status_code == 302
    refused = client.post(path, before | {field: [second]})
    assert refused.status_code == 422, refused.status_code
    assert "Quelqu’un d’autre a enregistré entre-temps" in refused.text
    shown = sent_by(refused.text, [field])
    assert shown[field] == [second]
    assert client.post(path, shown | ALSO.get(form, {})).status_code == 302
    assert loaded(client, path, [field])[field] == [second]


def store_draft(client: Client, path: str, typed: Fields) -> None:
    """What is typed into the form at `path` that has these fields waits as a draft, as the form says it."""
    forms_of_page = Page(client.get(path, follow=True).text).forms
    form = max((one for one in forms_of_page if LOADED in one), key=lambda one: len(typed.keys() & one.keys()))
    person = User.objects.get(pk=client.session["_auth_user_id"])
    fields = {name: values[-1] for name, values in typed.items() if values}
    Draft.objects.store(
        person, key=form["draft_key"][0], writing=uuid4(), fields=fields, sequence=1, label="x", url=path
    )


@pytest.mark.parametrize("form", sorted(FORMS.keys() - WITHOUT_DRAFTS))
def test_a_draft_older_than_what_was_saved_says_so_when_it_comes_back(
    form: str, prepared: tuple[Client, str, str, str, str]
) -> None:
    client, path, field, first, second = prepared
    before = loaded(client, path, [field]) | ALSO.get(form, {})
    store_draft(client, path, before | {field: [second]})
    assert CHANGED not in client.get(path, follow=True).text
    assert client.post(path, before | {field: [first]}).status_code == 302
    back = client.get(path, follow=True)
    assert back.status_code == 200
    note = re.search(rf'<div class="note warn" role="status">\s*<p><b>{CHANGED}.*?</div>', back.text, re.DOTALL)
    assert note and "«\xa0" in note[0]
    shown = sent_by(back.text, [field])
    assert shown[field] == [second]
    assert client.post(path, shown | ALSO.get(form, {})).status_code == 302
    assert loaded(client, path, [field])[field] == [second]


def test_what_an_older_draft_left_alone_comes_back_as_it_was_saved(world: dict[str, Client]) -> None:
    client, path = world["editor"], address("guide:edition_imprint")
    before = loaded(client, path, ["place"])
    store_draft(client, path, before | {"place": ["Brest"]})
    client.post(path, before | {"contact": ["Zoé"]})
    back = client.get(path).text
    shown = sent_by(back, ["place"])
    assert (shown["place"], shown["contact"], CHANGED in back) == (["Brest"], ["Zoé"], True)


@pytest.mark.once
@pytest.mark.parametrize("digest", [None, "title:0123456789ab x"])
@pytest.mark.parametrize("form", sorted(FORMS))
def test_whoever_does_not_say_what_was_loaded_replaces_nothing(
    form: str, digest: str | None, prepared: tuple[Client, str, str, str, str]
) -> None:
    client, path, field, _first, second = prepared
    before = loaded(client, path, [field])
    sent = before | ALSO.get(form, {}) | {field: [second], LOADED: [digest]}
    refused = client.post(path, {name: value for name, value in sent.items() if value != [None]})
    assert refused.status_code == 422
    assert loaded(client, path, [field])[field] == before[field]
    shown = sent_by(refused.text, [field])
    assert shown[field] == [second]
    assert client.post(path, shown | ALSO.get(form, {})).status_code == 302
    assert loaded(client, path, [field])[field] == [second]


@pytest.mark.parametrize("picker", ["guide:edition_cover", "guide:edition_picture"])
@pytest.mark.parametrize("is_told", [True, False])
def test_a_picture_is_chosen_by_whoever_saw_the_one_that_stands_there(
    picker: str, is_told: bool, world: dict[str, Client]
) -> None:
    editor = an_editor()
    first, second = (
        makers.create_picture(uploader=editor, picture=makers.halves(WIDTH_FOR_PRINT, height)) for height in (40, 50)
    )
    client, path = world["editor"], address(picker)
    before = loaded(client, path, ["picture"])
    assert client.post(path, before | {"picture": [first.token]}).status_code == 302
    sent = before if is_told else {}
    refused = client.post(path, sent | {"picture": [second.token]})
    assert (refused.status_code, "Quelqu’un d’autre a choisi entre-temps" in refused.text) == (422, True)
    assert first.address in refused.text.partition('id="library"')[0]
    assert client.post(path, sent_by(refused.text, ["picture"]) | {"picture": [second.token]}).status_code == 302
    assert second.address in client.get(path).text.partition('id="library"')[0]


def test_what_was_left_alone_is_shown_as_the_other_has_saved_it(world: dict[str, Client]) -> None:
    client, path = world["editor"], address("guide:edition_imprint")
    before = loaded(client, path, ["place"])
    client.post(path, before | {"place": ["Nantes"], "contact": ["Zoé"]})
    refused = sent_by(client.post(path, before | {"place": ["Brest"]}).text, ["place"])
    assert (refused["place"], refused["contact"]) == (["Brest"], ["Zoé"])


def test_two_who_say_the_same_are_not_asked(world: dict[str, Client]) -> None:
    client, path = world["editor"], address("guide:edition_imprint")
    before = loaded(client, path, ["place"]) | {"place": ["Nantes"]}
    assert [client.post(path, before).status_code for _ in range(2)] == [302, 302]


def test_a_row_that_was_removed_meanwhile_is_said_to_be_gone(world: dict[str, Client]) -> None:
    client, path = world["editor"], address("guide:channel_edit")
    form = next(form for form in our_forms() if named(form) == "guide.distribution.forms.ChannelForm")
    channel = Channel.objects.get(code="lille")
    bound = form({"name": "Lille", "language": "fr"}, instance=channel)  # type: ignore[call-arg]
    assert bound.is_valid()
    bound.row = Channel(pk=999)  # type: ignore[attr-defined]
    with pytest.raises(forms.ValidationError), bound.unchanged():  # type: ignore[attr-defined]
        pass
    assert client.get(path).status_code == 200
