"""An erratum is listed on an edition that never changes."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import User
from guide.builds.disk import folder_of
from guide.models import Edition, Erratum, Section
from guide.publication.document import Guide
from guide.publication.forms import FORMS, NAMES
from tests.forms import set_form
from tests.guide.conftest import Publish

pytestmark = pytest.mark.django_db

URL = "/curation/editions/1/errata/"
SAID = "Puis rappelez le numéro que vous connaissez."


@pytest.fixture
def out(tip: object, publish: Publish) -> Edition:
    return publish()


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[Guide]:
    """What the web page is made of."""
    guides: list[Guide] = []
    web = FORMS["web"].make
    set_form(monkeypatch, "web", lambda guide, materials: guides.append(guide) or dict(web(guide, materials)))
    return guides


def correct(edition: Edition, by: User, **changes: str) -> Erratum:
    words = {"language": "fr", "anchor": "tip-6", "was": "le numéro que vous connaissez", "now": "votre banque"}
    return edition.correct(**(words | {"why": "Le numéro peut être faux."} | changes), by=by)


@pytest.mark.once
def test_it_goes_to_the_web_page_and_nothing_else_changes(
    out: Edition, editor: User, seen: list[Guide], django_capture_on_commit_callbacks
) -> None:
    document = out.texts.get().document
    before = {path.name: path.stat().st_mtime_ns for path in folder_of(out).glob("guide.*") if path.name in NAMES}
    with django_capture_on_commit_callbacks(execute=True):
        correct(out, editor)
    [guide] = seen
    [erratum] = guide.errata
    assert (erratum.anchor, erratum.was, erratum.now) == ("tip-6", "le numéro que vous connaissez", "votre banque")
    assert out.texts.get().document == document
    assert {name: (folder_of(out) / name).stat().st_mtime_ns for name in before} == before
    assert len(before) > 3


@pytest.mark.once
def test_what_cannot_be_is_refused_beside_its_field(out: Edition, editor: User) -> None:
    odd = [
        ("was", "Des mots qui n’y sont pas."),
        ("now", "le numéro  que vous connaissez"),
        ("now", " "),
        ("why", ""),
        ("anchor", "tip-7"),
        ("language", "ja"),
    ]
    refused = {(field, words): fields_refused(out, editor, **{field: words}) for field, words in odd}
    assert refused == {(field, words): [field] for field, words in odd}
    assert not out.errata.exists()


def fields_refused(edition: Edition, by: User, **changes: str) -> list[str]:
    """The fields beside which an erratum is refused; none where it is taken."""
    try:
        correct(edition, by, **changes)
    except ValidationError as refusal:
        return list(refusal.message_dict)
    return []


@pytest.mark.once
def test_an_edition_that_readers_do_not_have_has_none(proof: Edition, editor: User, as_editor: Client) -> None:
    with pytest.raises(ValidationError):
        correct(proof, editor)
    assert as_editor.get(URL).status_code == 302


@pytest.mark.once
def test_in_every_language_it_must_stand_in_every_language(out: Edition, editor: User) -> None:
    document = out.texts.get(language="fr").document | {"language": "en"}
    out.texts.create(language="en", document=document)
    correct(out, editor, language="")
    assert {len(out.guide_in(language).errata) for language in ("fr", "en")} == {1}
    tip = document["chapters"][1]["tips"][0]
    tip["html"] = "<p>Call your bank.</p>"
    out.texts.filter(language="en").update(document=document)
    with pytest.raises(ValidationError):
        correct(out, editor, language="")


@pytest.mark.once
def test_the_screen_offers_the_sentences_previews_and_lists(
    out: Edition, as_editor: Client, client: Client, editor: User
) -> None:
    page = as_editor.get(URL).text
    assert '<option value="tip-6"' in page
    address = f"{URL}?language=fr&text=tip-6"
    page = as_editor.get(address).text
    assert re.search(rf'name="was" value="{re.escape(SAID)}"', page)
    assert 'href="/curation/tips/id-' in page
    sent = {"was": SAID, "now": "Puis rappelez votre banque.", "why": "Le numéro peut être faux."}
    preview = as_editor.post(address, sent | {"preview": "1"}).text
    assert "<ins>votre banque</ins>" in preview
    assert not out.errata.exists()
    refused = as_editor.post(address, sent | {"now": ""})
    assert (refused.status_code, "Le numéro peut être faux." in refused.text) == (422, True)
    as_editor.post(address, sent)
    assert out.errata.get().by == editor
    listed = client.get("/guide/editions/").text
    assert "1 erratum" in listed
    assert "Puis rappelez votre banque." in listed


@pytest.mark.once
def test_sections_have_errata_too(editor: User, publish: Publish, tip: object) -> None:
    intro = next(section for section in Section.objects.in_order() if section.kind == "introduction")
    intro.record_revision(body="Bienvenue à tous.", author=editor, base_version=1)
    assert correct(publish(), editor, anchor="introduction", was="à tous", now="à toutes et à tous").pk
