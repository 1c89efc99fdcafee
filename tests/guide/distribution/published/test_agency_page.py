"""An agency orders, follows its orders and fetches its files by its link: without an account, and nothing else of the site."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import User
from guide.distribution.channels import hash_of
from guide.models import Agency, Channel, ChannelFile, Edition, Order
from tests import factories
from tests.guide.distribution.made import create_agency, create_order, go_through
from tests.sending import send

LINK = "/curation/channels/lille/agency/link/"


@pytest.fixture
def page(stocked: Agency) -> str:
    return f"/agency/{stocked.make_link()}/"


def order(**fields: str) -> dict[str, str]:
    return {"act": "order", "language": "fr", "form": "booklet", "copies": "30", "wanted_by": "", "note": ""} | fields


@pytest.mark.once
def test_its_first_sentence_names_the_edition_in_the_middle_of_a_sentence(client: Client, page: str) -> None:
    Channel.objects.update(language="it")
    assert "», edizione 1: qui le ordini" in client.get(page).text


def test_the_same_order_sent_twice_is_asked_about(client: Client, page: str) -> None:
    assert client.post(page, order()).status_code == 302
    asked = client.post(page, order())
    assert (asked.status_code, Order.objects.count()) == (422, 1)
    assert 'name="again"' in asked.text
    assert client.post(page, order(copies="31")).status_code == 302
    assert client.post(page, order(again="on")).status_code == 302
    assert Order.objects.count() == 3


@pytest.mark.parametrize(
    ("title", "subtitle", "words"),
    [
        ("Neige", "", "Neige. À lire ou"),
        ("Neige.", "", "Neige. À lire ou"),
        ("Neige", "ce que font les nôtres.", "Neige, ce que font les nôtres. À lire ou"),
    ],
)
def test_what_is_to_be_pasted_is_a_sentence_with_and_without_a_subtitle(
    client: Client, page: str, title: str, subtitle: str, words: str
) -> None:
    Edition.objects.update(title=title, subtitle=subtitle, covers={})
    factories.change_site_settings(subtitle="")
    assert words in client.get(page).text


def test_its_token_is_shown_once_and_stored_nowhere(as_editor: Client, client: Client, agency: Agency) -> None:
    made = as_editor.post(LINK, {"act": "make"})
    address = made.context["address"]
    token = address.split("/")[-2]
    agency.refresh_from_db()
    assert agency.digest == hash_of(token) and len(token) >= 43
    assert "no-store" in made["Cache-Control"]
    assert token not in as_editor.get("/curation/channels/lille/agency/").text
    assert client.get(f"/agency/{token}/").status_code == 200


@pytest.mark.once
def test_a_new_link_takes_the_place_of_the_old_and_a_withdrawn_one_opens_nothing(
    as_editor: Client, client: Client, page: str, stocked: Agency
) -> None:
    newer = f"/agency/{stocked.make_link()}/"
    assert (client.get(page).status_code, client.get(newer).status_code) == (404, 200)
    as_editor.post(LINK, {"act": "revoke"})
    assert client.get(newer).status_code == 404
    for odd in ("/agency/x/", f"/agency/{'a' * 300}/", f"{newer}qr.svg", f"{newer}fr/guide.pdf"):
        assert client.get(odd).status_code == 404


def test_nobody_caches_or_finds_the_page_and_it_sets_no_cookie(client: Client, page: str) -> None:
    for answer in (client.get(page), client.get("/agency/wrong/"), client.get(f"{page}qr.svg")):
        assert answer["Cache-Control"] == "no-store, private"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer["X-Robots-Tag"]
        assert not answer.cookies


def test_it_orders_without_a_session_and_sees_what_becomes_of_it(client: Client, page: str, editor: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(page, order(note="Pour l’accueil."))
    assert answer.url == f"{page}?told=order#told"
    made = Order.objects.get()
    assert (made.copies, made.note, made.agency.name) == (30, "Pour l’accueil.", "Agence de Lille")
    go_through(made, "accepted", "sent", by=editor)
    strict.post(page, {"act": "delivered", "order": str(made.pk)})
    assert Order.objects.get().state == "delivered"


def test_what_will_not_do_is_said_beside_its_field_and_nothing_typed_is_lost(client: Client, page: str) -> None:
    past = (timezone.localdate() - timedelta(days=1)).isoformat()
    for field, value in {"copies": "5001", "form": "statue", "language": "ja", "wanted_by": past}.items():
        answer = client.post(page, order(note="À garder.", **{field: value}))
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {field} and "À garder." in answer.text
    assert not Order.objects.exists()


def test_it_cancels_only_while_nobody_has_answered(client: Client, page: str, stocked: Agency, editor: User) -> None:
    asked, accepted = create_order(stocked), go_through(create_order(stocked), "accepted", by=editor)
    for made in (asked, accepted):
        client.post(page, {"act": "cancelled", "order": str(made.pk)})
    assert set(Order.objects.values_list("pk", "state")) == {(asked.pk, "cancelled"), (accepted.pk, "accepted")}


def test_the_orders_of_others_are_not_its_own(client: Client, page: str, editor: User) -> None:
    other = create_order(create_agency(name="Agence de Lyon", code="lyon"), note="De Lyon.")
    assert "De Lyon." not in client.get(page).text
    for odd in (str(other.pk), "", "x", "9" * 30):
        assert client.post(page, {"act": "cancelled", "order": odd}).url.endswith("told=gone-on#told")
    assert Order.objects.get().state == "asked"


def test_too_many_orders_are_refused_and_nothing_typed_is_lost(client: Client, page: str, settings) -> None:
    settings.FLOOD_LIMITS = settings.FLOOD_LIMITS | {"order": (1, 10)}
    assert client.post(page, order()).status_code == 302
    again = client.post(page, order(copies="77"))
    assert again.status_code == 422 and 'value="77"' in again.text


@pytest.mark.once
def test_it_fetches_its_files_and_its_code(client: Client, page: str, stocked: Agency) -> None:
    assert client.get(f"{page}fr/guide.pdf").status_code == 404
    client.post(page, {"act": "make", "language": "fr"})
    answer = client.get(f"{page}fr/guide.pdf")
    assert b"".join(answer).startswith(b"%PDF")
    assert answer["Content-Disposition"] == 'attachment; filename="le-guide-1-fr-lille.pdf"'
    assert answer["Cache-Control"] == "no-store, private"
    assert client.get(f"{page}fr/booklet.pdf").status_code == 404
    assert client.get(f"{page}qr.png?download")["Content-Disposition"] == 'attachment; filename="qr-lille.png"'
    assert stocked.channel.short_address in client.get(page).text


def test_pressing_again_makes_nothing_again(client: Client, page: str) -> None:
    for _ in range(2):
        client.post(page, {"act": "make", "language": "fr"})
    made = set(ChannelFile.objects.values_list("made_at", flat=True))
    client.post(page, {"act": "make", "language": "fr"})
    assert set(ChannelFile.objects.values_list("made_at", flat=True)) == made
    assert client.post(page, {"act": "make", "language": "ja"}).status_code == 302


def test_the_link_is_sent_where_the_editor_says_so(as_editor: Client, agency: Agency) -> None:
    as_editor.post(LINK, {"act": "make"})
    assert mail.outbox == []
    made = as_editor.post(LINK, {"act": "make", "mail": "1"})
    assert mail.outbox[0].to == ["lille@example.org"]
    assert urlsplit(made.context["address"]).path in mail.outbox[0].body


@pytest.mark.once
def test_contact_and_address_are_changed(as_editor: Client, agency: Agency) -> None:
    typed = {"contact": "Monique", "email": "m@example.org", "address": "1, rue"}
    send(as_editor, "/curation/channels/lille/agency/", typed)
    agency.refresh_from_db()
    assert (agency.contact, agency.email, agency.address) == ("Monique", "m@example.org", "1, rue")
    odd = as_editor.post("/curation/channels/lille/agency/", {"contact": "M", "email": "nulle part", "address": ""})
    assert odd.status_code == 422 and "nulle part" in odd.text
