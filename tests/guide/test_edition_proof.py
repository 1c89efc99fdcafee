"""The gate before the guide goes out: nothing unread, or a reason that is stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.test import Client

from accounts.models import User
from contributions.models import Patrol
from guide.editions import AlreadyPublished, FreePlaces
from guide.editions.proof import Check, NotGreen, Unread, checklist, checks
from guide.models import Drift, Edition, Submission, Tip
from guide.reviewing import consents
from tests.factories import create_comment, create_page, create_theme, create_tip

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("awake"), pytest.mark.once]

URL = "/curation/editions/1/proof/"


@pytest.fixture
def draft(editor: User) -> Edition:
    create_tip(number=6, by=editor)
    return Edition.objects.in_preparation()


@pytest.fixture
def unread(contributor: User) -> Patrol:
    create_comment(author=contributor)
    return Patrol.objects.waiting().get()


def test_with_everything_read_it_goes_to_proof_and_says_by_whom(draft: Edition, editor: User) -> None:
    draft.take_to_proof(by=editor, unread_reason="Sans objet.")
    stored = Edition.objects.get()
    assert (stored.proof_by, stored.unread_at_proof, stored.unread_reason, stored.is_in_proof) == (editor, 0, "", True)
    stored.back_from_proof()
    assert (Edition.objects.get().proof_at, stored.is_in_proof) == (None, False)


def test_with_texts_that_nobody_has_read_a_reason_is_wanted_and_stored(
    draft: Edition, unread: Patrol, editor: User
) -> None:
    with pytest.raises(Unread) as refusal:
        draft.take_to_proof(by=editor, unread_reason=" \n")
    assert (refusal.value.number, list(refusal.value.message_dict)) == (1, ["unread_reason"])
    assert Edition.objects.get().proof_at is None
    draft.take_to_proof(by=editor, unread_reason="Arrivé après la clôture.")
    stored = Edition.objects.get()
    assert (stored.unread_at_proof, stored.unread_reason) == (1, "Arrivé après la clôture.")


def test_every_line_that_wants_a_reason_is_told_at_once(draft: Edition, unread: Patrol, editor: User) -> None:
    with pytest.raises(Unread) as refusal:
        draft.take_to_proof(by=editor, unread_reason="", reasons={})
    red = {check.field for check in checklist(Edition.objects.in_preparation()) if not check.is_done}
    assert set(refusal.value.message_dict) == red > {"unread_reason"}


def test_what_its_author_withdrew_waits_for_nobody(draft: Edition, unread: Patrol, editor: User) -> None:
    unread.comment.withdraw(by=unread.comment.author)  # type: ignore[union-attr]
    draft.take_to_proof(by=editor)
    assert draft.is_in_proof


def test_publishing_goes_through_the_same_gate(draft: Edition, unread: Patrol, editor: User) -> None:
    with pytest.raises(Unread):
        draft.publish(by=editor, accept_free_places=True)
    assert not Edition.objects.published().exists()
    with pytest.raises(FreePlaces):
        draft.publish(by=editor, unread_reason="Arrivé après la clôture.")
    assert Edition.objects.get().proof_at is None
    draft.publish(by=editor, accept_free_places=True, unread_reason="Arrivé après la clôture.")
    out = Edition.objects.published().get()
    assert (out.unread_at_proof, out.unread_reason, out.proof_by) == (1, "Arrivé après la clôture.", editor)
    with pytest.raises(AlreadyPublished):
        out.take_to_proof(by=editor, unread_reason="Trop tard.")
    assert not Edition.objects.in_preparation().is_in_proof


def test_what_comes_in_while_it_is_in_proof_does_not_hold_it_up(
    draft: Edition, editor: User, contributor: User
) -> None:
    draft.take_to_proof(by=editor)
    create_comment(author=contributor)
    draft.publish(by=editor, accept_free_places=True)
    assert Edition.objects.published().exists()


def reasons(**changes: str) -> dict[str, str]:
    """Why the guide goes on past every line that is not green."""
    said = {
        check.field: f"Vu : {check.key}." for check in checklist(Edition.objects.in_preparation()) if not check.is_done
    }
    return said | changes


def test_the_screen_asks_for_a_reason_for_each_line_that_is_not_green_and_keeps_what_was_typed(
    draft: Edition, unread: Patrol, as_editor: Client
) -> None:
    assert 'name="unread_reason"' in as_editor.get(URL).text
    refused = as_editor.post(URL, reasons(unread_reason=""))
    assert (refused.status_code, "Vu : free_places." in refused.text) == (422, True)
    refused = as_editor.post(URL, reasons(reason_unapproved="", reason_free_places=""))
    assert refused.text.count("Occupez-vous-en d’abord") == 2
    assert not Edition.objects.get().is_in_proof
    shown = as_editor.post(URL, reasons(unread_reason="Arrivé après la clôture."), follow=True).text
    assert "Arrivé après la clôture." in shown
    assert "Laurent C." in shown
    for address in ("/curation/editions/1/", "/curation/editions/1/publish/"):
        text = as_editor.get(address).text.replace("\u00a0", " ").replace("&nbsp;", " ")
        assert "Arrivé après la clôture." in text
        assert "19 places libres" in text
        assert "Vu : free_places." in text
    as_editor.post(URL, {"back": "1"})
    stored = Edition.objects.get()
    assert (stored.is_in_proof, stored.reasons, stored.documents) == (False, [], {})


def test_what_is_sent_has_the_checklist_counted_once(
    draft: Edition, as_editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[Edition] = []
    plain = checks._checks

    def counting(edition: Edition) -> Iterator[Check]:
        counted.append(edition)
        return plain(edition)

    monkeypatch.setattr(checks, "_checks", counting)
    assert {check.key for check in checklist(draft)} == set(checks.KEYS)
    complete = reasons()
    for sent, status in (
        (complete | {"reason_free_places": ""}, 422),
        (complete | {"reason_free_places": "x" * 301}, 422),
        (complete, 302),
    ):
        counted.clear()
        assert as_editor.post(URL, sent).status_code == status
        assert len(counted) == 1


def test_each_line_that_is_not_green_leads_to_where_it_is_mended(draft: Edition, as_editor: Client) -> None:
    text = as_editor.get(URL).text
    wanting = [check for check in checklist(Edition.objects.in_preparation()) if not check.is_done]
    assert {check.key for check in wanting} >= {"free_places", "unapproved"}
    for check in wanting:
        assert f'href="{check.url}"' in text
        assert as_editor.get(check.url).status_code == 200


def test_the_screen_that_publishes_leads_to_proof_first(draft: Edition, as_editor: Client) -> None:
    address = "/curation/editions/1/publish/now/"
    for answer in (as_editor.get(address), as_editor.post(address, {"accept_free_places": "on"})):
        assert answer["Location"] == URL
    assert not Edition.objects.published().exists()


def test_a_reason_for_free_places_is_asked_for_once(draft: Edition, as_editor: Client) -> None:
    as_editor.post(URL, reasons())
    assert "accept_free_places" not in as_editor.get("/curation/editions/1/publish/").text
    as_editor.post("/curation/editions/1/publish/now/", {"seen": draft.state_of_proof})
    assert Edition.objects.published().get().reasons[0]["reason"].startswith("Vu")


def test_a_guide_of_one_question_is_not_complete(editor: User) -> None:
    create_theme(number=2)
    edition = Edition.objects.in_preparation()
    missing = next(check for check in checklist(edition) if check.key == "questions")
    assert replace(missing, number=0).sentence == "Le guide a deux questions au moins"
    assert missing.sentence == "1 question manque\u00a0: un guide en a au moins deux"
    with pytest.raises(NotGreen) as refusal:
        edition.take_to_proof(by=editor, reasons={})
    assert "questions" in {check.key for check in refusal.value.wanting}


def test_the_checklist_counts_what_is_left_to_do(
    draft: Edition, unread: Patrol, editor: User, contributor: User
) -> None:
    Submission.objects.of(create_page(title="Sans décision"))
    tip = Tip.objects.get()
    Drift.objects.create(source=tip.sources.get(), kind=Drift.Kind.GONE)
    Drift.objects.create(source=create_tip(number=7, by=editor).sources.get(), kind=Drift.Kind.WORDING)
    tip.quote_person(text="Je raccroche.", person=contributor, by=editor)
    numbers = [check.number for check in checklist(Edition.objects.in_preparation())]
    assert numbers == [1, Submission.objects.undecided().count(), 0, 18, 2, 1, 1, 2, 0, 0, 0, 0, 0, 0]
    consents.answer(tip.consents.get(), by=contributor, agrees=True)
    Tip.objects.update(state=Tip.State.APPROVED)
    Drift.objects.filter(kind=Drift.Kind.GONE).update(answer=Drift.Answer.TAKEN_OVER, answered_at=tip.modified_at)
    assert [check.number for check in checklist(Edition.objects.in_preparation())][4:8] == [0, 0, 0, 2]


def test_the_checklist_names_the_characters_that_the_book_cannot_print(
    draft: Edition, editor: User, as_editor: Client
) -> None:
    tip = Tip.objects.get(number=6)
    tip.record_revision(title=tip.title, body="Une clé σ et un ψ.", author=editor, base_version=tip.version)
    line = next(check for check in checklist(Edition.objects.in_preparation()) if check.key == "glyphs")
    assert (line.number, line.url) == (1, "/curation/tips/6/")
    page = as_editor.get(URL).content.decode()
    assert "1 texte avec des caractères que les polices du livre n’ont pas" in page
    assert f"6. {tip.title} (français)\u00a0: σ ψ" in page
