"""The demo's guide in its languages: two are up to date, one is outdated in places, and each state can be seen."""

from __future__ import annotations

import pytest

from guide.models import Suggestion, Translation, TranslationStep
from guide.translating.progress import progress_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_demo")]


def test_english_and_japanese_are_up_to_date() -> None:
    for progress in progress_of(["en", "ja"]):
        left = {text.original.key: text.state.value for text in progress.texts if text.state != "approved"}
        assert (progress.percent, progress.words_left, left) == (100, 0, {}), progress.language


def test_italian_is_outdated_in_places_and_shows_what_is_to_be_done() -> None:
    (italian,) = progress_of(["it"])
    left = {text.original.key: text.state.value for text in italian.texts if text.state != "approved"}
    assert left == {"section-glossary": "outdated", "section-introduction": "review", "section-conclusion": "sent_back"}
    assert 90 < italian.percent < 100
    glossary = next(text for text in italian.texts if text.original.key == "section-glossary")
    assert glossary.status.number_of("outdated") == 1


def test_a_colleague_has_suggested_a_wording_and_a_translator_has_asked_about_an_original() -> None:
    assert Suggestion.objects.open().get().tip.number == 3
    assert TranslationStep.objects.get(act="remark").note.startswith("«")


def test_somebody_else_approved_each_translation() -> None:
    for row in Translation.objects.select_related("by", "approved_by"):
        assert row.by and row.approved_by and row.by != row.approved_by
