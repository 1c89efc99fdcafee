"""A language that is added to an edition which is out: from what is frozen, never from what was made of it since."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.utils import timezone, translation

from accounts.models import User
from guide.builds.disk import folder
from guide.editions import Edition, EditionStep, LanguageNotAdded
from guide.editions.added_document import CoverWords
from guide.publication import exchange
from guide.publication.document import Guide
from guide.publication.markdown import build_markdown
from guide.publication.materials import Links, Materials
from guide.publication.phrases import added_sentence
from guide.reviewing import consents
from guide.tips.models import Tip
from guide.translations.models import Translation
from tests.factories import create_tip
from tests.guide.conftest import Publish

pytestmark = [pytest.mark.django_db, pytest.mark.once]

type Add = Callable[..., None]


def exchanged(guide: Guide) -> str:
    """The guide as JSON, which keeps to its schema."""
    made = exchange.make(guide, Materials(settings.PUBLICATION_ASSETS, Path(settings.MEDIA_ROOT)))
    jsonschema.validate(json.loads(made["guide.json"]), json.loads(made["guide.schema.json"]))
    return made["guide.json"].decode()


def translate(tip: Tip, **changes: object) -> Translation:
    values = {"title": "Riagganciate", "body": "Poi richiamate il numero che conoscete.", "source_version": tip.version}
    return Translation.objects.record(tip, **values | {"language": "it", "by": None} | changes)  # type: ignore[arg-type]


@pytest.fixture
def tip(editor: User) -> Tip:
    return create_tip(number=6, by=editor, title="Raccrochez", body="Puis rappelez le numéro que vous connaissez.")


@pytest.fixture
def published(tip: Tip, publish: Publish) -> Edition:
    """Edition 1, in French alone."""
    return publish()


@pytest.fixture
def add(published: Edition, editor: User, django_capture_on_commit_callbacks: Any) -> Add:
    """Adds Italian to edition 1, with originals in the place of what is missing, and has its files made."""

    def added(**choices: Any) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            published.add_language("it", by=editor, **{"accept_missing": True} | choices)

    return added


def test_the_edition_says_in_it_what_is_translated_of_its_own_words(published: Edition, tip: Tip, add: Add) -> None:
    translate(tip)
    add(cover=CoverWords(title="Buon senso", subtitle="venti consigli"))
    guide, own = published.guide_in("it"), published.guide_in("fr")
    (found,) = guide.tips
    assert (found.title, found.text, found.language) == ("Riagganciate", "Poi richiamate il numero che conoscete.", "")
    assert (guide.title, guide.subtitle, guide.edition) == ("Buon senso", "venti consigli", 1)
    assert (guide.published_on, guide.people) == (own.published_on, own.people)
    assert guide.chapters[0].language == "fr"
    assert published.languages == ("fr", "it")


def test_a_tip_that_has_changed_since_stands_in_the_words_of_the_edition(
    published: Edition, tip: Tip, editor: User, add: Add
) -> None:
    translate(tip)
    tip.revise(title="Raccrochez", body="Ne rappelez jamais.", author=editor, base_version=tip.version)
    add()
    assert published.guide_in("it").tips[0].text == "Poi richiamate il numero che conoscete."


@pytest.mark.parametrize("when_outdated", ["", "leave"])
def test_a_translation_of_another_wording_asks_what_becomes_of_it(
    published: Edition, tip: Tip, editor: User, add: Add, when_outdated: str
) -> None:
    tip.revise(title="Raccrochez", body="Ne rappelez jamais.", author=editor, base_version=tip.version)
    tip.refresh_from_db()
    translate(tip, body="Non richiamate mai.")
    with pytest.raises(LanguageNotAdded) as refusal:
        add(when_outdated=when_outdated)
    assert "when_outdated" in refusal.value.message_dict
    assert published.languages == ("fr",)


def test_it_may_go_out_under_a_note_that_says_so(published: Edition, tip: Tip, editor: User, add: Add) -> None:
    tip.revise(title="Raccrochez", body="Ne rappelez jamais.", author=editor, base_version=tip.version)
    tip.refresh_from_db()
    translate(tip, body="Non richiamate mai.")
    add(when_outdated="older")
    (found,) = published.guide_in("it").tips
    assert found.text.startswith("*") and found.text.endswith("*\n\nNon richiamate mai.")
    assert found.html.startswith("<p><em>") and "Non richiamate mai." in found.html
    assert "successiva" in found.html and "edizione 1" in found.html


def test_the_note_tells_an_earlier_wording_from_a_later_one(editor: User, publish: Publish, tip: Tip) -> None:
    translate(tip)
    tip.revise(title="Raccrochez", body="Ne rappelez jamais.", author=editor, base_version=tip.version)
    edition = publish()
    edition.add_language("it", by=editor, accept_missing=True, when_outdated="older")
    assert "precedente" in edition.guide_in("it").tips[0].html


def test_or_its_original_stands_in_its_place_and_says_its_language(
    published: Edition, tip: Tip, editor: User, publish: Publish, add: Add
) -> None:
    other = create_tip(number=7, by=editor, title="Attendez", body="Une heure.")
    publish()
    edition = Edition.objects.get(number=2)
    tip.revise(title="Raccrochez", body="Ne rappelez jamais.", author=editor, base_version=tip.version)
    tip.refresh_from_db()
    translate(tip, body="Non richiamate mai.")
    translate(other, title="Aspettate", body="Un’ora.")
    edition.add_language("it", by=editor, accept_missing=True, when_outdated="original")
    found = edition.guide_in("it").tips
    assert [(one.title, one.language) for one in found] == [("Raccrochez", "fr"), ("Aspettate", "")]
    assert found[0].text == "Puis rappelez le numéro que vous connaissez."


def test_a_title_of_other_words_is_never_printed_since_no_note_can_stand_on_it(
    published: Edition, tip: Tip, editor: User, publish: Publish
) -> None:
    other = create_tip(number=7, by=editor, title="Attendez", body="Une heure.")
    publish()
    edition = Edition.objects.get(number=2)
    tip.revise(title="Ne décrochez pas", body=tip.body, author=editor, base_version=tip.version)
    tip.refresh_from_db()
    translate(tip, title="Non rispondete")
    translate(other, title="Aspettate", body="Un’ora.")
    edition.add_language("it", by=editor, accept_missing=True, when_outdated="older")
    assert edition.guide_in("it").tips[0].title == "Raccrochez"


def test_what_is_not_translated_is_accepted_first(published: Edition, tip: Tip, add: Add) -> None:
    translate(tip)
    with pytest.raises(LanguageNotAdded) as refusal:
        add(accept_missing=False)
    assert "accept_missing" in refusal.value.message_dict


def test_a_language_without_a_tip_is_no_language(published: Edition, add: Add) -> None:
    with pytest.raises(LanguageNotAdded) as refusal:
        add()
    assert refusal.value.code == "nothing"


@pytest.mark.parametrize("language", ["fr", "de", ""])
def test_only_a_language_of_the_guide_that_it_has_not(
    published: Edition, tip: Tip, editor: User, language: str
) -> None:
    translate(tip)
    with pytest.raises(LanguageNotAdded) as refusal:
        published.add_language(language, by=editor, accept_missing=True)
    assert refusal.value.code == "language"


def test_of_two_editors_one_adds_it(published: Edition, tip: Tip, editor: User, add: Add) -> None:
    translate(tip)
    late = Edition.objects.get(pk=published.pk)
    add()
    with pytest.raises(LanguageNotAdded) as refusal:
        late.add_language("it", by=editor, accept_missing=True)
    assert refusal.value.code == "language"
    assert published.steps.filter(what=EditionStep.What.LANGUAGE).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_add_it_at_once_one_is_told(editor: User) -> None:
    translate(create_tip(number=6, by=editor, title="Raccrochez", body="Puis rappelez le numéro que vous connaissez."))
    Edition.objects.in_preparation().publish(by=editor, accept_free_places=True)
    start, outcomes = threading.Barrier(2), []

    def add_it(edition: Edition) -> None:
        start.wait()
        try:
            edition.add_language("it", by=editor, accept_missing=True)
            outcomes.append("added")
        except LanguageNotAdded:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=add_it, args=[Edition.objects.get(number=1)]) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["added", "told"]
    edition = Edition.objects.get(number=1)
    assert edition.steps.filter(what=EditionStep.What.LANGUAGE).count() == 1
    assert edition.texts.filter(language="it").count() == 1


def test_neither_a_withdrawn_edition_nor_one_in_preparation(
    published: Edition, tip: Tip, editor: User, add: Add
) -> None:
    translate(tip)
    published.withdraw(notice="Une erreur.", by=editor)
    for edition in (published, Edition.objects.in_preparation()):
        with pytest.raises(LanguageNotAdded) as refusal:
            edition.add_language("it", by=editor, accept_missing=True)
        assert refusal.value.code == "not_out"


def test_something_else_than_was_shown_does_not_go_out(published: Edition, tip: Tip, add: Add) -> None:
    translate(tip)
    with pytest.raises(LanguageNotAdded) as refusal:
        add(seen="another")
    assert refusal.value.code == "changed"


def test_no_other_file_is_made_again_but_the_pages_that_lead_to_it(
    published: Edition, tip: Tip, client: Client, add: Add
) -> None:
    translate(tip)
    before = {file.form: file.sha256 for file in published.files.filter(language="fr")}
    add()
    after = {file.form: file.sha256 for file in published.files.filter(language="fr")}
    assert {form for form in before if before[form] != after[form]} == {"web"}
    assert {file.state for file in published.files.filter(language="it")} == {"ready"}
    assert '<a href="../it/" lang="it"' in " ".join(client.get("/guide/fr/").text.split())
    assert "Riagganciate" in client.get("/guide/it/").text
    assert "/guide/it/" in client.get("/sitemap.xml").text
    assert folder(1, "it").is_dir()


def test_an_earlier_state_of_the_translation_is_taken_where_it_is_of_the_words_of_the_edition(
    published: Edition, tip: Tip, editor: User, add: Add
) -> None:
    translate(tip)
    tip.revise(title="Raccrochez vite", body="Ne rappelez jamais.", author=editor, base_version=tip.version)
    tip.refresh_from_db()
    translate(tip, title="Riagganciate subito", body="Non richiamate mai.")
    add()
    (found,) = published.guide_in("it").tips
    assert (found.title, found.text) == ("Riagganciate", "Poi richiamate il numero che conoscete.")
    assert "richiamate il numero" in found.html


def test_its_imprint_says_when_it_was_added_and_from_what(published: Edition, tip: Tip, add: Add) -> None:
    translate(tip)
    add(at=timezone.make_aware(datetime(2027, 5, 12, 10)))
    guide = published.guide_in("it")
    assert guide.added and guide.added.on == date(2027, 5, 12) == guide.changed_on
    with translation.override("it"):
        said = added_sentence(guide)
    assert (
        said == "Testo in italiano aggiunto il giorno 12 maggio 2027, tradotto dal testo in francese dell’edizione 1."
    )
    assert added_sentence(published.guide_in("fr")) == ""
    assert said in " ".join((folder(1, "it") / "index.html").read_text().split())
    assert said in build_markdown(guide, Links())
    assert '"added_on": "2027-05-12"' in exchanged(guide) and "added_on" not in exchanged(published.guide_in("fr"))


def test_a_sentence_whose_consent_was_taken_back_is_not_translated_into_it(
    tip: Tip, editor: User, contributor: User, publish: Publish
) -> None:
    tip.quote_person(text="J’ai raccroché.", person=contributor, by=editor)
    consents.answer(tip.consents.get(), by=contributor, agrees=True)
    edition = publish()
    translate(tip, quote="Ho riagganciato.")
    consents.answer(tip.consents.get(), by=contributor, agrees=False)
    edition.add_language("it", by=editor, accept_missing=True)
    assert edition.guide_in("it").tips[0].quotation is None
    assert edition.guide_in("fr").tips[0].quotation


def test_an_erratum_of_all_languages_stands_on_it_where_it_says_the_words(
    published: Edition, tip: Tip, editor: User, add: Add
) -> None:
    published.correct(language="", anchor="tip-6", was="Raccrochez", now="Coupez", why="Mieux.", by=editor)
    translate(tip)
    add()
    assert published.guide_in("it").errata == ()
    assert len(published.guide_in("fr").errata) == 1


def test_the_cover_is_worded_within_its_bounds(published: Edition, tip: Tip, add: Add) -> None:
    translate(tip)
    with pytest.raises(ValidationError) as refusal:
        add(cover=CoverWords(title="x" * 121))
    assert "title" in refusal.value.message_dict


ADD = "/curation/editions/1/added-languages/it/"


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
