"""The screen of one drift, and the three answers: one editor wins, and what is answered is stored."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from contributions.models import Comment, Page, Passage
from guide.models import Drift, Edition, Source, Tie, Tip
from tests.conftest import SignIn
from tests.factories import create_comment, create_contributor, create_editor, create_page, create_tip, edit_page
from tests.guide.conftest import Publish

pytestmark = pytest.mark.django_db

PASSAGE = "Prévenez votre banque le jour même."
BODY = f"Une ouverture.\n\n{PASSAGE} Elle vous rappelle.\n\nLa fin."
NEGATED = BODY.replace("Prévenez", "Ne prévenez pas")


@pytest.fixture
def page(awake: None, editor: User) -> Page:
    return create_page(title="Le relevé", body=BODY, author=create_contributor(username="gerard"))


@pytest.fixture
def tip(page: Page, editor: User) -> Tip:
    return create_tip(number=6, page=page, by=editor, passage=PASSAGE)


@pytest.fixture
def drift(page: Page, tip: Tip) -> Drift:
    edit_page(page, NEGATED, author=create_contributor(username="zoe"), summary="Plus prudent")
    return Drift.objects.get()


def answered(drift: Drift) -> tuple[str, str]:
    drift.refresh_from_db()
    return drift.answer, drift.reason


@pytest.mark.once
def test_it_shows_the_passage_then_and_now_who_changed_it_and_why(as_editor: Client, drift: Drift) -> None:
    page = as_editor.get(drift.get_absolute_url()).text
    assert "<del>Prévenez</del><ins>Ne prévenez pas</ins> votre banque" in page
    assert "Zoe" in page
    assert "<q>Plus prudent</q>" in page
    assert "diff/?older=1&amp;newer=2" in page


@pytest.mark.once
def test_the_sentences_that_rest_on_it_stand_beside_it(as_editor: Client, tip: Tip, drift: Drift) -> None:
    source = tip.sources.get()
    for sentence, state in [("Appelez la banque.", "confirmed"), ("Dormez.", "refused")]:
        Tie.objects.create(tip=tip, source=source, sentence=sentence, key=sentence, state=state)
    page = as_editor.get(drift.get_absolute_url()).text
    assert "Appelez la banque." in page
    assert "Dormez." not in page


@pytest.mark.once
def test_the_tip_says_that_a_source_has_changed(as_editor: Client, tip: Tip, drift: Drift) -> None:
    page = as_editor.get(tip.get_absolute_url()).text
    assert 'class="drift-notes"' in page
    assert drift.get_absolute_url() in page


@pytest.mark.once
def test_another_wording_is_said_quietly(as_editor: Client, page: Page, tip: Tip) -> None:
    edit_page(page, BODY.replace("votre banque", "la banque"))
    screen = as_editor.get(tip.get_absolute_url()).text
    assert 'class="drift-notes"' in screen
    assert '<p class="note warn"><b>' not in screen
    drift = Drift.objects.get()
    assert "kept" not in as_editor.get(drift.get_absolute_url()).text
    as_editor.post(drift.get_absolute_url(), {"answer": "taken_over", "seen": drift.version})
    assert tip.sources.get().passage == "Prévenez la banque le jour même."


def test_taken_over_the_source_rests_on_the_passage_as_it_is_now(as_editor: Client, tip: Tip, drift: Drift) -> None:
    tie = Tie.objects.create(tip=tip, source=tip.sources.get(), sentence="Appelez.", key="a")
    as_editor.post(drift.get_absolute_url(), {"answer": "taken_over", "seen": 2})
    source = tip.sources.get()
    assert (source.passage, source.version, source.standing) == (
        "Ne prévenez pas votre banque le jour même.",
        2,
        "unchanged",
    )
    assert answered(drift) == ("taken_over", "")
    assert (drift.before, drift.before_version) == (PASSAGE, 1)
    tie.refresh_from_db()
    assert tie.source == source


@pytest.mark.once
def test_saving_the_tip_that_was_opened_for_it_answers_it(as_editor: Client, tip: Tip, drift: Drift) -> None:
    form = as_editor.get(f"{tip.screen_url('edit')}?drift={drift.as_read}")
    assert f'value="{drift.as_read}"' in form.text
    assert "Le passage hier et aujourd’hui" in form.text and drift.get_absolute_url() in form.text
    sent = {"title": tip.title, "body": "Ne prévenez pas.", "base_version": 1, "drift": drift.as_read}
    as_editor.post(tip.screen_url("edit"), sent)
    assert answered(drift) == ("taken_over", "")
    assert tip.sources.get().version == 2
    assert "Le passage hier et aujourd’hui" not in as_editor.get(f"{tip.screen_url('edit')}?drift={drift.as_read}").text


def test_a_page_that_changed_meanwhile_is_not_taken_over_unread(
    as_editor: Client, page: Page, tip: Tip, drift: Drift
) -> None:
    edit_page(page, NEGATED.replace("banque", "mère"))
    answer = as_editor.post(drift.get_absolute_url(), {"answer": "taken_over", "seen": 2})
    assert answer.status_code == 422
    assert "mère" in answer.text
    assert answered(drift) == ("", "")
    assert tip.sources.get().version == 1


@pytest.mark.once
def test_nor_one_whose_change_nobody_has_noticed_yet(
    as_editor: Client, page: Page, tip: Tip, drift: Drift, settings
) -> None:
    settings.ON_TEXT_CHANGED = []
    edit_page(page, NEGATED.replace("banque", "mère"))
    assert as_editor.post(drift.get_absolute_url(), {"answer": "taken_over", "seen": 2}).status_code == 422
    assert tip.sources.get().version == 1


@pytest.mark.once
def test_kept_as_it_is_needs_a_reason_that_the_tip_shows(as_editor: Client, tip: Tip, drift: Drift) -> None:
    refused = as_editor.post(drift.get_absolute_url(), {"answer": "kept", "seen": 2, "reason": " "})
    assert refused.status_code == 422
    assert answered(drift) == ("", "")
    as_editor.post(drift.get_absolute_url(), {"answer": "kept", "seen": 2, "reason": "Cela vaut toujours."})
    assert answered(drift) == ("kept", "Cela vaut toujours.")
    page = as_editor.get(tip.get_absolute_url()).text
    assert "<q>Cela vaut toujours.</q>" in page
    assert '<p class="note warn"><b>' not in page


def test_everybody_reads_beside_the_published_tip_why_it_was_kept(
    editor: User,
    as_editor: Client,
    as_contributor: Client,
    tip: Tip,
    drift: Drift,
    django_capture_on_commit_callbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        Edition.objects.in_preparation().publish(by=editor, accept_free_places=True, unread_reason="Un essai.")
    where = f"/guide/tips/{tip.reference}/"
    as_editor.post(drift.get_absolute_url(), {"answer": "kept", "reason": "Une exception.", "seen": drift.version})
    assert "Une exception." in as_contributor.get(where).text
    edit_page(Page.objects.get(), BODY)  # the passage says again what the tip says
    assert "Une exception." not in as_contributor.get(where).text


@pytest.mark.once
def test_a_discussion_opens_under_the_page_and_both_know_of_each_other(
    as_editor: Client, editor: User, page: Page, drift: Drift
) -> None:
    as_editor.post(drift.get_absolute_url(), {"answer": "discussed", "seen": 2, "reason": "Est-ce bien prudent ?"})
    comment = Comment.objects.get()
    assert (comment.page, comment.author, comment.body) == (page, editor, "Est-ce bien prudent ?")
    assert answered(drift) == ("discussed", "Est-ce bien prudent ?")
    assert comment.get_absolute_url() in as_editor.get(drift.get_absolute_url()).text


@pytest.mark.once
def test_what_cannot_be_discussed_stays_open_and_keeps_the_words(
    as_editor: Client, editor: User, page: Page, drift: Drift
) -> None:
    page.hide(reason="À vérifier", by=editor)
    drift.refresh_from_db()
    sent = {"answer": "discussed", "seen": drift.version, "reason": "Pourquoi ?"}
    answer = as_editor.post(drift.get_absolute_url(), sent)
    assert answer.status_code == 422
    assert "Pourquoi ?" in answer.text
    assert answered(drift) == ("", "")


def test_of_two_editors_one_wins_and_the_other_is_told(
    as_editor: Client, editor: User, tip: Tip, drift: Drift, sign_in: SignIn
) -> None:
    other = sign_in(create_editor(username="nadia"))
    other.post(drift.get_absolute_url(), {"answer": "kept", "seen": 2, "reason": "Il vaut toujours."})
    answer = as_editor.post(drift.get_absolute_url(), {"answer": "taken_over", "seen": 2}, follow=True)
    assert "Nadia C." in answer.text
    assert answered(drift) == ("kept", "Il vaut toujours.")
    assert tip.sources.get().version == 1


@pytest.mark.once
@pytest.mark.parametrize("sent", [{}, {"answer": "restored"}, {"answer": "kept", "seen": "x", "reason": "Oui."}])
def test_what_is_no_answer_writes_nothing(as_editor: Client, drift: Drift, sent: dict[str, str]) -> None:
    assert as_editor.post(drift.get_absolute_url(), sent).status_code == 422
    assert answered(drift) == ("", "")


@pytest.mark.once
def test_a_contradiction_shows_who_says_what_and_is_answered_there(as_editor: Client, page: Page, tip: Tip) -> None:
    passage = Passage.objects.at(page, exact="votre banque le jour même")
    nuance = create_comment(body="Pas le dimanche.", author=create_contributor(), page=page, passage=passage)
    drift = Drift.objects.get()
    assert "Pas le dimanche." in as_editor.get(drift.get_absolute_url()).text
    as_editor.post(drift.get_absolute_url(), {"answer": "discussed", "seen": drift.version, "reason": "Et le lundi ?"})
    assert nuance.answers.get().body == "Et le lundi ?"


@pytest.mark.once
def test_it_is_of_this_tip_and_for_editors_alone(as_editor: Client, as_contributor: Client, drift: Drift) -> None:
    create_tip(number=7)
    assert as_editor.get(f"/curation/tips/7/drift/{drift.pk}/").status_code == 404
    assert as_editor.get(f"/curation/tips/6/drift/{10**19}/").status_code == 404
    assert as_contributor.get(drift.get_absolute_url()).status_code == 403
    assert Source.objects.count() == 2


@pytest.mark.once
def test_what_its_author_withdrew_is_read_by_no_editor_here_either(
    awake: None, as_editor: Client, tip: Tip, editor: User
) -> None:
    zoe = create_contributor(username="zoe")
    comment = create_comment(author=zoe, body="Mes mots que je regrette.")
    tip.sources.add_passage(comment.history.get(), passage=comment.body, by=editor)
    comment.withdraw(by=zoe)
    drift = Drift.objects.get(source__comment=comment)
    for address in (drift.get_absolute_url(), tip.get_absolute_url(), "/curation/drift/"):
        assert "Mes mots que je regrette" not in as_editor.get(address).text, address


@pytest.mark.once
def test_taking_over_shows_the_new_wording_in_place(as_editor: Client, tip: Tip, drift: Drift, editor: User) -> None:
    tip.record_revision(body=f"Soyez vif. {PASSAGE}", author=editor, base_version=tip.version)
    edited = as_editor.get(f"/curation/tips/6/edit/?drift={drift.as_read}").text
    assert "Soyez vif. Ne prévenez pas votre banque le jour même.</textarea>" in edited
    assert "La nouvelle formulation est déjà dans le texte" in edited
    assert PASSAGE in as_editor.get("/curation/tips/6/edit/").text


@pytest.mark.once
def test_a_drift_of_a_tip_that_readers_have_offers_an_erratum(
    as_editor: Client, tip: Tip, editor: User, page: Page, publish: Publish
) -> None:
    edition = publish(unread_reason="Un essai.")
    edit_page(page, NEGATED, author=create_contributor(username="zoe"))
    shown = as_editor.get(Drift.objects.get().get_absolute_url()).text
    address = f"/curation/editions/{edition.number}/errata/?language=fr&amp;text=tip-6"
    assert f'href="{address}"' in shown
    assert "Conseil" in as_editor.get(address.replace("&amp;", "&")).text


@pytest.mark.once
def test_a_drift_of_a_tip_that_no_reader_has_offers_none(as_editor: Client, drift: Drift) -> None:
    assert "/errata/" not in as_editor.get(drift.get_absolute_url()).text
