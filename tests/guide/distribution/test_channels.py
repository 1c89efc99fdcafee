"""Editors make channels, see what came by each, and close them; what is printed goes on leading to the guide."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from guide.distribution.forms import ChannelForm, HandoutForm, PrintRunForm
from guide.models import Agency, Channel, DailyCount, Edition
from tests import factories
from tests.guide.distribution.made import create_agency, create_channel, create_order, create_run, hand_out
from tests.sending import send

pytestmark = pytest.mark.once

NEW = "/curation/channels/new/"
LILLE = {"name": "Agence de Lille", "kind": "agency", "language": "fr", "note": "", "code": ""}


def test_a_code_is_proposed_and_looked_at_before_the_channel_is_made(as_editor: Client) -> None:
    page = as_editor.post(NEW, LILLE)
    assert page.status_code == 200 and 'value="lille"' in page.text
    assert not Channel.objects.exists()
    made = as_editor.post(NEW, LILLE | {"code": "lille"})
    assert made.url == "/curation/channels/lille/"
    assert Channel.objects.get().made_by.username == "laurent"
    assert Agency.objects.get().channel == Channel.objects.get()


def test_what_will_not_do_is_said_beside_its_field_and_nothing_typed_is_lost(as_editor: Client) -> None:
    create_channel(name="Autre", code="lille")
    page = as_editor.post(NEW, LILLE | {"code": "lille", "note": "Un mot."})
    assert page.status_code == 422
    assert "code" in page.context["form"].errors and "Un mot." in page.text
    page = as_editor.post(NEW, LILLE | {"code": "NEW "})
    assert page.context["form"].errors.keys() == {"code"}


@pytest.mark.parametrize("form", [ChannelForm, PrintRunForm, HandoutForm])
def test_what_is_new_is_in_the_language_that_the_guide_is_written_in(
    db: None, form: type[ChannelForm | PrintRunForm | HandoutForm]
) -> None:
    factories.change_site_settings(language="it")
    assert form()["language"].value() == "it"


def test_a_name_is_that_of_one_channel(db: None) -> None:
    create_channel(code="un")
    with pytest.raises(ValidationError) as refused:
        create_channel(code="deux")
    assert refused.value.message_dict.keys() == {"name"}


def test_a_code_never_changes(as_editor: Client) -> None:
    channel = create_channel()
    send(
        as_editor,
        "/curation/channels/lettre/edit/",
        {"name": "Lettre d’avril", "language": "fr", "code": "avril", "kind": "event"},
    )
    channel.refresh_from_db()
    assert (channel.name, channel.code, channel.kind) == ("Lettre d’avril", "lettre", "newsletter")


def test_its_screen_says_what_came_by_it(as_editor: Client, published: Edition) -> None:
    channel = create_channel()
    day = datetime.date(2026, 11, 2)
    for form, number in {"door": 41, "web": 38, "pdf": 11, "share": 7}.items():
        DailyCount.objects.create(edition=1, language="fr", form=form, channel="lettre", day=day, number=number)
    DailyCount.objects.create(edition=1, language="fr", form="web", channel="", day=day, number=900)
    create_run(published, channel=channel)
    hand_out(published, copies=10, channel=channel)
    page = as_editor.get(channel.get_absolute_url())
    counted = page.context["counted"]
    assert (counted.doors, counted.opened, counted.downloaded) == (40, 35, 10)
    assert f'alt="{channel.short_address}"' in page.text
    assert page.text.count("/curation/print-runs/") >= 2 and "/curation/handouts/" in page.text


@pytest.mark.parametrize(
    ("kind", "type_"), [("svg", "image/svg+xml"), ("png", "image/png"), ("pdf", "application/pdf")]
)
def test_its_code_is_downloaded(as_editor: Client, kind: str, type_: str) -> None:
    create_channel()
    shown = as_editor.get(f"/curation/channels/lettre/qr.{kind}?download")
    assert shown["Content-Type"] == type_
    assert shown["Content-Disposition"] == f'attachment; filename="qr-lettre.{kind}"'
    assert as_editor.get("/curation/channels/lettre/qr.gif").status_code == 404


def test_a_closed_channel_is_no_longer_offered_and_can_be_used_again(as_editor: Client, published: Edition) -> None:
    channel = create_channel()
    as_editor.post(channel.get_absolute_url(), {"act": "close"})
    assert channel.name not in as_editor.get("/curation/handouts/").text
    as_editor.post(channel.get_absolute_url(), {"act": "use"})
    assert channel.name in as_editor.get("/curation/handouts/").text


def test_the_list_costs_the_same_however_long(
    as_editor: Client, published: Edition, editor: User, django_assert_num_queries
) -> None:
    def fill(number: int) -> None:
        agency = create_agency(name=f"Agence {number}", code=f"a{number}", by=editor)
        create_run(published, channel=agency.channel)
        create_order(agency)
        DailyCount.objects.create(
            edition=1, language="fr", form="pdf", channel=f"a{number}", day=datetime.date(2026, 11, 2), number=1
        )

    fill(1)
    address = reverse("guide:channels")
    as_editor.get(address)
    with django_assert_num_queries(6):
        as_editor.get(address)
    for number in range(2, 6):
        fill(number)
    with django_assert_num_queries(6):
        as_editor.get(address)


def test_there_is_a_kind_word_while_there_is_none(as_editor: Client) -> None:
    assert "voice" in as_editor.get("/curation/channels/").text
