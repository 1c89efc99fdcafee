"""The list of one's drafts, and one of them to read and to copy."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from drafts.models import Draft
from tests import factories

pytestmark = pytest.mark.django_db

ENGLISH = {"accept-language": "en"}


def test_what_waits_is_listed_with_its_first_words_and_where_to_go_on(
    as_contributor: Client, contributor: User
) -> None:
    draft = factories.store_draft(
        contributor, key="page:1:edit", body="Ce <b>que</b> je sais.", label="Le faux colis", url="/wiki/a/b/edit/"
    )
    html = as_contributor.get("/drafts/").content.decode()
    assert "Le faux colis" in html
    assert "Ce &lt;b&gt;que&lt;/b&gt; je sais." in html
    assert f'href="/wiki/a/b/edit/?draft={draft.writing}"' in html
    assert f'href="/drafts/{draft.writing}/"' in html


def test_the_first_words_of_a_list_are_without_signs_of_markdown(as_contributor: Client, contributor: User) -> None:
    body = "## La situation\n\n- Il **appelle** @karim\n- Voir [la page](https://exemple.fr/a)\n\n" + "mot " * 4000
    draft = factories.store_draft(contributor, key="theme:1:new", body=body)
    assert draft.opening.startswith("La situation Il appelle @karim Voir la page mot mot")
    assert len(draft.opening) <= 160 and draft.opening.endswith("…")
    assert factories.store_draft(contributor, key="theme:2:new", body="##").opening == "##"


def test_all_that_was_typed_into_a_form_with_fields_of_its_own_can_be_read_and_copied(
    as_contributor: Client, contributor: User
) -> None:
    fields = {
        "title": "Avant de publier",
        "question_0": "Qui le lira ?",
        "advice_0": "Demandez à un collègue.",
        "kind_0": "choice",
    }
    fields |= {"loaded": "was there before", "conflict_mine": "d’un autre texte", "base_version": "3"}
    draft = factories.store_draft(contributor, key="self-check", body="", **fields)
    assert [field.text for field in draft.readable] == ["Avant de publier", "Qui le lira ?", "Demandez à un collègue."]
    html = as_contributor.get(f"/drafts/{draft.writing}/").text
    assert "Demandez à un collègue." in html and "was there before" not in html


def test_the_draft_of_a_new_text_is_called_by_the_title_that_was_typed(contributor: User) -> None:
    begun = factories.store_draft(contributor, key="theme:1:new", label="Une nouvelle page", title=" Le faux\n colis ")
    assert str(begun) == "Le faux colis"
    assert str(factories.store_draft(contributor, key="theme:2:new", label="Une nouvelle page")) == "Une nouvelle page"
    edited = factories.store_draft(contributor, key="page:1:edit", label="Le faux appel", title="Un autre titre")
    assert str(edited) == "Le faux appel"


def test_nothing_of_others_and_nothing_that_was_sent_is_listed(
    as_contributor: Client, contributor: User, editor: User
) -> None:
    factories.store_draft(editor, key="page:1:edit", label="À un autre")
    sent = factories.store_draft(contributor, key="page:1:edit", label="Envoyé")
    Draft.objects.end(contributor, writing=sent.writing)
    html = as_contributor.get("/drafts/", headers=ENGLISH).content.decode()
    assert "À un autre" not in html
    assert "Envoyé" not in html
    assert "Nothing is waiting for you." in html


def test_the_list_costs_no_more_when_there_is_more(as_contributor: Client, contributor: User) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert as_contributor.get("/drafts/").status_code == 200
        return len(queries)

    factories.store_draft(contributor, key="page:1:edit")
    before = count()
    for number in range(6):
        factories.store_draft(contributor, key=f"page:{number}:edit", url="/wiki/")
    assert count() == before


def test_a_draft_is_read_whole_and_only_by_its_owner(
    as_contributor: Client, contributor: User, as_editor: Client
) -> None:
    draft = factories.store_draft(
        contributor, key="page:1:edit", body="Un mot.\n\nDeux <mots>.", title="Mon titre", base_version="3"
    )
    html = as_contributor.get(f"/drafts/{draft.writing}/").content.decode()
    assert "Un mot.\n\nDeux &lt;mots&gt;.</textarea>" in html
    assert "Mon titre</textarea>" in html
    assert "3</textarea>" not in html, "what only the form has to know is not shown"
    assert as_editor.get(f"/drafts/{draft.writing}/").status_code == 404


def test_a_draft_of_a_form_with_other_fields_is_shown_all_the_same(as_contributor: Client, contributor: User) -> None:
    draft = factories.store_draft(contributor, key="odd", body="", answer="Ma réponse.")
    assert "Ma réponse." in as_contributor.get(f"/drafts/{draft.writing}/").content.decode()
    assert "Ma réponse." in as_contributor.get("/drafts/").content.decode()


def test_a_draft_is_thrown_away_from_the_list(as_contributor: Client, contributor: User) -> None:
    draft = factories.store_draft(contributor, key="page:1:edit", label="Le faux colis")
    sent = {"draft_writing": str(draft.writing), "next": "/drafts/"}
    response = as_contributor.post("/drafts/discard/", sent, follow=True)
    assert response.redirect_chain[-1][0] == "/drafts/"
    assert "Le faux colis" not in response.content.decode()


def test_the_menu_leads_there(as_contributor: Client) -> None:
    assert 'href="/drafts/"' in as_contributor.get("/wiki/").content.decode()


def test_whether_one_waits_is_what_those_that_wait_are(contributor: User, editor: User) -> None:
    stored = Draft.objects.store(contributor, key="page:1:edit", writing=uuid4(), fields={"body": "Un mot"})
    Draft.objects.store(contributor, key="page:2:edit", writing=uuid4(), fields={"body": " "})
    for _ in range(2):
        for person in (contributor, editor):
            for key in ("page:1:edit", "page:2:edit", "page:3:edit"):
                found = Draft.objects.waiting_for(person, key).exists()
                assert Draft.objects.is_one_waiting_for(person, key) == found
        Draft.objects.end(contributor, writing=stored.writing)


def test_the_newest_draft_of_each_of_several_forms_is_found_at_once(
    contributor: User, editor: User, django_assert_num_queries
) -> None:
    for person, key, words in (
        (contributor, "a", "Le premier"),
        (contributor, "a", "Le second"),
        (contributor, "b", "Un autre"),
        (contributor, "d", "D’un autre écran"),
        (editor, "c", "De quelqu’un d’autre"),
    ):
        Draft.objects.store(person, key=key, writing=uuid4(), fields={"words": words})
    with django_assert_num_queries(1):
        found = Draft.objects.newest_of_each(contributor, ["a", "b", "c"])
    assert {key: draft.fields["words"] for key, draft in found.items()} == {"a": "Le second", "b": "Un autre"}
    assert found["a"] == Draft.objects.newest_waiting_for(contributor, "a")
