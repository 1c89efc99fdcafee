"""Forms that are not to be used for a term of the glossary: where they are said, and who is warned of them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from guide.glossary.models import MOST_FORMS, AvoidedForms
from guide.sections import Section
from guide.tips.models import Tip
from guide.translating.terms import TermPair, avoided_warnings, field_of
from guide.translations.models import Translation
from tests.factories import create_tip
from tests.guide.translating.test_aids import TRANSLATED, aids, record
from tests.sending import loaded

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def warnings(text: str, language: str, term: str, *avoided: str) -> list[str]:
    return avoided_warnings(text, language, [TermPair(("Mot",), (term,), avoided)])


@pytest.mark.parametrize(
    ("text", "language", "term", "avoided", "is_warned"),
    [
        ("Non cadere nelle **ipertruccature**.", "it", "Deepfake", "ipertruccatura", True),
        ("Un deepfake non è una prova.", "it", "Deepfake", "ipertruccatura", False),
        ("Two data leaks in a year.", "en", "Data breach", "data leak", True),
        ("The data do not leak.", "en", "Data breach", "data leak", False),
        ("[Data leak](https://example.org)", "en", "Data breach", "data leak", True),
        ("See https://example.org/data-leak.", "en", "Data breach", "dataleak", False),
        ("二段階認証を使います。", "ja", "二要素認証", "二段階認証", True),
        ("二要素認証を使います。", "ja", "二要素認証", "認証", False),  # part of the term itself
        ("認証を使います。", "ja", "二要素認証", "認証", True),
    ],
)
def test_a_form_to_avoid_is_found_by_its_stems_or_as_it_is_written(
    text: str, language: str, term: str, avoided: str, is_warned: bool
) -> None:
    assert bool(warnings(text, language, term, avoided)) == is_warned


def test_the_warning_says_what_the_glossary_says_instead() -> None:
    (words,) = warnings("Two data leaks.", "en", "Data breach", "data leak")
    assert "data leak" in words and "Data breach" in words


def test_who_translates_is_warned_also_where_the_original_does_not_use_the_term(tip: Tip, glossary: Section) -> None:
    AvoidedForms.objects.of("en").avoid({"Numéro": ["number back"]})
    AvoidedForms.objects.of("it").avoid({"Honte": ["shame"]})
    record(tip)
    found = aids(tip)
    assert found["Raccrochez tout de suite, sans honte."].warnings == []
    (warning,) = found["Rappelez **vous-même** le numéro."].warnings
    assert "number back" in warning and "Number" in warning


def test_the_glossary_itself_may_name_them(glossary: Section) -> None:
    AvoidedForms.objects.of("en").avoid({"Honte": ["feeling"]})
    assert not any("feeling" in warning for aid in aids(glossary).values() for warning in aid.warnings)  # type: ignore[arg-type]


@pytest.fixture
def screen(glossary: Section) -> str:
    return reverse("guide:avoided_forms", args=["en"])


def test_a_translator_says_them_term_by_term(screen: str, translator: User, sign_in) -> None:
    client = sign_in(translator)
    page = client.get(screen).text
    assert "Honte" in page and "Shame" in page
    sent = loaded(client, screen, []) | {field_of("Honte"): "disgrace,  <b>embarrassment</b>、 disgrace"}
    assert client.post(screen, sent).status_code == 302
    assert AvoidedForms.objects.of("en").forms == {"Honte": ["disgrace", "<b>embarrassment</b>"]}
    page = client.get(screen).text
    assert "&lt;b&gt;embarrassment" in page and "<b>embarrassment" not in page


def test_what_the_glossary_has_no_more_stays_until_somebody_takes_it_out(
    screen: str, translator: User, sign_in
) -> None:
    AvoidedForms.objects.of("en").avoid({'<script>"Ancien"': ["old"]})
    client = sign_in(translator)
    page = client.get(screen).text
    assert "&lt;script&gt;" in page and "<script>&quot;Ancien" not in page and 'value="old"' in page
    client.post(screen, loaded(client, screen, []) | {field_of('<script>"Ancien"'): ""})
    assert AvoidedForms.objects.of("en").forms == {}


def test_too_many_are_refused_and_what_was_typed_stays(screen: str, translator: User, sign_in) -> None:
    client, many = sign_in(translator), ", ".join(f"form {n}" for n in range(MOST_FORMS + 1))
    refused = client.post(screen, loaded(client, screen, []) | {field_of("Honte"): many})
    assert refused.status_code == 422 and f"form {MOST_FORMS}" in refused.text
    assert AvoidedForms.objects.of("en").forms == {}


def test_the_texts_in_which_one_stands_are_named_in_each_language(
    tip: Tip, screen: str, editor: User, as_editor: Client
) -> None:
    record(tip)
    AvoidedForms.objects.of("en").avoid({"Honte": ["hang up"]})
    page = as_editor.get(screen).text
    assert tip.label in page
    AvoidedForms.objects.of("fr").avoid({"Honte": ["rappelez"]})
    other = create_tip(number=7, by=editor, title="Rien", body="Rien.")
    page = as_editor.get(reverse("guide:avoided_forms", args=["fr"])).text
    assert tip.label in page and other.label not in page


def test_the_screen_of_the_glossary_leads_to_them(glossary: Section, as_editor: Client) -> None:
    page = as_editor.get(glossary.get_absolute_url()).text
    for code in ("fr", "en", "it", "ja"):
        assert reverse("guide:avoided_forms", args=[code]) in page


def test_another_language_than_those_of_the_guide_has_none(as_editor: Client) -> None:
    assert as_editor.get(reverse("guide:avoided_forms", args=["de"])).status_code == 404


def test_a_glossary_without_a_translation_warns_of_nothing(tip: Tip, glossary: Section) -> None:
    AvoidedForms.objects.of("en").avoid({"Honte": ["shame"]})
    Translation.objects.filter(section=glossary).delete()
    record(tip, body=TRANSLATED)
    assert not any("shame" in warning for aid in aids(tip).values() for warning in aid.warnings)
