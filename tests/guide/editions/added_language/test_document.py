"""A language that is added to an edition which is out: from what is frozen, never from what was made of it since."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.test import Client
from django.utils import timezone, translation

from accounts.models import User
from guide.builds.disk import folder
from guide.editions import Edition
from guide.editions.added_document import CoverWords
from guide.publication.markdown import build_markdown
from guide.publication.materials import Links
from guide.publication.phrases import added_sentence
from guide.reviewing import consents
from guide.tips.models import Tip
from tests.factories import create_tip
from tests.guide.conftest import Publish
from tests.guide.editions.added_language.adding import Add, exchanged, translate

pytestmark = [pytest.mark.django_db, pytest.mark.once]


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
        said
        == "Testo in italiano aggiunto in data 12\u00a0maggio 2027, tradotto dal testo in francese dell’edizione 1."
    )
    assert added_sentence(published.guide_in("fr")) == ""
    assert " ".join(said.split()) in " ".join((folder(1, "it") / "index.html").read_text().split())
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
