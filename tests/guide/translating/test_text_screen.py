"""What the screen of a text says to who translates it, and to who only suggests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from accounts.models import User
from guide.tips.models import Tip
from guide.translating import review, suggestions
from guide.translating.models import PendingTranslation
from guide.translations.models import Translation
from guide.translations.originals import original_of
from guide.translations.segments import Segment, source_segments
from tests.factories import create_translator

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert('x')</script>"


@pytest.fixture
def as_translator(translator: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(translator)


def text_url(tip: Tip) -> str:
    return f"/translation/en/tip-{tip.pk}/"


def sent_back(tip: Tip, translator: User, note: str) -> PendingTranslation:
    done = [Segment(one.field, one.source, "Hang up, and call back.") for one in source_segments(original_of(tip))]
    pending = PendingTranslation.objects.put_in(tip, language="en", segments=done, by=translator)
    review.ask_for_review(pending, by=translator, seen=pending.version)
    other = create_translator(username="seconda")
    review.send_back(pending, by=other, seen=pending.version, note=note)
    return pending


def test_why_it_was_sent_back_stands_above_the_paragraphs(as_translator: Client, tip: Tip, translator: User) -> None:
    pending = sent_back(tip, translator, f"Say “ring off” {HOSTILE}")
    page = as_translator.get(text_url(tip)).text
    assert page.index("Say “ring off”") < page.index('<ol class="paragraphs">')
    assert HOSTILE not in page
    review.ask_for_review(pending, by=translator, seen=pending.version)
    page = as_translator.get(text_url(tip)).text
    assert page.index("Say “ring off”") > page.index('<ol class="paragraphs">')


@pytest.fixture
def marked(tip: Tip, editor: User) -> Tip:
    body = f"Raccrochez **tout de suite**, voyez [la page](https://example.org) {HOSTILE}."
    tip.revise(title="Un *titre*", body=body, author=editor, base_version=tip.version)
    return Tip.objects.get(pk=tip.pk)


def test_the_original_is_shown_as_readers_see_it(
    as_translator: Client, as_contributor: Client, marked: Tip, translator: User
) -> None:
    words = "Raccrochez <strong>tout de suite</strong>"
    link = '<span class="link" title="https://example.org">la page</span> &lt;script&gt;'
    done = [replace(one, target=one.source) for one in source_segments(original_of(marked))]
    pending = PendingTranslation.objects.put_in(marked, language="en", segments=done, by=translator)
    for reader, times in ((as_translator, 2), (as_contributor, 2)):  # the original, and its translation
        page = reader.get(text_url(marked)).text
        assert page.count(words) == page.count(link) == times
        assert "Un *titre*" in page and HOSTILE not in page
    box = as_translator.get(text_url(marked)).context["form"]["target_1"].value()
    assert box == pending.paragraphs[1].target and "**tout de suite**" in box, "the box has the Markdown"


def test_an_empty_box_can_begin_from_the_original_and_words_that_stay_the_same_are_told(
    as_translator: Client, marked: Tip, translator: User
) -> None:
    page = as_translator.get(text_url(marked)).text
    assert page.count("Partir du texte de l’original") == 2
    assert (
        'data-take-wording="Raccrochez **tout de suite**, voyez [la page](https://example.org) &lt;script&gt;' in page
    )
    done = [replace(one, target=one.source) for one in source_segments(original_of(marked))]
    pending = PendingTranslation.objects.put_in(marked, language="en", segments=done, by=translator)
    page = as_translator.get(text_url(marked)).text
    assert "Partir du texte de l’original" not in page
    assert "1 paragraphe dit la même chose que l’original" in page.replace("\u00a0", " ")
    review.ask_for_review(pending, by=translator, seen=pending.version)


def test_a_link_leads_to_the_first_paragraph_that_is_outdated(as_translator: Client, tip: Tip, editor: User) -> None:
    Translation.objects.record(
        tip, language="en", source_version=tip.version, by=None, title="Hang up", body="Hang up at once."
    )
    assert 'href="#paragraph-0"' not in as_translator.get(text_url(tip)).text
    tip.revise(title="Raccrochez et rappelez", body=tip.body, author=editor, base_version=tip.version)
    assert 'href="#paragraph-0"' in as_translator.get(text_url(tip)).text


def test_who_suggested_a_wording_finds_it_again_without_the_buttons_that_decide(
    contributor: User, tip: Tip, sign_in: Callable[[User], Client]
) -> None:
    (first, *_rest) = source_segments(original_of(tip))
    suggestions.suggest(tip, language="en", segment=first, wording=f"Ring off {HOSTILE}", by=contributor)
    page = sign_in(contributor).get(text_url(tip)).text
    assert "Ce que proposent des collègues" in page and "Ring" in page
    assert HOSTILE not in page
    assert 'name="take"' not in page and 'name="refuse"' not in page
