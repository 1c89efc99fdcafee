"""What the screen of a text says to who translates it, and to who only suggests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import User
from drafts.models import Draft
from guide.tips.models import Tip
from guide.translating import review, suggestions
from guide.translating.models import PendingTranslation
from guide.translations.models import Translation
from guide.translations.originals import original_of
from guide.translations.segments import Segment, source_segments
from tests.factories import create_translator

pytestmark = [pytest.mark.django_db, pytest.mark.once]

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


def unsaved(tip: Tip, person: User, **fields: str) -> None:
    """What stands in the boxes, as a draft, and is not saved."""
    Draft.objects.store(person, key=f"translation:en:tip-{tip.pk}", writing=uuid4(), fields=fields)


def put_all(tip: Tip, by: User) -> PendingTranslation:
    done = [replace(one, target="Hang up, and call back.") for one in source_segments(original_of(tip))]
    return PendingTranslation.objects.put_in(tip, language="en", segments=done, by=by)


def test_what_is_typed_and_not_saved_is_neither_sent_to_review_nor_lost(
    as_translator: Client, tip: Tip, translator: User
) -> None:
    pending = put_all(tip, translator)
    unsaved(tip, translator, target_1="Ring off at once.", source_version=str(tip.version))
    answer = as_translator.post(f"{text_url(tip)}review/", {"seen": pending.version, "note": "Prêt."})
    assert answer.status_code == 422 and "pas encore enregistré" in answer.text
    assert "Ring off at once." in answer.text
    assert PendingTranslation.objects.get().state == "draft"
    unsaved(tip, translator, target_1=pending.paragraphs[1].target, source_version=str(tip.version))
    as_translator.post(f"{text_url(tip)}review/", {"seen": pending.version})
    assert PendingTranslation.objects.get().state == "review"


def test_an_older_draft_says_what_was_saved_meanwhile_and_is_saved_over_it(
    as_translator: Client, tip: Tip, translator: User
) -> None:
    put_all(tip, translator)
    form = as_translator.get(text_url(tip)).context["form"]
    before = {name: str(form[name].value()) for name in ("target_0", "target_1", "loaded", "source_version")}
    unsaved(tip, translator, **before | {"target_1": "Ring off at once."})
    assert "depuis que vous avez commencé votre brouillon" not in as_translator.get(text_url(tip)).text
    theirs = [replace(one, target="Put the phone down.") for one in source_segments(original_of(tip))]
    PendingTranslation.objects.put_in(tip, language="en", segments=theirs, by=translator)
    back = as_translator.get(text_url(tip))
    assert back.status_code == 200
    assert "depuis que vous avez commencé votre brouillon" in back.text
    assert "Ce que quelqu’un d’autre a enregistré" in back.text
    form = back.context["form"]
    assert (form["target_0"].value(), form["target_1"].value()) == ("Put the phone down.", "Ring off at once.")
    sent = {name: str(form[name].value()) for name in before}
    assert as_translator.post(text_url(tip), sent).status_code == 302
    assert PendingTranslation.objects.get().paragraphs[1].target == "Ring off at once."


def test_a_reviewer_does_not_approve_other_words_than_those_in_her_boxes(
    tip: Tip, translator: User, editor: User, sign_in: Callable[[User], Client]
) -> None:
    pending = put_all(tip, translator)
    review.ask_for_review(pending, by=translator, seen=pending.version)
    unsaved(tip, editor, target_1="Ring off at once.", source_version=str(tip.version))
    client = sign_in(editor)
    assert "pas encore enregistré" in client.post(f"{text_url(tip)}approve/", {"seen": pending.version}).text
    assert not Translation.objects.exists()
    answer = client.post(f"{text_url(tip)}send-back/", {"seen": pending.version, "note": ""})
    assert answer.status_code == 422 and "Ring off at once." in answer.text


def test_remarks_and_titles_say_their_language(tip: Tip, translator: User, sign_in: Callable[[User], Client]) -> None:
    sent_back(tip, translator, "Plus court.")
    client = sign_in(translator)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = client.get(text_url(tip)).text
    assert page.count('<p class="voice" lang="">Plus court.</p>') == 2


def test_a_suggestion_of_a_paragraph_that_is_gone_is_only_refused(
    as_translator: Client, tip: Tip, contributor: User, editor: User
) -> None:
    (_title, body, *_rest) = source_segments(original_of(tip))
    suggestions.suggest(tip, language="en", segment=body, wording="Ring off.", by=contributor)
    tip.revise(title=tip.title, body=tip.body.replace(", sans", " sans"), author=editor, base_version=tip.version)
    assert 'name="take"' in as_translator.get(text_url(tip)).text  # a comma less: it is the same paragraph
    tip.revise(title=tip.title, body="Autre chose.", author=editor, base_version=tip.version)
    page = as_translator.get(text_url(tip)).text
    assert "n’a plus ce paragraphe" in page and "Ring off." in page
    assert 'name="refuse"' in page and 'name="take"' not in page
