"""What earlier editions printed in two languages, offered to whoever translates."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from guide.editions import Edition
from guide.tips.models import Tip
from guide.translating.aids import ParagraphAids, TranslationAids
from guide.translations.models import Translation
from guide.translations.originals import original_of
from guide.translations.segments import source_segments
from guide.translations.staleness import compared
from tests.factories import create_tip
from tests.guide.conftest import Publish
from tests.guide.translating.conftest import BODY
from tests.guide.translating.test_aids import record, targets

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def edition(tip: Tip, contributor: User, publish: Publish) -> Edition:
    """Edition 1 in French and English. Nothing is left of its translations but what it printed."""
    tip.quote_person(text="J’ai raccroché aussitôt.", person=contributor, by=contributor)
    record(tip, quote="I hung up at once.")
    Edition.objects.in_preparation().speak("en")
    Edition.objects.in_preparation().word_cover_in("en", title="Guide in English", subtitle="", summary="")
    edition = publish()
    Translation.objects.all().delete()
    Translation.history.all().delete()
    return edition


def aids_of(body: str, editor: User, **words: str) -> dict[str, ParagraphAids]:
    """Of a new tip that nobody has translated, by its paragraphs."""
    original = original_of(create_tip(number=7, by=editor, title=words.get("title", "Autre chose"), body=body))
    status = compared(source_segments(original), [])
    found = TranslationAids(original, "en").of(status.segments)
    return {one.segment.source: aid for one, aid in zip(status.segments, found, strict=True)}


def test_the_frozen_documents_of_earlier_editions_say_what_a_paragraph_was_called(
    edition: Edition, editor: User
) -> None:
    found = aids_of(BODY.replace("honte", "peur"), editor)
    (match,) = found["Rappelez **vous-même** le numéro."].matches
    assert match.is_exact and match.pair.target == "Call the number back **yourself**."
    assert (match.pair.origin, match.pair.at) == ("Édition 1", edition.published_at)
    (match,) = found["Raccrochez tout de suite, sans peur."].matches
    assert 75 <= match.score < 100
    assert found["Oui."].matches[0].is_in_context


def test_the_words_of_its_cover_are_remembered(edition: Edition, editor: User) -> None:
    found = aids_of("Rien.", editor, title=edition.full_title)
    assert targets(found[edition.full_title]) == ["Guide in English"]


def test_they_stand_beside_a_line_of_the_next_cover_until_it_is_worded(
    edition: Edition, translator: User, sign_in: Callable[[User], Client]
) -> None:
    following = Edition.objects.in_preparation()
    following.describe(title=edition.full_title, subtitle=following.subtitle, summary=following.summary)
    following.speak("en")
    following.word_cover_in("en", title="", subtitle="", summary="")
    client, address = sign_in(translator), f"/curation/editions/{following.number}/languages/en/"
    page = client.get(address).text
    assert page.count('data-take-wording="Guide in English"') == 1 and "Édition 1" in page
    following.word_cover_in("en", title="Another <b>guide</b>", subtitle="", summary="")
    page = client.get(address).text
    assert "data-take-wording" not in page and "<b>guide" not in page


def test_a_quotation_is_not_whoever_said_it_may_not_agree_any_more(edition: Edition, editor: User) -> None:
    assert not targets(aids_of("J’ai raccroché aussitôt.", editor)["J’ai raccroché aussitôt."])


def test_an_edition_that_was_withdrawn_is_not_asked(edition: Edition, editor: User) -> None:
    edition.withdraw(notice="Une erreur", by=editor)
    assert not any(aid.matches for aid in aids_of(BODY, editor).values())


def test_an_older_translation_that_was_printed_does_not_pass_for_one_of_the_words_beside_it(
    tip: Tip, editor: User, publish: Publish
) -> None:
    record(tip)
    tip.revise(title=tip.title, body=BODY.replace("sans", "avec"), author=editor, base_version=tip.version)
    edition = Edition.objects.in_preparation()
    edition.speak("en")
    edition.choose_for("en", when_missing="original", when_outdated="older")
    publish()
    found = aids_of(BODY.replace("sans", "avec"), editor)["Raccrochez tout de suite, avec honte."].matches
    assert [(match.is_exact, match.pair.target) for match in found] == [(False, "Hang up at once, without shame.")]


def test_what_stands_in_the_place_of_a_translation_is_none(tip: Tip, editor: User, publish: Publish) -> None:
    Edition.objects.in_preparation().speak("en")
    publish()
    assert not any(aid.matches for aid in aids_of(BODY, editor).values())


def test_editions_are_asked_only_for_what_was_never_approved_in_these_words(
    edition: Edition, editor: User, django_assert_num_queries
) -> None:
    other = create_tip(number=8, by=editor, title="Autre", body="Oui.")
    row = record(other, title="Other", body="Yes.")
    statuses = compared(source_segments(original_of(other)), []).segments
    with django_assert_num_queries(2):
        TranslationAids(original_of(other), "en").of(statuses)
    row.delete()
    Translation.history.all().delete()
    with django_assert_num_queries(3):
        TranslationAids(original_of(other), "en").of(statuses)
