"""What a third person sees of a badge, with a browser and with a program, and what its learner decides of it."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jwt
import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django.asserts import assertRedirects

from accounts.models import User
from learning.models import Certificate, WithdrawnBadge
from tests import factories
from tests.downloads import saved_name
from tests.learning.badges.made import create_certificate
from tests.learning.badges.other_program import badge_in, badge_of, unknown_words, verified
from tests.learning.sample_course import sample_course

pytestmark = pytest.mark.django_db

SITE = "https://guide.example"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
NASTY = 'Before <script>alert("x")</script>'


@pytest.fixture
def certificate(contributor: User, editor: User, keys_folder: Path) -> Certificate:
    factories.create_themes()
    contents = (sample_course(title=NASTY), sample_course(title="Avant de publier", language="fr"))
    return create_certificate(contributor, editor, *contents)


def address(name: str, *args: object) -> str:
    return reverse(f"badges:{name}", args=args)


def page(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path, headers=BROWSER | {"Accept-Language": "en"})
    assert response.status_code == status
    return str(response.content.decode())


def document(client: Client, path: str) -> dict[str, Any]:
    response = client.get(path)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cache-Control"] == "public, max-age=300"
    read: dict[str, Any] = response.json()
    return read


def token(client: Client, certificate: Certificate) -> str:
    return str(client.get(address("credential", certificate.uuid)).content.decode())


@pytest.mark.once
def test_others_verify_what_a_visitor_gets_by_the_keys_that_the_site_publishes(
    certificate: Certificate, client: Client, contributor: User
) -> None:
    got = token(client, certificate)
    keys = document(client, address("keys"))
    (claims,) = verified(got, keys=keys)
    assert unknown_words(claims) == []
    assert badge_of(got, keys=keys).id == claims["id"] == f"{SITE}{address('badge', certificate.uuid)}"
    assert contributor.email not in json.dumps(claims)
    assert contributor.get_full_name() not in json.dumps(claims)
    named = jwt.get_unverified_header(got)["kid"]
    assert named.startswith(SITE)
    assert document(client, named.removeprefix(SITE)) == keys["keys"][0]
    assert document(client, "/.well-known/jwks.json") == keys
    assert client.get(address("key", "unknown")).status_code == 404


@pytest.mark.once
def test_the_addresses_in_a_credential_lead_to_what_it_says(certificate: Certificate, client: Client) -> None:
    claims = jwt.decode(token(client, certificate), options={"verify_signature": False})
    achievement = claims["credentialSubject"]["achievement"]
    for said in (claims["issuer"], achievement):
        found = document(client, said["id"].removeprefix(SITE))
        assert unknown_words(found) == []
        assert (found.pop("@context"), found) == (claims["@context"], said)
    related = achievement["related"][0]
    assert document(client, related["id"].removeprefix(SITE))["name"] == "Avant de publier"
    assert client.get(achievement["image"]["id"].removeprefix(SITE)).headers["Content-Type"] == "image/png"
    assert document(client, claims["credentialStatus"]["id"].removeprefix(SITE))["revokedCredential"] == []
    assert "- Ask first" in achievement["criteria"]["narrative"]
    assert client.get(address("achievement", certificate.attempt.version_id, "ja")).status_code == 404


@pytest.mark.once
def test_whoever_may_not_read_the_guide_reads_no_tip_of_it_here(certificate: Certificate, client: Client) -> None:
    factories.change_site_settings(guide_is_public=False)
    path = address("achievement", certificate.attempt.version_id, "en")
    assert "Ask first" not in json.dumps(document(client, path))
    assert "Ask first" not in page(client, path)


@pytest.mark.once
def test_the_address_of_a_badge_gives_a_page_or_the_credential(certificate: Certificate, client: Client) -> None:
    path = address("badge", certificate.uuid)
    words = page(client, path)
    assert "This badge is valid." in words
    assert "<script>alert" not in words
    assert "Before &lt;script&gt;alert(&quot;x&quot;)" in words
    accepted = {
        "*/*": "text/plain",
        "application/json, text/plain, image/png": "text/plain",
        "application/vc+jwt": "application/vc+jwt",
    }
    for accept, kind in accepted.items():
        response = client.get(path, headers={"Accept": accept})
        assert (response.headers["Content-Type"], response.content.decode()) == (kind, token(client, certificate))
        assert "Accept" in response.headers["Vary"]


@pytest.mark.once
@pytest.mark.parametrize(("language", "badge"), [("fr", "badge"), ("en", "badge"), ("it", "badge"), ("ja", "バッジ")])
def test_its_files_are_named_after_the_course_in_the_language_of_who_saves_them(
    certificate: Certificate, client: Client, language: str, badge: str
) -> None:
    for kind, ending in {"png": "png", "svg": "svg", "credential": "jwt"}.items():
        answer = client.get(address(kind, certificate.uuid), headers={"Accept-Language": language})
        assert saved_name(answer) == f"{badge}-before-scriptalertxscript.{ending}"


def test_the_pictures_carry_the_credential(certificate: Certificate, client: Client) -> None:
    png, svg = (client.get(address(kind, certificate.uuid)) for kind in ("png", "svg"))
    assert (png.headers["Content-Type"], svg.headers["Content-Type"]) == ("image/png", "image/svg+xml")
    keys, got = document(client, address("keys")), token(client, certificate)
    for picture in (png.content, svg.content):
        read = badge_in(picture, got, keys=keys)
        assert (read.valid, read.reason) == (True, None)
    colours = {one.get("stroke") for one in ElementTree.fromstring(svg.content)}
    assert {"#582246", "#c33f1c", "#3f97a0", "#efbf4a"} <= colours
    assert png.headers["Cache-Control"] == "public, no-cache"
    etag = png.headers["ETag"]
    assert client.get(address("png", certificate.uuid), headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.once
def test_she_alone_puts_her_name_in_and_takes_it_out(
    certificate: Certificate, contributor: User, as_contributor: Client, as_editor: Client, client: Client
) -> None:
    name, path = address("name", certificate.uuid), address("badge", certificate.uuid)

    def shown() -> list[bool]:
        said = jwt.decode(token(client, certificate), options={"verify_signature": False})
        kinds = [one["identityType"] for one in said["credentialSubject"]["identifier"]]
        return ["name" in kinds, contributor.get_full_name() in page(client, path)]

    assert shown() == [False, False]
    assert as_editor.post(name, {"show": "yes"}).status_code == 404
    assert client.post(name, {"show": "yes"}).status_code == 401
    assert shown() == [False, False]
    back = reverse("learning:certificate", args=[certificate.attempt.course_id])
    assertRedirects(as_contributor.post(name, {"show": "yes"}), f"{back}#badge")
    assert shown() == [True, True]
    as_contributor.post(name, {"show": "no"})
    assert shown() == [False, False]


def test_whoever_is_erased_leaves_no_trace_in_her_badge(
    certificate: Certificate, contributor: User, client: Client
) -> None:
    certificate.show_name(True)
    full_name = contributor.get_full_name()
    contributor.erase(by=factories.create_administrator(), reason="She asked for it.")
    path = address("badge", certificate.uuid)
    words = page(client, path, status=410)
    assert "This badge was taken back" in words
    assert full_name not in words
    assert "Before" not in words
    for kind in ("png", "svg", "credential", "badge"):
        assert client.get(address(kind, certificate.uuid)).status_code == 410
    assert document(client, address("withdrawn"))["revokedCredential"] == [{"id": f"{SITE}{path}", "revoked": True}]
    assert list(WithdrawnBadge.objects.values_list("uuid", flat=True)) == [certificate.uuid]
    assert not Certificate.objects.exists()


def test_there_is_nothing_at_an_address_that_was_never_given(client: Client, keys_folder: Path, db: None) -> None:
    for kind in ("badge", "png", "svg", "credential"):
        assert client.get(address(kind, uuid.uuid4())).status_code == 404
        assert client.get(address(kind, uuid.uuid4()), headers=BROWSER).status_code == 404


def test_what_a_badge_is_given_for_has_a_page(certificate: Certificate, client: Client) -> None:
    words = page(client, address("achievement", certificate.attempt.version_id, "fr"))
    assert "Avant de publier" in words
    assert "Ask first" in words


def test_an_account_without_an_address_is_known_by_nothing(
    certificate: Certificate, contributor: User, client: Client
) -> None:
    contributor.email = ""
    contributor.save()
    said = jwt.decode(token(client, certificate), options={"verify_signature": False})
    assert "identifier" not in said["credentialSubject"]


def test_her_own_part_of_the_certificate_offers_files_and_the_choice(certificate: Certificate, rf) -> None:
    with translation.override("en"):
        words = render_to_string("learning/certificates/_badge.html", {"certificate": certificate}, rf.get("/"))
    for kind in ("png", "svg", "credential", "badge", "name"):
        assert address(kind, certificate.uuid) in words
    assert "Put my name in" in words
