"""What is not ready holds a language back, or does not, as its editors chose for it: from the proof to the readers."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from guide.editions import Edition
from guide.tips.models import Tip
from guide.translations.models import Translation
from guide.translations.originals import originals
from tests.factories import create_tip
from tests.guide.conftest import Publish

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def tip(editor: User) -> Tip:
    return create_tip(number=6, by=editor, title="Raccrochez", body="Puis rappelez le numéro que vous connaissez.")


@pytest.fixture
def edition(tip: Tip, editor: User) -> Edition:
    """In French, Italian and Japanese: all is translated, and then the tip says something else."""
    found = Edition.objects.in_preparation()
    for language in ("it", "ja"):
        found.speak(language)
        for original in originals():
            words = {name: f"{language} {value}" for name in ("title", "body") if (value := getattr(original, name))}
            words |= {"short_title": original.short_title and language}
            Translation.objects.record(
                original.text, language=language, source_version=original.version, by=None, **words
            )
    tip.revise(title=tip.title, body="Ne rappelez jamais.", author=editor, base_version=tip.version)
    return found


def plain(page: str) -> str:
    return " ".join(page.replace("\u00a0", " ").split())


def test_the_checklist_says_by_language_what_is_not_ready_until_it_is_decided(
    edition: Edition, as_editor: Client
) -> None:
    proof = "/curation/editions/1/proof/"
    page = plain(as_editor.get(proof).text)
    assert "2 traductions en retard" in page
    assert "Italien : 1 texte" in page and "Japonais : 1 texte" in page
    assert 'href="/curation/editions/1/languages/it/"' in page
    edition.choose_for("it", when_missing="", when_outdated="leave")
    page = plain(as_editor.get(proof).text)
    assert "1 traduction en retard" in page and "Italien : 1 texte" not in page and "Japonais : 1 texte" in page


def test_one_language_is_held_back_and_another_goes_out_and_the_first_follows_later(
    edition: Edition, publish: Publish, editor: User, client: Client, tip: Tip
) -> None:
    edition.choose_for("it", when_missing="", when_outdated="leave")
    edition.choose_for("ja", when_missing="", when_outdated="original")
    published = publish()
    assert published.languages == ("fr", "ja")
    (printed,) = published.guide_in("ja").tips
    assert (printed.text, printed.language) == ("Ne rappelez jamais.", "fr")
    assert client.get("/guide/editions/1/it/").status_code == 404
    tip.refresh_from_db()
    Translation.objects.record(
        tip, language="it", title="Riagganciate", body="Mai.", source_version=tip.version, by=None
    )
    published.add_language("it", by=editor)
    assert published.languages == ("fr", "it", "ja")
    assert published.guide_in("it").tips[0].text == "Mai."


def test_an_outdated_translation_goes_out_where_its_editors_chose_so(edition: Edition, publish: Publish) -> None:
    for language in ("it", "ja"):
        edition.choose_for(language, when_missing="", when_outdated="older")
    published = publish()
    assert [published.guide_in(language).tips[0].text for language in ("it", "ja")] == [
        "it Puis rappelez le numéro que vous connaissez.",
        "ja Puis rappelez le numéro que vous connaissez.",
    ]
