"""What the site says beside a question, in the language of its reader."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from accounts.models import User
from guide.models import Translation
from guide.translating.progress import TextState, progress_of
from guide.translations.originals import of_theme
from guide.translations.segments import source_segments
from guide.translations.translated_texts import is_outdated, words_of_question
from tests.factories import create_theme
from themes.models import Theme

pytestmark = pytest.mark.django_db

ITALIAN = ("Come stare al sicuro?", "Sicurezza", "Raccontateci.", "Una volta …", "Di solito …", "Io …")


@pytest.fixture
def theme(editor: User) -> Theme:
    theme = create_theme()
    values = {"introduction": "Racontez-nous.", "starters": ["Un jour …", "D’habitude …"], "sentence": "Moi, je …"}
    theme.decide(values, by=editor)
    paragraphs = zip(source_segments(of_theme(theme)), ITALIAN, strict=True)
    translated = [replace(one, target=words) for one, words in paragraphs]
    Translation.objects.record(
        theme, language="it", title=ITALIAN[0], short_title=ITALIAN[1], segments=translated, source_version=0, by=editor
    )
    return theme


def state_of(theme: Theme) -> TextState:
    (progress,) = progress_of(["it"])
    return next(text.state for text in progress.texts if text.original.text == theme)


def test_a_reader_has_the_introduction_and_the_starters_of_a_question_in_her_language(
    theme: Theme, as_contributor: Client
) -> None:
    page = as_contributor.get(theme.get_absolute_url(), headers={"accept-language": "it"}).text
    assert all(words in page for words in (ITALIAN[0], *ITALIAN[2:]))
    assert "Racontez-nous." not in page
    assert "Racontez-nous." in as_contributor.get(theme.get_absolute_url(), headers={"accept-language": "fr"}).text


def test_how_the_choice_was_made_asks_the_question_in_the_language_of_the_reader(
    theme: Theme, as_contributor: Client
) -> None:
    address = reverse("guide:theme_selection_report", args=[theme.slug])
    assert f">{ITALIAN[0]}</h1>" in as_contributor.get(address, headers={"accept-language": "it"}).text
    assert f">{theme.question}</h1>" in as_contributor.get(address, headers={"accept-language": "fr"}).text


@pytest.mark.parametrize("name", ["home", "contributions:wiki"])
def test_home_and_the_list_of_questions_say_a_question_in_the_language_of_the_reader_as_it_stands_now(
    name: str, theme: Theme, editor: User, as_contributor: Client
) -> None:
    italian, french = ({"accept-language": code} for code in ("it", "fr"))
    assert f">{ITALIAN[0]}</a>" in as_contributor.get(reverse(name), headers=italian).text
    assert f">{theme.question}</a>" in as_contributor.get(reverse(name), headers=french).text
    words = {"title": "E la sicurezza?", "short_title": "Sicurezza"}
    Translation.objects.record(theme, language="it", source_version=0, by=editor, **words)
    assert ">E la sicurezza?</a>" in as_contributor.get(reverse(name), headers=italian).text
    Translation.objects.all().delete()
    assert f'lang="fr">{theme.question}</a>' in " ".join(
        as_contributor.get(reverse(name), headers=italian).text.split()
    )


def test_a_line_that_changed_is_shown_in_the_original_and_outdated_for_translators_not_in_the_guide(
    theme: Theme, editor: User
) -> None:
    assert state_of(theme) == TextState.APPROVED
    theme.decide({"starters": ["Un soir …", "D’habitude …"]}, by=editor)
    with override("it"):
        said = words_of_question(theme)
    assert [(line.words, line.language) for line in said.starters] == [("Un soir …", "fr"), ("Di solito …", "")]
    assert state_of(theme) == TextState.OUTDATED
    assert not is_outdated(of_theme(theme), Translation.objects.of(theme).get())


def test_a_line_that_is_too_long_is_refused_by_its_name(theme: Theme, editor: User) -> None:
    words = {"title": "E la sicurezza?", "short_title": "Sicurezza " * 9}
    with override("it"), pytest.raises(ValidationError, match="Il titolo breve è troppo lungo: 60 caratteri"):
        Translation.objects.record(theme, language="it", source_version=0, by=editor, **words)


def test_a_translation_as_a_whole_leaves_what_the_site_says_as_it_is(theme: Theme, editor: User) -> None:
    words = {"title": "E la sicurezza?", "short_title": "Sicurezza"}
    Translation.objects.record(theme, language="it", source_version=0, by=editor, **words)
    with override("it"):
        said = words_of_question(theme)
    assert (said.question.words, said.sentence and said.sentence.words) == ("E la sicurezza?", "Io …")
