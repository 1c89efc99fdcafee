"""What is said before a review, and what a change means to one: who may approve, what is taken back, what is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import User
from guide.editions import Edition
from guide.tips.models import Tip
from guide.translating import review, suggestions
from guide.translating.models import PendingTranslation, Suggestion, TranslationStep
from guide.translating.review import approvers_of
from guide.translations.models import Translation
from guide.translations.originals import original_of
from guide.translations.segments import source_segments
from tests.factories import create_administrator, create_translator, create_user

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert('x')</script>"


def translated(tip: Tip, by: User) -> PendingTranslation:
    done = [replace(one, target=f"E{one.source}") for one in source_segments(original_of(tip))]
    return PendingTranslation.objects.put_in(tip, language="en", segments=done, by=by)


def text_url(tip: Tip) -> str:
    return f"/translation/en/tip-{tip.pk}/"


@pytest.mark.once
def test_who_is_about_to_send_it_reads_who_can_approve(
    tip: Tip, translator: User, editor: User, sign_in: Callable[[User], Client]
) -> None:
    translated(tip, translator)
    other = create_translator(username="seconda", first_name=HOSTILE, last_name="")
    found = approvers_of(PendingTranslation.objects.get(), translator)
    assert set(found.people) == {editor, other} and not found.are_administrators
    page = sign_in(translator).get(text_url(tip)).text
    assert "Qui peut le faire" in page and editor.public_name in page
    assert HOSTILE not in page and "&lt;script&gt;" in page


@pytest.mark.once
def test_a_reviewer_finds_what_is_to_be_decided_before_the_paragraphs(
    tip: Tip, translator: User, editor: User, sign_in: Callable[[User], Client]
) -> None:
    pending = translated(tip, translator)
    page = sign_in(translator).get(text_url(tip)).text
    assert page.index('id="review"') > page.index('<ol class="paragraphs">')
    review.ask_for_review(pending, by=translator, seen=pending.version, note=HOSTILE)
    address = f'action="{text_url(tip)}approve/"'
    for person, may in ((editor, 1), (translator, 0)):
        page = sign_in(person).get(text_url(tip)).text
        assert page.index('id="review"') < page.index('<ol class="paragraphs">')
        assert page.count(address) == may and page.count("Enregistrer, et retirer de la relecture") == 1
        assert HOSTILE not in page
        bar = page.partition('class="save-bar"')[2]
        assert ('form="approve"' in bar) == bool(may)


def test_who_wrote_it_last_is_not_among_them(tip: Tip, translator: User, editor: User) -> None:
    pending = translated(tip, translator)
    assert approvers_of(pending, editor).are_administrators
    assert approvers_of(pending, editor).people == ()


@pytest.mark.once
def test_whoever_translates_alone_reads_that_an_administrator_has_to(
    tip: Tip, editor: User, sign_in: Callable[[User], Client]
) -> None:
    translated(tip, editor)
    assert "demandez à un administrateur" in sign_in(editor).get(text_url(tip)).text
    administrator = create_administrator(first_name="Ada", last_name="Bard")
    create_administrator(username="gone", is_active=False)
    found = approvers_of(PendingTranslation.objects.get(), editor)
    assert found.people == (administrator,) and found.are_administrators
    page = sign_in(editor).get(text_url(tip)).text
    assert f"Qui peut le faire : {administrator.public_name}" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert administrator.public_name == "Ada B." and "Ada B.." not in page


@pytest.mark.once
def test_many_names_are_shortened(tip: Tip, translator: User, editor: User) -> None:
    for number in range(8):
        create_translator(username=f"n{number}", first_name=f"N{number}", last_name="")
    found = approvers_of(translated(tip, translator), translator)
    assert found.names == f"{editor.public_name}, N0, N1, N2, N3, …"


def test_a_suggestion_that_is_taken_over_in_review_is_a_step_back(
    tip: Tip, translator: User, contributor: User, editor: User
) -> None:
    pending = translated(tip, translator)
    review.ask_for_review(pending, by=translator, seen=pending.version)
    (first, *_rest) = pending.paragraphs
    suggestion = suggestions.suggest(tip, language="en", segment=first, wording="Ring off", by=contributor)
    suggestions.take(suggestion, by=editor)
    step = TranslationStep.objects.about(tip, "en").first()
    assert step and (step.act, step.by) == ("withdrawn", editor)
    assert PendingTranslation.objects.get().state == "draft"
    assert TranslationStep.objects.of(tip).filter(act="withdrawn").count() == 1


def test_a_draft_that_changes_is_no_step_back(tip: Tip, translator: User) -> None:
    translated(tip, translator)
    translated(tip, translator)
    assert not TranslationStep.objects.of(tip).exists()


@pytest.mark.once
def test_who_suggested_a_wording_takes_it_back(
    tip: Tip, contributor: User, translator: User, sign_in: Callable[[User], Client]
) -> None:
    (first, *_rest) = source_segments(original_of(tip))
    suggestion = suggestions.suggest(tip, language="en", segment=first, wording="Ring off", by=contributor)
    other = sign_in(create_user(username="other"))
    address = f"{text_url(tip)}suggestions/{suggestion.pk}/withdraw/"
    assert address not in other.get(text_url(tip)).text
    assert other.post(address).status_code == 403
    client = sign_in(contributor)
    assert address in client.get(text_url(tip)).text
    page = client.post(address, follow=True).text
    assert "Votre proposition est retirée" in page and "Ring off" not in page
    assert Suggestion.objects.get().state == "withdrawn"
    with pytest.raises(ValidationError):
        suggestions.take(suggestion, by=translator)
    assert "déjà répondu" in client.post(address, follow=True).text


@pytest.mark.once
def test_an_answered_suggestion_is_not_taken_back(tip: Tip, contributor: User, translator: User) -> None:
    (first, *_rest) = source_segments(original_of(tip))
    suggestion = suggestions.suggest(tip, language="en", segment=first, wording="Ring off", by=contributor)
    suggestions.take(suggestion, by=translator)
    with pytest.raises(ValidationError):
        suggestions.withdraw(suggestion, by=contributor)
    assert Suggestion.objects.get().state == "taken"


def unconcern(client: Client, tip: Tip) -> str:
    return client.post(f"{text_url(tip)}unconcerned/", {"note": "Une virgule."}, follow=True).text


def test_up_to_date_is_said_only_where_nothing_is_missing(
    tip: Tip, editor: User, translator: User, sign_in: Callable[[User], Client]
) -> None:
    pending = translated(tip, translator)
    review.ask_for_review(pending, by=translator, seen=pending.version)
    review.approve(pending, by=editor, seen=pending.version)
    title = f"{tip.title} encore"
    tip.revise(title=title, body=tip.body, author=editor, base_version=tip.version)
    client = sign_in(editor)
    assert "les traductions de ce texte sont à jour" in unconcern(client, tip)
    tip.revise(title=title, body=f"{tip.body}\n\nUn ajout de plus.", author=editor, base_version=tip.version)
    assert "Elles sont à jour" not in client.get(text_url(tip)).text  # nothing that it could be said of
    page = unconcern(client, tip)
    assert "sont à jour" not in page and "anglais (1)" in page
    assert review.missing_paragraphs(tip) == {"en": 1}


@pytest.mark.once
def test_an_edition_names_a_text_as_the_table_does(
    tip: Tip, editor: User, translator: User, sign_in: Callable[[User], Client]
) -> None:
    edition = Edition.objects.in_preparation()
    edition.speak("en")
    Translation.objects.record(
        tip,
        language="en",
        source_version=tip.version,
        by=translator,
        title="Hang up",
        body="Hang up.\n\n- Call.\n- Yes.",
    )
    tip.revise(title=f"{tip.title} encore", body=tip.body, author=editor, base_version=tip.version)
    client = sign_in(editor)
    screens = (f"/curation/editions/{edition.number}/languages/en/", "/translation/en/")
    assert [state_of(client.get(one).text, tip) for one in screens] == ["en retard", "en retard"]
    pending = translated(tip, translator)
    review.ask_for_review(pending, by=translator, seen=pending.version)
    assert [state_of(client.get(one).text, tip) for one in screens] == ["en relecture", "en relecture"]


def state_of(page: str, tip: Tip) -> str:
    line = page.partition(f'<li id="tip-{tip.pk}">')[2].partition("</li>")[0]
    return line.partition('<span class="state')[2].partition(">")[2].partition("<")[0].strip()
