"""What went to proof is frozen: what is written later waits, or is taken in text by text, with a sentence that says why."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from campaign.site_settings import current
from campaign.site_settings.models import SiteSettings
from guide.builds.disk import folder_of
from guide.editions import InProof
from guide.editions.proof import NotGreen
from guide.editions.proof.changes import changes_since
from guide.editions.proof.parts import COVER, parts_of
from guide.models import Edition, EditionStep, Section, Tip
from guide.publication.colophon import Imprint
from guide.reviewing import consents
from tests.factories import change_site_settings, create_theme, create_tip
from tests.guide.conftest import Publish
from tests.guide.publication.documents import make_guide

pytestmark = pytest.mark.django_db

URL = "/curation/editions/1/proof/"


def words_of(edition: Edition) -> str:
    return (folder_of(edition) / "index.html").read_text()


def rewrite(tip: Tip, body: str, by: User) -> None:
    tip.refresh_from_db()
    tip.revise(title=tip.title, body=body, author=by, base_version=tip.version)


@pytest.mark.once
def test_what_is_written_after_the_proof_goes_into_the_next_edition(
    proof: Edition, tip: Tip, editor: User, publish: Publish
) -> None:
    rewrite(tip, "Puis parlez.", editor)
    create_tip(number=7, by=editor, title="Arrivé trop tard")
    edition = publish()
    assert "Puis rappelez" in words_of(edition)
    assert "Arrivé trop tard" not in words_of(edition)
    assert edition.guide.published_on is not None
    assert "Puis parlez" in words_of(publish())


@pytest.mark.once
def test_a_shell_that_takes_an_edition_to_proof_reads_the_settings_once(tip: Tip, editor: User) -> None:
    current._memo.set(None)  # nothing surrounds it
    edition = Edition.objects.in_preparation()
    with CaptureQueriesContext(connection) as asked:
        edition.take_to_proof(by=editor)
    assert sum(f'FROM "{SiteSettings._meta.db_table}"' in one["sql"] for one in asked) == 1


def test_the_preview_shows_the_proof(proof: Edition, tip: Tip, editor: User, as_editor: Client) -> None:
    rewrite(tip, "Puis parlez.", editor)
    assert "Puis rappelez" in as_editor.get("/curation/editions/1/preview/fr/").text


def test_in_proof_the_one_thing_to_do_with_an_edition_is_to_publish_it(proof: Edition, as_editor: Client) -> None:
    text = as_editor.get("/curation/editions/1/").text
    assert "Édition 1, en relecture finale" in text
    assert text.count('class="btn do"') == 1
    assert '<a class="btn do" href="/curation/editions/1/publish/">' in text


@pytest.mark.once
def test_the_proof_lists_what_has_changed_since_and_one_change_is_taken_in(
    proof: Edition, tip: Tip, editor: User, as_editor: Client, publish: Publish
) -> None:
    rewrite(tip, "Puis appelez le numéro que vous connaissez.", editor)
    intro = Section.objects.get(kind="introduction")
    intro.record_revision(body="Bienvenue.", author=editor, base_version=1)
    found = {change.key: change for change in changes_since(proof)}
    key = f"tip:{tip.reference}"
    assert {key: "reworded", "section:introduction": "new"} == {one: change.how for one, change in found.items()}
    assert [change.text for change in found[key].wordings[0].changes if change.kind] == ["rappelez", "appelez"]
    assert "<del>rappelez</del>" in as_editor.get(URL).text
    refused = as_editor.post(URL, {"take_in": key, "why": ""})
    assert refused.status_code == 422
    as_editor.post(URL, {"take_in": key, "why": "Une faute de frappe.", "although": "on"})
    step = proof.steps.get(what=EditionStep.What.TAKEN_IN)
    assert (step.by, step.why, "rappelez" in step.was) == (editor, "Une faute de frappe.", True)
    assert "Une faute de frappe." in as_editor.get(URL).text
    edition = publish()
    assert "Puis appelez" in words_of(edition)
    assert "Bienvenue." not in words_of(edition)


@pytest.mark.once
def test_what_nobody_approved_or_translated_is_taken_in_only_where_that_is_said(
    tip: Tip, editor: User, as_editor: Client
) -> None:
    edition = Edition.objects.in_preparation()
    edition.speak("it")
    edition.choose_for("it", when_missing="original", when_outdated="older")
    edition.take_to_proof(by=editor)
    rewrite(tip, "Puis parlez.", editor)
    sent = {"take_in": f"tip:{tip.reference}", "why": "Une faute."}
    refused = as_editor.post(URL, sent)
    assert refused.status_code == 422
    assert "Personne n’a approuvé le conseil 6 tel qu’il est maintenant." in refused.text
    assert "Italien : il n’est pas traduit tel qu’il est maintenant." in refused.text.replace("\u00a0", " ")
    assert not edition.steps.filter(what=EditionStep.What.TAKEN_IN).exists()
    assert as_editor.post(URL, sent | {"although": "on"}).status_code == 302
    assert edition.steps.filter(what=EditionStep.What.TAKEN_IN).exists()


@pytest.mark.once
def test_an_approved_tip_is_taken_in_without_a_question(proof: Edition, tip: Tip, editor: User) -> None:
    rewrite(tip, "Puis parlez.", editor)
    Tip.objects.update(state=Tip.State.APPROVED)
    proof.take_in(f"tip:{tip.reference}", why="Une faute.", by=editor)
    assert proof.steps.filter(what=EditionStep.What.TAKEN_IN).exists()


@pytest.mark.once
def test_what_was_taken_in_already_is_refused(proof: Edition, tip: Tip, editor: User) -> None:
    rewrite(tip, "Puis parlez.", editor)
    proof.take_in(f"tip:{tip.reference}", why="Une faute.", by=editor, although=True)
    for key in (f"tip:{tip.reference}", "tip:id-999", "nothing", "cover"):
        with pytest.raises(ValidationError):
            proof.take_in(key, why="Encore.", by=editor, although=True)


@pytest.mark.once
def test_a_tip_that_changed_places_is_not_taken_in_alone(
    proof: Edition, tip: Tip, editor: User, as_editor: Client
) -> None:
    tip.refresh_from_db()
    tip.move_to(7, by=editor)
    assert [change.how for change in changes_since(proof)] == ["moved"]
    assert as_editor.post(URL, {"take_in": f"tip:{tip.reference}", "why": "Mieux là."}).status_code == 422


@pytest.mark.once
def test_new_and_gone_tips_are_taken_in(proof: Edition, tip: Tip, editor: User, publish: Publish) -> None:
    new = create_tip(number=7, by=editor, title="Encore un")
    tip.refresh_from_db()
    tip.release(by=editor)
    proof.take_in(f"tip:{new.reference}", why="Il manquait.", by=editor, although=True)
    proof.take_in(f"tip:{tip.reference}", why="Il est faux.", by=editor)
    assert [one.number for one in publish().guide.tips] == [7]


def test_the_number_of_places_stays_while_it_is_in_proof(proof: Edition, editor: User) -> None:
    with pytest.raises(InProof):
        proof.allot({create_theme(number=1): 7}, by=editor)


@pytest.mark.once
def test_going_back_throws_the_proof_away(proof: Edition, tip: Tip, editor: User, publish: Publish) -> None:
    rewrite(tip, "Puis parlez.", editor)
    proof.back_from_proof(by=editor)
    assert proof.documents == {}
    assert "Puis parlez." in words_of(publish())


def test_with_a_mapping_every_line_wants_its_reason(tip: Tip, editor: User) -> None:
    edition = Edition.objects.in_preparation()
    with pytest.raises(NotGreen) as refusal:
        edition.take_to_proof(by=editor, reasons={"free_places": "Il y en aura d’autres."})
    wanting = {check.key for check in refusal.value.wanting}
    assert "unapproved" in wanting
    assert "free_places" not in wanting
    assert not Edition.objects.get().is_in_proof


@pytest.mark.once
def test_a_consent_taken_back_after_the_proof_keeps_the_sentence_out(
    tip: Tip, editor: User, contributor: User, publish: Publish
) -> None:
    tip.quote_person(text="J’ai raccroché.", person=contributor, by=editor)
    consent = tip.consents.get()
    consents.answer(consent, by=contributor, agrees=True)
    Edition.objects.in_preparation().take_to_proof(by=editor)
    assert Edition.objects.get().guide.tips[0].quotation is not None
    consents.answer(consent, by=contributor, agrees=False)
    assert "raccroché" not in words_of(publish())


@pytest.mark.once
@pytest.mark.parametrize(("language", "said"), [("fr", "«\u00a0J’ai raccroché.\u00a0»"), ("ja", "「J’ai raccroché.」")])
def test_a_quotation_is_compared_in_the_marks_of_its_language(
    tip: Tip, editor: User, contributor: User, language: str, said: str
) -> None:
    tip.quote_person(text="J’ai raccroché.", person=contributor, by=editor)
    consents.answer(tip.consents.get(), by=contributor, agrees=True)
    Edition.objects.in_preparation().take_to_proof(by=editor)
    parts = parts_of(replace(Edition.objects.get().guide, language=language))
    assert any(said in part.text for part in parts.values())


@pytest.mark.once
def test_where_a_tip_comes_from_is_read_as_it_was_frozen(
    proof: Edition, tip: Tip, editor: User, as_editor: Client, publish: Publish
) -> None:
    rewrite(tip, "Puis parlez.", editor)
    publish()
    assert "Puis rappelez" in as_editor.get(f"/guide/tips/{tip.reference}/").text


@pytest.mark.once
def test_where_a_tip_comes_from_is_read_as_it_was_taken_in(
    proof: Edition, tip: Tip, editor: User, as_editor: Client, publish: Publish
) -> None:
    rewrite(tip, "Puis parlez.", editor)
    proof.take_in(f"tip:{tip.reference}", why="Une faute.", by=editor, although=True)
    rewrite(tip, "Puis taisez-vous.", editor)
    publish()
    assert "Puis parlez" in as_editor.get(f"/guide/tips/{tip.reference}/").text


OTHER_VALUES = {
    field.name: not field.default if isinstance(field.default, bool) else "Autre" for field in fields(Imprint)
}


@pytest.mark.pure
@pytest.mark.parametrize("name", OTHER_VALUES)
def test_each_value_of_the_imprint_that_changes_is_read_in_the_words_of_the_proof(name: str) -> None:
    imprint = Imprint(**{name: OTHER_VALUES[name]})  # type: ignore[arg-type]
    was, now = (parts_of(guide)[COVER] for guide in (make_guide(), make_guide(imprint=imprint)))
    assert was.what != now.what
    assert was.text != now.text


@pytest.mark.pure
def test_what_is_said_beside_the_texts_is_in_the_language_of_the_guide() -> None:
    guide = make_guide(imprint=Imprint(is_not_for_sale=True))
    said = {language: parts_of(replace(guide, language=language))[COVER].text for language in ("it", "ja")}
    assert "non in vendita" in said["it"].lower()
    assert "非売品" in said["ja"]


@pytest.mark.once
def test_whether_the_guide_may_be_sold_is_said_in_words(proof: Edition, as_editor: Client, publish: Publish) -> None:
    change_site_settings(is_not_for_sale=True)
    assert "<ins>Ne peut être vendu" in as_editor.get(URL).text
    Edition.objects.get().take_in("cover", why="Il est gratuit.", by=User.objects.get(), although=True)
    assert "Ne peut être vendu" not in as_editor.get(URL).text
    publish()
    publish()
    assert as_editor.get("/guide/editions/compare/").status_code == 200
