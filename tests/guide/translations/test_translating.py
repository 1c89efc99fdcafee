"""The guide in another language: what is translated, what is not, and what becomes of that."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from guide.editions import Edition, language_status
from guide.editions.assembly import assemble
from guide.publication.layout import lay_out
from guide.publication.web import build_web
from guide.sections import Section
from guide.tips.models import Tip
from guide.translations.models import Translation
from guide.translations.originals import originals
from guide.translations.querysets import TranslationChanged
from tests.factories import create_theme
from tests.guide.conftest import Publish

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def translate(tip: Tip, **changes: object) -> Translation:
    values = {"title": "Riagganciate", "body": "Riagganciate: è *phishing*.", "quote": "Ho riagganciato."}
    version = {"source_version": tip.version, "language": "it", "by": None}
    return Translation.objects.record(tip, **version | values | changes)  # type: ignore[arg-type]


def translate_everything(edition: Edition) -> None:
    edition.word_cover_in("it", title="Buon senso", subtitle="venti consigli", summary="Ecco.")
    for original in originals():
        words = {"title": f"It {original.title}"[:140], "body": original.body and "Phishing\n:   Una trappola."}
        words |= {"short_title": original.short_title and "Breve", "quote": original.quote and "Ho riagganciato."}
        Translation.objects.record(original.text, language="it", source_version=original.version, by=None, **words)


def test_everything_translated_is_the_guide_in_that_language(edition: Edition, tip: Tip) -> None:
    translate_everything(edition)
    translate(tip)
    guide = assemble(edition, language="it")
    assert (guide.language, guide.title, guide.subtitle, guide.summary) == (
        "it",
        "Buon senso",
        "venti consigli",
        "Ecco.",
    )
    assert guide.publisher == "Société d’essai"
    assert guide.chapters[1].short_title == "Breve"
    assert "Una trappola" in guide.chapters[1].opening_html
    (found,) = guide.tips
    assert (found.title, found.quotation and found.quotation.text) == ("Riagganciate", "Ho riagganciato.")
    assert found.language == "" and found.origin.people == assemble(edition).tips[0].origin.people
    assert '<a class="word" href="#glossary-word-1">phishing</a>' in lay_out(guide).chapters[1].tips[0].html


def test_what_is_not_translated_stands_there_as_it_is_and_says_its_language(edition: Edition, settings) -> None:
    guide = assemble(edition, language="it")
    assert (guide.title, guide.tips[0].language, guide.chapters[1].opening_language) == (
        "Le guide d’essai",
        "fr",
        "fr",
    )
    page = build_web(guide, assets=settings.PUBLICATION_ASSETS)["index.html"].decode()
    assert '<html lang="it">' in page
    assert '<div class="text" lang="fr"><p data-' in page or '<div class="text" lang="fr">' in page


def test_an_older_translation_is_printed_or_its_original_as_the_editors_choose(
    edition: Edition, tip: Tip, editor: User
) -> None:
    translate(tip)
    tip.revise(title="Nouveau", body="Nouveau texte.", author=editor, base_version=tip.version)
    assert [original.key for original in language_status.outdated(edition)["it"]] == [f"tip-{tip.pk}"]
    assert assemble(edition, language="it").tips[0].title == "Riagganciate"
    edition.choose_for("it", when_missing="original", when_outdated="original")
    assert assemble(edition, language="it").tips[0].title == "Nouveau"


def test_a_quotation_that_was_never_translated_makes_a_translation_outdated(edition: Edition, tip: Tip) -> None:
    translate(tip, quote="")
    assert language_status.outdated(edition)["it"]
    assert assemble(edition, language="it").tips[0].quotation is None


def test_a_quotation_without_consent_is_printed_in_no_language(edition: Edition, tip: Tip, editor: User) -> None:
    tip.consents.all().delete()
    translate(tip)
    assert assemble(edition, language="it").tips[0].quotation is None


def test_what_is_missing_is_named_and_wants_a_choice(edition: Edition, tip: Tip) -> None:
    keys = [original.key for original in language_status.missing(edition)["it"]]
    assert keys == [
        "theme-1",
        "theme-2",
        "section-opening-2",
        f"tip-{tip.pk}",
        "theme-3",
        "theme-4",
        "section-glossary",
    ]
    assert language_status.undecided(edition) == ["it"]
    edition.choose_for("it", when_missing="original", when_outdated="")
    assert language_status.undecided(edition) == []


def test_a_language_that_is_left_out_comes_with_the_next_edition(edition: Edition, publish: Publish) -> None:
    edition.choose_for("it", when_missing="leave", when_outdated="")
    published = publish()
    assert published.languages == ("fr",)
    assert set(published.files.values_list("language", flat=True)) == {"fr"}
    with pytest.raises(LookupError):
        published.guide_in("it")
    assert Edition.objects.in_preparation().languages == ("fr", "it")


def test_an_edition_is_frozen_in_each_of_its_languages(edition: Edition, tip: Tip, publish: Publish) -> None:
    translate(tip)
    edition.choose_for("it", when_missing="original", when_outdated="")
    published = publish()
    assert published.guide_in("it").tips[0].title == "Riagganciate"
    assert published.guide_in("it").chapters[0].language == "fr"
    translate(tip, title="Dopo")
    assert published.guide_in("it").tips[0].title == "Riagganciate"


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_stored(tip: Tip) -> None:
    with pytest.raises(ValidationError) as refusal:
        translate(tip, title="", body=" ", quote="x" * 501)
    assert set(refusal.value.error_dict) == {"title", "body", "quote"}
    assert not Translation.objects.exists()


@pytest.mark.parametrize("language", ["fr", "de", ""])
def test_only_languages_of_the_guide_besides_its_own(tip: Tip, language: str) -> None:
    with pytest.raises(ValidationError):
        translate(tip, language=language)


def test_who_saves_over_somebody_is_told_and_nothing_is_lost(tip: Tip) -> None:
    first = translate(tip, seen="")
    with pytest.raises(TranslationChanged) as refusal:
        translate(tip, title="Altro", seen="")
    assert refusal.value.theirs == first
    assert Translation.objects.get().title == "Riagganciate"
    assert translate(tip, title="Altro", seen=first.mark).title == "Altro"


def test_a_version_that_does_not_exist_is_the_newest(tip: Tip) -> None:
    assert translate(tip, source_version=99).source_version == tip.version


def test_a_theme_has_a_question_and_a_short_title(edition: Edition) -> None:
    row = Translation.objects.record(
        create_theme(number=2), language="it", title="Come?", short_title="Truffe", source_version=0, by=None
    )
    assert (row.title, row.short_title, row.body) == ("Come?", "Truffe", "")


def test_typography_is_that_of_the_language(tip: Tip) -> None:
    assert "\u00a0" not in translate(tip, body="Perché : così !").body_html.replace("&nbsp;", "\u00a0")


def test_an_empty_section_needs_no_translation(edition: Edition) -> None:
    assert Section.objects.filter(kind="editorial").exists()
    assert "section-editorial" not in [original.key for original in originals()]
