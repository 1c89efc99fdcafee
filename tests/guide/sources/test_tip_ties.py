"""The sentences of a tip, one after the other: what is proposed, confirmed, refused, chosen by hand, untied."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from guide.models import Tie, Tip
from tests.factories import create_page, create_tip

pytestmark = pytest.mark.django_db

TIES = "/curation/tips/6/ties/"
DECIDE = f"{TIES}decide/"
CODE = "Un code ne se dicte pas."
LIVE = {"HX-Request": "true"}


@pytest.fixture
def tip(editor: User) -> Tip:
    page = create_page(body="Un code ne se dicte pas au téléphone.\n\nAutre chose.")
    return create_tip(
        number=6, by=editor, page=page, body=f"{CODE} Vérifiez.", passage="Un code ne se dicte pas au téléphone."
    )


def send(client: Client, tip: Tip, act: str, sentence: str = CODE, **headers: str) -> object:
    fields = {"act": act, "sentence": sentence, "source": str(tip.sources.get().pk)}
    return client.post(DECIDE, fields, headers=headers)


@pytest.mark.once
def test_each_sentence_is_listed_with_what_is_proposed_for_it(as_editor: Client, tip: Tip) -> None:
    text = as_editor.get(TIES).text
    for shown in (CODE, "Vérifiez.", "Un code ne se dicte pas au téléphone.", "ressemblance forte"):
        assert shown in text
    assert text.count("Sans source") == 2


def test_confirming_without_scripts_leads_back_to_the_sentence(as_editor: Client, tip: Tip, editor: User) -> None:
    response = send(as_editor, tip, "confirm")
    assert response["Location"] == f"/curation/tips/id-{tip.pk}/ties/#sentence-1"  # type: ignore[index]
    assert Tie.objects.confirmed().get().by == editor
    assert as_editor.get(TIES).text.count("Sans source") == 1


def test_confirming_live_brings_the_sentence_and_the_count(as_editor: Client, tip: Tip) -> None:
    text = send(as_editor, tip, "confirm", **LIVE).text  # type: ignore[attr-defined]
    assert 'id="sentence-1"' in text
    assert 'hx-swap-oob="true"' in text
    assert "Délier" in text
    assert "<html" not in text


@pytest.mark.once
def test_refusing_and_untying(as_editor: Client, tip: Tip) -> None:
    send(as_editor, tip, "refuse")
    assert "ressemblance forte" not in as_editor.get(TIES).text
    send(as_editor, tip, "untie")
    assert "ressemblance forte" in as_editor.get(TIES).text
    assert not Tie.objects.exists()


def test_a_sentence_that_was_reworded_meanwhile_is_told(as_editor: Client, tip: Tip) -> None:
    response = send(as_editor, tip, "confirm", "Une phrase d’hier.", **LIVE)
    assert response.status_code == 422  # type: ignore[attr-defined]
    assert "vient d’être reformulée" in response.text  # type: ignore[attr-defined]
    assert not Tie.objects.exists()


@pytest.mark.once
def test_an_act_that_there_is_not_or_another_tips_source(as_editor: Client, tip: Tip, editor: User) -> None:
    assert send(as_editor, tip, "burn").status_code == 404  # type: ignore[attr-defined]
    other = create_tip(number=7, by=editor).sources.get()
    fields = {"act": "confirm", "sentence": CODE, "source": other.pk}
    assert as_editor.post(DECIDE, fields).status_code == 404


@pytest.mark.once
def test_a_doubt_is_shown_until_somebody_has_looked(as_editor: Client, tip: Tip, editor: User) -> None:
    send(as_editor, tip, "confirm")
    tip.revise(title=tip.title, body="Un code se dicte. Vérifiez.", author=editor, base_version=1)
    for address in (TIES, "/curation/tips/6/"):
        assert "Vérifiez le sens" in as_editor.get(address).text
    send(as_editor, tip, "confirm", "Un code se dicte.")
    assert "Vérifiez le sens" not in as_editor.get("/curation/tips/6/").text


@pytest.mark.once
def test_the_tips_own_screen_marks_what_rests_on_nothing_and_puts_sources_beside_it(
    as_editor: Client, tip: Tip
) -> None:
    send(as_editor, tip, "confirm")
    text = as_editor.get("/curation/tips/6/").text
    assert '<span class="unsourced">Vérifiez.' in text
    assert f'<span class="unsourced">{CODE}' not in text
    assert f'href="/curation/tips/id-{tip.pk}/ties/#sentence-2"' in text
    assert "2 phrases, 1 sans source" in text


@pytest.mark.once
def test_it_costs_the_same_however_many_sentences_and_sources(
    as_editor: Client, editor: User, django_assert_num_queries
) -> None:
    body = " ".join(f"La phrase numéro {number} parle de {number * 7919}." for number in range(20))
    page = create_page(body=body)
    tip = create_tip(number=6, by=editor, page=page, body=body, passage="La phrase numéro 0 parle de 0.")
    for _more in range(2):
        with django_assert_num_queries(8):
            as_editor.get(TIES)
        for number in range(1, 10):
            words = f"La phrase numéro {number} parle de {number * 7919}."
            if not tip.sources.filter(passage=words).exists():
                source = tip.sources.add_passage(page.revision(1), passage=words, by=editor)
                Tie.objects.confirm(tip, sentence=words, source=source, by=editor)
