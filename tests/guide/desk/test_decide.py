"""Deciding at the desk: what becomes of the text that is open, and what is open afterwards."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from common import markup
from contributions.models import Comment, Patrol
from drafts.models import Draft
from guide.decisions import verbs
from guide.decisions.models import Decision, Outcome, Reason, Submission
from guide.models import Tip
from tests.conftest import SignIn
from tests.factories import create_comment, create_editor, create_page, create_themes, create_tip, store_draft
from tests.guide.desk.waiting import ago, page_that_waits, waiting_comment, waits

pytestmark = pytest.mark.django_db

BODY = "J’ai cliqué.\n\nCes deux jours ont coûté plus cher que **le clic**. Dites-le."


@pytest.fixture(autouse=True)
def _themes(db: None) -> None:
    create_themes()


@pytest.fixture
def comment(contributor: User) -> Comment:
    return waiting_comment(contributor, body=BODY, at=ago(days=2))


def decide(client: Client, text: Any, outcome: str, **fields: Any) -> Any:
    submission = Submission.objects.of(text)
    sent = {"outcome": outcome, "seen": submission.number, "version": text.version, "list": "read"}
    return client.post(f"/curation/decide/{submission.key}/", sent | fields)


def outcome_of(text: Any) -> str:
    return Submission.objects.of(text).outcome


def is_unread(comment: Comment) -> bool:
    return Patrol.objects.waiting().filter(comment=comment).exists()


def test_it_is_for_the_editors(as_contributor: Client, client: Client, comment: Comment) -> None:
    assert decide(as_contributor, comment, "later").status_code == 403
    assert decide(client, comment, "later").status_code == 401
    assert outcome_of(comment) == ""


@pytest.mark.once
def test_a_text_that_is_retained_takes_the_place_aimed_at_and_the_next_one_is_open(
    as_editor: Client, contributor: User, comment: Comment
) -> None:
    following = waiting_comment(contributor, body="La suite.")
    response = decide(as_editor, comment, "promote", place=9)
    tip, decision = Tip.objects.get(), Decision.objects.get()
    assert (tip.number, decision.tip, outcome_of(comment)) == (9, tip, Outcome.PROMOTED)
    assert not is_unread(comment)
    assert response["Location"] == f"/curation/?text=comment-{following.pk}&done={decision.pk}"
    html = as_editor.get(response["Location"]).text
    assert "Ce qu’a écrit Martine L., retenu au conseil 9." in html
    assert f'<a class="tap" href="{tip.get_absolute_url()}">Ouvrir le conseil</a>' in html
    assert "L’auteur lira le texte définitif dès que le conseil sera approuvé." in html
    assert 'id="rd" tabindex="-1" autofocus' in html


@pytest.mark.once
@pytest.mark.parametrize("outcome", ["promote", "later", "seen"])
def test_a_decision_that_is_made_compares_nothing_and_looks_for_nothing_similar(
    as_editor: Client, comment: Comment, monkeypatch: pytest.MonkeyPatch, outcome: str
) -> None:
    def refuse(*_arguments: object, **_more: object) -> None:
        raise AssertionError("the screen is built before the decision is made")

    monkeypatch.setattr(markup, "compare", refuse)
    for name in ("submission_detail.changes_between", "submission_detail._best"):
        monkeypatch.setattr(f"guide.desk.{name}", refuse)
    assert decide(as_editor, comment, outcome).status_code == 302


def test_without_an_aim_it_takes_the_first_free_place_of_its_theme(as_editor: Client, comment: Comment) -> None:
    decide(as_editor, comment, "promote")
    assert Tip.objects.get().number == 6


@pytest.mark.once
def test_aimed_at_a_tip_it_becomes_one_of_its_sources(as_editor: Client, editor: User, comment: Comment) -> None:
    tip = create_tip(number=8, by=editor)
    assert f'name="tip" value="{tip.pk}"' in as_editor.get("/curation/?place=8").text
    decide(as_editor, comment, "promote", place=8, tip=tip.pk)
    assert tip.sources.filter(comment=comment).exists()
    assert Decision.objects.get().tip == tip


@pytest.mark.once
def test_the_words_that_were_selected_are_what_the_tip_says_and_rests_on(as_editor: Client, comment: Comment) -> None:
    decide(as_editor, comment, "promote", passage="Ces deux jours ont coûté plus cher que le clic.")
    tip = Tip.objects.get()
    assert tip.body == tip.sources.get().passage == "Ces deux jours ont coûté plus cher que **le clic**."


@pytest.mark.once
def test_words_that_do_not_stand_there_are_refused_and_nothing_is_written(as_editor: Client, comment: Comment) -> None:
    response = decide(as_editor, comment, "promote", passage="Des mots qui ont été effacés.")
    assert response.status_code == 422
    assert "Les mots choisis ne se trouvent pas dans cette version." in response.text
    assert outcome_of(comment) == ""


def test_a_place_that_was_taken_meanwhile_is_said_and_nothing_is_written(
    as_editor: Client, editor: User, comment: Comment
) -> None:
    create_tip(number=9, by=editor, title="Raccrochez")
    response = decide(as_editor, comment, "promote", place=9)
    assert response.status_code == 409
    assert "Raccrochez" in response.text
    assert (Tip.objects.count(), outcome_of(comment)) == (1, "")


def test_a_tip_that_left_its_place_meanwhile_is_said_and_nothing_is_written(
    as_editor: Client, editor: User, comment: Comment
) -> None:
    tip = create_tip(number=9, by=editor)
    tip.release(by=editor)
    assert decide(as_editor, comment, "promote", place=9, tip=tip.pk).status_code == 422
    assert outcome_of(comment) == ""


def test_a_text_is_merged_into_the_page_it_was_said_about(as_editor: Client, contributor: User) -> None:
    page = create_page(author=contributor)
    comment = waiting_comment(contributor, page=page, body="Et gardez le message.")
    html = as_editor.get("/curation/").text
    assert f'name="of" value="page-{page.pk}" checked' in html
    decide(as_editor, comment, "merge", of=f"page-{page.pk}")
    page.refresh_from_db()
    assert "Et gardez le message." in page.body
    assert Decision.objects.get().page == page


def test_a_text_is_merged_into_another_page_by_its_title(as_editor: Client, comment: Comment) -> None:
    other = create_page(title="Les gestes")
    decide(as_editor, comment, "merge", other="les Gestes")
    assert Decision.objects.get().page == other


@pytest.mark.once
def test_a_title_that_no_page_has_comes_back_with_its_reason(as_editor: Client, comment: Comment) -> None:
    response = decide(as_editor, comment, "merge", other="Une page que personne n’a écrite")
    assert response.status_code == 422
    assert "Aucune page n’a ce titre." in response.text
    assert "Une page que personne n’a écrite" in response.text
    assert '<details class="choice" name="desk-panel" open>' in response.text


def test_a_duplicate_names_the_text_that_says_the_same(as_editor: Client, contributor: User, comment: Comment) -> None:
    like = create_comment(body=BODY.replace("J’ai", "On a"), author=contributor)
    decide(as_editor, comment, "duplicate", of=f"comment-{like.pk}")
    assert (outcome_of(comment), Decision.objects.get().comment) == (Outcome.DUPLICATE, like)


def test_what_is_not_retained_has_a_reason_and_a_line_of_the_editors_own(
    as_editor: Client, editor: User, comment: Comment
) -> None:
    reason = Reason.objects.offered()[0]
    draft = store_draft(editor, key=f"submission:comment-{comment.pk}:not_kept", body="")
    sent = {"draft_key": draft.key, "draft_writing": str(draft.writing)}
    decide(as_editor, comment, "not_kept", reason=reason.pk, words="Merci de l’avoir dit.", **sent)
    decision = Decision.objects.get()
    assert (decision.reason, decision.words) == (reason, "Merci de l’avoir dit.")
    assert not Draft.objects.waiting_for(editor, draft.key).exists()


@pytest.mark.once
def test_without_a_reason_the_line_that_was_typed_stays(as_editor: Client, comment: Comment) -> None:
    response = decide(as_editor, comment, "not_kept", words="Merci de l’avoir dit.")
    assert response.status_code == 422
    assert "Choisissez une raison." in response.text
    assert "Merci de l’avoir dit." in response.text
    assert outcome_of(comment) == ""


@pytest.mark.once
def test_a_line_that_was_being_typed_is_there_again(as_editor: Client, editor: User, comment: Comment) -> None:
    store_draft(editor, key=f"submission:comment-{comment.pk}:not_kept", body="", words="Merci de")
    assert "Merci de</textarea>" in as_editor.get("/curation/").text


def test_what_is_kept_for_later_stays_to_be_read(as_editor: Client, contributor: User, comment: Comment) -> None:
    decide(as_editor, comment, "later")
    assert (outcome_of(comment), is_unread(comment)) == (Outcome.LATER, True)


@pytest.mark.once
def test_what_is_only_read_keeps_the_decision_that_held(as_editor: Client, editor: User, comment: Comment) -> None:
    verbs.do_not_keep(Submission.objects.of(comment), Reason.objects.offered()[0], by=editor, seen=0)
    comment.revise_text(body="J’ai cliqué, une fois.", author=comment.author, base_version=1)
    waits(comment)
    assert is_unread(comment)
    response = decide(as_editor, comment, "seen")
    assert (outcome_of(comment), is_unread(comment)) == (Outcome.NOT_KEPT, False)
    assert "Rien d’autre ne change." in as_editor.get(response["Location"]).text


def test_a_version_that_came_after_what_was_read_stays_to_be_read(as_editor: Client, comment: Comment) -> None:
    comment.revise_text(body="J’ai cliqué, une fois.", author=comment.author, base_version=1)
    waits(comment)
    decide(as_editor, comment, "seen", version=1)
    assert Patrol.objects.waiting().get().version == 2


def test_of_two_editors_the_second_is_told_who_decided_what_and_loses_no_word(
    as_editor: Client, sign_in: SignIn, comment: Comment
) -> None:
    claire = create_editor(username="claire", last_name="Arnaud")
    reason = Reason.objects.offered()[1]
    decide(sign_in(claire), comment, "promote", seen=0)
    response = decide(as_editor, comment, "not_kept", seen=0, reason=reason.pk, words="Un peu court.")
    assert response.status_code == 409
    assert "Claire A. l’a retenu" in response.text
    assert "Un peu court." in response.text
    assert 'name="seen" value="1"' in response.text
    assert Decision.objects.count() == 1
    decide(as_editor, comment, "not_kept", seen=1, reason=reason.pk)
    assert outcome_of(comment) == Outcome.NOT_KEPT


def test_after_the_last_text_the_first_that_waits_is_open_again(as_editor: Client, contributor: User) -> None:
    first = waiting_comment(contributor, at=ago(days=1))
    last = waiting_comment(contributor)
    assert f"text=comment-{first.pk}&" in decide(as_editor, last, "seen")["Location"]
    assert "text=" not in decide(as_editor, first, "seen")["Location"]


def test_the_list_and_the_theme_stay_as_they_were(as_editor: Client, contributor: User) -> None:
    texts = [page_that_waits(contributor, title=f"Page {number}") for number in range(2)]
    location = decide(as_editor, texts[0], "later", list="decide", theme=2)["Location"]
    assert location.startswith(f"/curation/?list=decide&theme=2&text=page-{texts[1].pk}")


@pytest.mark.parametrize("at", [1, 3])
def test_of_a_text_that_was_withdrawn_meanwhile_the_desk_says_so_and_leads_on(
    as_editor: Client, contributor: User, comment: Comment, at: int
) -> None:
    waiting = waiting_comment(contributor, body="Un autre.", at=ago(days=at))
    comment.withdraw(by=contributor)
    response = decide(as_editor, comment, "not_kept", reason=Reason.objects.offered()[0].pk)
    assert response.status_code == 404
    assert "Ce texte a été retiré ou masqué pendant que vous le lisiez. Rien n’a été décidé." in response.text
    assert f'rel="next" data-key="j" href="/curation/?text=comment-{waiting.pk}"' in response.text
    assert not Decision.objects.exists()


def test_of_a_page_that_was_hidden_meanwhile_the_desk_says_so_too(
    as_editor: Client, editor: User, contributor: User
) -> None:
    page = page_that_waits(contributor)
    page.hide(reason="Un essai.", by=editor)
    response = decide(as_editor, page, "promote", place=9)
    assert response.status_code == 404
    assert "Rien n’a été décidé." in response.text
    assert not Tip.objects.exists()


@pytest.mark.once
@pytest.mark.parametrize("key", ["page-0", "comment-9999", "tip-1", "x", "page-" + "9" * 30])
def test_a_text_that_is_not_there_is_not_found(as_editor: Client, key: str) -> None:
    assert as_editor.post(f"/curation/decide/{key}/", {"outcome": "later"}).status_code == 404


@pytest.mark.once
@pytest.mark.parametrize("outcome", ["promote", "merge", "duplicate", "not_kept", "later", "seen", "", "x"])
@pytest.mark.parametrize("odd", ["", "x", "²", "-1", "9" * 40, "\x00"])
def test_what_makes_no_sense_writes_nothing(as_editor: Client, comment: Comment, outcome: str, odd: str) -> None:
    fields = {"seen": odd, "version": odd, "place": odd, "of": odd, "reason": odd, "theme": odd, "list": odd}
    response = as_editor.post(f"/curation/decide/comment-{comment.pk}/", {"outcome": outcome} | fields)
    assert response.status_code in {409, 422}
    assert not Decision.objects.exists()


@pytest.mark.once
def test_what_was_done_is_said_to_whoever_did_it_alone(as_editor: Client, sign_in: SignIn, comment: Comment) -> None:
    location = decide(as_editor, comment, "promote")["Location"]
    other = sign_in(create_editor(username="claire"))
    assert "retenu au conseil" in as_editor.get(location).text
    assert "retenu au conseil" not in other.get(location).text


@pytest.mark.once
def test_a_decision_is_taken_back_from_where_it_was_made(as_editor: Client, comment: Comment) -> None:
    decide(as_editor, comment, "promote")
    address = f"/guide/decisions/{Decision.objects.get().pk}/take-back/"
    assert f'action="{address}"' in as_editor.get(f"/curation/?done={Decision.objects.get().pk}").text
    assert as_editor.post(address, {"desk": "yes"})["Location"] == f"/curation/?text=comment-{comment.pk}"
    assert outcome_of(comment) == Outcome.OPEN
    html = as_editor.get("/curation/?list=decide").text
    assert "Ce qu’a écrit Martine L." in html
