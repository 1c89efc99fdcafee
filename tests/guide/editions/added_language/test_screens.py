"""The screens on which a language is added, and where its readers find it."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from guide.editions import Edition
from guide.editions.added_document import CoverWords
from guide.tips.models import Tip
from tests.guide.editions.added_language.adding import ADD, Add, translate

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_an_editor_sees_what_goes_out_and_confirms_it(
    published: Edition, tip: Tip, as_editor: Client, client: Client
) -> None:
    assert f'href="{ADD}"' in as_editor.get("/curation/editions/1/").text
    assert "Aucun de ses conseils ne serait dans cette langue" in as_editor.get(ADD).text
    translate(tip, title='<script>alert("1")</script>')
    page = as_editor.get(ADD).text
    assert "1 texte est traduit tel que l’édition le dit" in page and "textes ne sont pas traduits" in page
    assert as_editor.post(ADD, {"title": "Buon senso"}).status_code == 422
    sent = {"title": 'Buon "senso" <b>', "accept_missing": "on"}
    confirm = as_editor.post(ADD, sent)
    assert confirm.status_code == 200 and published.languages == ("fr",)
    assert "&lt;script&gt;" in confirm.text and "<script>alert" not in confirm.text
    assert "Buon &quot;senso&quot; &lt;b&gt;" in confirm.text
    answer = as_editor.post(ADD, sent | {"confirmed": "1", "seen": confirm.context["seen"]})
    assert (answer.status_code, answer.url) == (302, "/curation/editions/1/")
    assert published.guide_in("it").title == 'Buon "senso" <b>'
    log = " ".join(as_editor.get("/curation/editions/1/").text.split())
    assert "Une langue ajoutée</b> : Italien" in log.replace("\u00a0", " ")
    assert as_editor.get(ADD).url == "/curation/editions/1/"


def test_translating_leads_to_the_texts_of_the_language(published: Edition, tip: Tip, as_editor: Client) -> None:
    def links() -> int:
        return as_editor.get(ADD).text.split("<main", 1)[1].count('href="/translation/it/"')

    assert links() == 2
    translate(tip)
    assert links() == 1


def test_what_has_changed_meanwhile_is_shown_again(published: Edition, tip: Tip, as_editor: Client) -> None:
    translate(tip)
    sent = {"accept_missing": "on"}
    seen = as_editor.post(ADD, sent).context["seen"]
    translate(tip, body="Altro.")
    answer = as_editor.post(ADD, sent | {"confirmed": "1", "seen": seen})
    assert answer.status_code == 422 and "vient de changer" in answer.text
    assert published.languages == ("fr",)


def test_a_translation_of_another_wording_is_named_with_its_versions(
    published: Edition, tip: Tip, editor: User, as_editor: Client
) -> None:
    tip.revise(title="Raccrochez", body="Ne rappelez jamais.", author=editor, base_version=tip.version)
    tip.refresh_from_db()
    translate(tip, body="Non richiamate mai.")
    page = " ".join(as_editor.get(ADD).text.split())
    assert "Traduit de la version 2 ; l’édition a la version 1." in page.replace("\u00a0", " ")
    confirm = as_editor.post(ADD, {"accept_missing": "on", "when_outdated": "older"})
    assert confirm.context["guide"].tips[0].html.startswith("<p><em>Tradotto dalla versione")


def test_no_screen_for_a_language_that_there_is_not(published: Edition, as_editor: Client) -> None:
    assert as_editor.get("/curation/editions/1/added-languages/de/").status_code == 404
    assert as_editor.get("/curation/editions/1/added-languages/fr/").status_code == 302
    assert as_editor.get("/curation/editions/2/added-languages/it/").status_code == 302


def test_readers_see_in_the_list_when_it_was_added(published: Edition, tip: Tip, client: Client, add: Add) -> None:
    translate(tip)
    add(at=timezone.make_aware(datetime(2027, 5, 12, 10)))
    page = " ".join(client.get("/guide/editions/").text.split())
    assert "ajoutée le 12 mai 2027" in page.replace("\u00a0", " ")


def test_home_names_it_and_offers_it_to_its_readers(published: Edition, tip: Tip, add: Add) -> None:
    reader = Client(headers={"accept-language": "it"})
    assert '<b lang="fr">Le guide d’essai</b>' in " ".join(reader.get("/").text.split())
    translate(tip)
    add(cover=CoverWords(title="Buon senso"))
    page = reader.get("/").text
    assert "Buon senso" in page and "Le guide d’essai" not in page
    assert 'href="/guide/it/guide.pdf"' in page


def test_the_words_of_the_cover_are_those_of_the_next_edition_where_it_has_the_same_cover(
    published: Edition, tip: Tip, as_editor: Client
) -> None:
    translate(tip)
    following = Edition.objects.in_preparation()
    following.speak("it")
    following.word_cover_in("it", title="Buon senso", subtitle="", summary="Ecco.")
    assert 'value="Buon senso"' in as_editor.get(ADD).text
    following.describe(title="Un autre guide", subtitle="", summary="")
    assert "Buon senso" not in as_editor.get(ADD).text
