"""What helps with the paragraphs of a text: from what was approved in the language, and from its glossary."""

from __future__ import annotations

import pytest

from accounts.models import User
from guide.sections import Section
from guide.tips.models import Tip
from guide.translating.aids import ParagraphAids, TranslationAids
from guide.translations.models import Translation
from guide.translations.originals import original_of
from guide.translations.segments import source_segments
from guide.translations.staleness import compared
from tests.factories import create_tip
from tests.guide.translating.conftest import BODY

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TRANSLATED = "Hang up at once, without shame.\n\n- Call the number back **yourself**.\n- Yes."


def record(tip: Tip, **words: str) -> Translation:
    values = {"title": "Hang up", "body": TRANSLATED} | words
    return Translation.objects.record(tip, language="en", source_version=tip.version, by=None, **values)


def aids(tip: Tip, language: str = "en") -> dict[str, ParagraphAids]:
    """The aids for each paragraph of a tip, by its words, against what is approved."""
    original = original_of(tip)
    row = Translation.objects.of(tip).in_language(language).first()
    status = compared(source_segments(original), row.paragraphs if row else [])
    found = TranslationAids(original, language).of(status.segments)
    return {one.segment.source: aid for one, aid in zip(status.segments, found, strict=True)}


def targets(aid: ParagraphAids) -> list[str]:
    return [match.pair.target for match in aid.matches]


def test_a_new_text_is_shown_what_similar_paragraphs_are_called_elsewhere(tip: Tip, editor: User) -> None:
    record(tip)
    other = create_tip(number=7, by=editor, title="Autre chose", body=BODY.replace("sans honte", "sans peur"))
    found = aids(other)
    (match,) = found["Raccrochez tout de suite, sans peur."].matches
    assert (match.pair.target, match.pair.origin, match.is_exact) == (
        "Hang up at once, without shame.",
        "Hang up",
        False,
    )
    assert match.pair.at is not None
    (match,) = found["Oui."].matches
    assert match.is_exact and match.is_in_context


def test_a_paragraph_that_is_done_is_shown_none(tip: Tip) -> None:
    record(tip)
    assert all(aid.matches == [] for aid in aids(tip).values())


def test_an_earlier_wording_is_found_again_after_the_original_has_gone_back(tip: Tip, editor: User) -> None:
    record(tip)
    tip.revise(title=tip.title, body=BODY.replace("honte", "peur"), author=editor, base_version=tip.version)
    tip.refresh_from_db()
    record(tip, body=TRANSLATED.replace("shame", "fear"))
    tip.revise(title=tip.title, body=BODY, author=editor, base_version=tip.version)
    tip.refresh_from_db()
    assert targets(aids(tip)["Raccrochez tout de suite, sans honte."]) == ["Hang up at once, without shame."]


def test_another_language_knows_nothing_of_it(tip: Tip) -> None:
    record(tip)
    assert all(not aid.matches and not aid.terms for aid in aids(tip, "it").values())


def test_the_terms_of_a_paragraph_come_from_the_approved_glossary(tip: Tip, glossary: Section) -> None:
    record(tip, body=TRANSLATED.replace("shame", "embarrassment"))
    found = aids(tip)
    aid = found["Raccrochez tout de suite, sans honte."]
    assert [(pair.source[0], pair.target[0]) for pair in aid.terms] == [("Honte", "Shame")]
    (warning,) = aid.warnings
    assert "Honte" in warning and "Shame" in warning
    assert found["Rappelez **vous-même** le numéro."].warnings == []


def test_what_may_be_wrong_is_said_of_what_is_translated_alone(tip: Tip) -> None:
    record(tip, body=TRANSLATED.replace("**yourself**", "**yourself"))
    found = aids(tip)
    (warning,) = found["Rappelez **vous-même** le numéro."].warnings
    assert "**" in warning
    Translation.objects.all().delete()
    assert all(aid.warnings == [] for aid in aids(tip).values())


def test_two_queries_at_most_whatever_there_is(tip: Tip, glossary: Section, django_assert_num_queries) -> None:
    for number in range(3):
        record(tip, title=f"Hang up {number}")
    original = original_of(tip)
    missing = compared(source_segments(original), []).segments
    with django_assert_num_queries(2):
        TranslationAids(original, "en").of(missing)
    done = compared(source_segments(original), Translation.objects.of(tip).get().paragraphs).segments
    with django_assert_num_queries(1):
        TranslationAids(original, "en").of(done)


def test_no_more_than_so_many_pairs_are_remembered(tip: Tip, monkeypatch: pytest.MonkeyPatch, editor: User) -> None:
    monkeypatch.setattr("guide.translating.aids.MOST_PAIRS", 2)
    record(tip)
    other = create_tip(number=7, by=editor, title="Autre chose", body=BODY)
    found = aids(other)
    assert targets(found["Raccrochez tout de suite, sans honte."]) == ["Hang up at once, without shame."]
    assert targets(found["Oui."]) == []
