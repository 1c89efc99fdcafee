"""The screens of a review, for the editors."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from drafts.models import Draft
from guide.models import LinkCheck, Remark, ReviewLink, ReviewStep, Section, Tip
from guide.reviewing import remarks, steps
from guide.reviewing.fetching import key_of
from tests.factories import create_editor, create_tip, store_draft
from tests.guide.reviewing.conftest import BODY, sentence

pytestmark = pytest.mark.django_db
TIP = "/curation/tips/6/"


def primary(client: Client) -> list[str]:
    """Where the one obvious thing on the tip's screen leads."""
    text = client.get(TIP).text
    found = re.findall(
        r'class="btn do" href="([^"]+)"|action="([^"]+)"[^>]*>\s*<input[^>]*><input[^>]*>\s*<button class="btn do"',
        text,
    )
    return [link or action for link, action in found]


@pytest.mark.once
def test_the_next_step_is_the_one_obvious_thing(tip: Tip, as_editor: Client, as_other: Client, editor: User) -> None:
    assert primary(as_editor) == [tip.screen_url("review/ask")]
    steps.ask_for_review(tip, by=editor)
    assert primary(as_editor) == []
    assert primary(as_other) == [tip.screen_url("review/approve")]


@pytest.mark.once
def test_asking_takes_a_day_and_a_word(tip: Tip, as_editor: Client, other: User) -> None:
    day = timezone.localdate() + timedelta(days=4)
    answer = as_editor.post(f"{TIP}review/ask/", {"due": f"{day:%Y-%m-%d}", "note": "La chute ?"})
    assert answer["Location"] == TIP
    tip.refresh_from_db()
    assert (tip.state, tip.review_due) == (Tip.State.IN_REVIEW, day)
    assert "La chute ?" in as_editor.get(TIP).text


@pytest.mark.once
@pytest.mark.parametrize("is_alone", [True, False])
def test_who_asks_is_told_that_others_hear_of_it_only_where_there_are_others(
    is_alone: bool, tip: Tip, as_editor: Client
) -> None:
    if not is_alone:
        create_editor(username="sophie")
    asked = as_editor.get(f"{TIP}review/ask/").text
    told = as_editor.post(f"{TIP}review/ask/", {"note": "La chute ?"}, follow=True).text
    assert ("Le reste de la rédaction est prévenu" in asked) is not is_alone
    assert ("La rédaction est prévenue" in told) is not is_alone
    assert ("Il n’y a encore personne d’autre à la rédaction" in asked) is is_alone
    assert ("Personne d’autre ne peut encore l’approuver" in told) is is_alone


def test_a_day_that_is_past_stays_in_the_form_with_what_was_written(tip: Tip, as_editor: Client) -> None:
    answer = as_editor.post(f"{TIP}review/ask/", {"due": "2020-01-01", "note": "La chute ?"})
    assert answer.status_code == 422
    assert 'id="id_due_error"' in answer.text
    assert "La chute ?</textarea>" in answer.text


@pytest.mark.once
def test_approving_needs_the_version_that_was_read(in_review: Tip, as_other: Client) -> None:
    for odd in ("", "x", "2", "9" * 30):
        as_other.post(f"{TIP}review/approve/", {"version": odd})
        assert Tip.objects.get(pk=in_review.pk).state == Tip.State.IN_REVIEW
    as_other.post(f"{TIP}review/approve/", {"version": "1"})
    assert Tip.objects.get(pk=in_review.pk).state == Tip.State.APPROVED
    assert primary(as_other) == []


def test_sending_back_without_a_word_is_refused(in_review: Tip, as_other: Client) -> None:
    assert as_other.post(f"{TIP}review/send-back/", {"note": ""}).status_code == 422
    as_other.post(f"{TIP}review/send-back/", {"note": "Trop long."})
    assert "Trop long." in as_other.get(TIP).text


def test_who_comes_second_gets_a_conflict_and_keeps_what_she_wrote(
    in_review: Tip, other: User, third: User, sign_in
) -> None:
    steps.approve(in_review, by=other, seen_version=1)
    answer = sign_in(third).post(f"{TIP}review/send-back/", {"note": "Trop long."})
    assert answer.status_code == 409
    assert "Trop long.</textarea>" in answer.text
    assert "Nadia B" in answer.text


@pytest.mark.once
def test_a_sentence_is_chosen_then_its_words_are_changed(tip: Tip, as_other: Client, other: User) -> None:
    listed = as_other.get(f"{TIP}remark/").text
    assert "?sentence=3&amp;version=1" in listed
    assert "Un vrai service attend toujours." in listed
    form = as_other.get(f"{TIP}remark/?sentence=3&version=1").text
    assert "Un vrai service **attend** toujours.</textarea>" in form
    sent = {"sentence": "3", "version": "1", "replacement": "Un vrai service **patiente**.", "body": ""}
    comment_at = as_other.post(f"{TIP}remark/", sent)["Location"]
    said = Remark.objects.get()
    assert comment_at == f"{TIP}#remark-{said.pk}"
    assert (said.by, said.exact, said.replacement) == (
        other,
        "Un vrai service **attend** toujours.",
        sent["replacement"],
    )


def test_words_selected_on_the_screen_lead_to_their_sentence(tip: Tip, as_other: Client) -> None:
    page = as_other.get(f"{TIP}remark/", {"exact": "service attend", "prefix": "Un vrai ", "suffix": " toujours."}).text
    assert "Un vrai service **attend** toujours.</textarea>" in page
    lost = as_other.get(f"{TIP}remark/", {"exact": "zzz qqq www kkk"}).text
    assert "sentence=1" in lost


def test_what_was_begun_about_a_sentence_waits_in_its_form(tip: Tip, as_other: Client, other: User) -> None:
    key = f"tip:{tip.pk}:remark:{sentence(tip, 1).key[:16]}"
    store_draft(other, key=key, body="Un mot commencé.", replacement="Raccrochez.")
    form = as_other.get(f"{TIP}remark/?sentence=1&version=1").text
    assert "Un mot commencé.</textarea>" in form
    writing = str(Draft.objects.get().writing)
    sent = {"sentence": "1", "version": "1", "replacement": "Raccrochez.", "body": "", "draft_writing": writing}
    as_other.post(f"{TIP}remark/", sent)
    assert not Draft.objects.waiting_for(other, key).exists()


@pytest.mark.once
def test_an_editor_takes_over_refuses_and_answers_from_the_screen(tip: Tip, other: User, as_editor: Client) -> None:
    first = remarks.remark(tip, about=sentence(tip, 1), version=1, replacement="Raccrochez.", by=other)
    second = remarks.remark(tip, about=sentence(tip, 2), version=1, replacement="Rappelez.", by=other)
    third = remarks.remark(tip, about=sentence(tip, 3), version=1, body="Vraiment ?", by=other)
    page = as_editor.get(TIP).text
    assert "<del>" in page
    as_editor.post(f"{TIP}remarks/{first.pk}/", {"act": "take"})
    assert as_editor.post(f"{TIP}remarks/{second.pk}/", {"act": "refuse", "answer": ""}).status_code == 422
    as_editor.post(f"{TIP}remarks/{second.pk}/", {"act": "refuse", "answer": "Non."})
    as_editor.post(f"{TIP}remarks/{third.pk}/", {"act": "done", "answer": "Oui."})
    assert as_editor.post(f"{TIP}remarks/{third.pk}/", {"act": "done", "answer": "Encore."}).status_code == 409
    states = list(Remark.objects.order_by("pk").values_list("state", "answers__words"))
    assert states == [("taken", ""), ("refused", "Non."), ("done", "Oui.")]
    assert Tip.objects.get(pk=tip.pk).body == BODY.replace("Raccrochez d’abord.", "Raccrochez.")


@pytest.mark.once
def test_a_conflict_shows_both_and_is_solved_in_place(tip: Tip, editor: User, other: User, as_editor: Client) -> None:
    said = remarks.remark(tip, about=sentence(tip, 1), version=1, replacement="Raccrochez tout de suite.", by=other)
    changed = BODY.replace("Raccrochez d’abord.", "Raccrochez avant tout.")
    tip.revise(title=tip.title, body=changed, author=editor, base_version=1)
    answer = as_editor.post(f"{TIP}remarks/{said.pk}/", {"act": "take"})
    assert answer.status_code == 409
    assert "Raccrochez avant tout." in answer.text
    assert "Raccrochez tout de suite." in answer.text
    sent = {"act": "take", "instead_of": "Raccrochez avant tout."}
    assert as_editor.post(f"{TIP}remarks/{said.pk}/", sent).status_code == 302
    assert Tip.objects.get(pk=tip.pk).body.startswith("Raccrochez tout de suite. Puis")


def test_the_remark_of_another_tip_is_not_answered_here(tip: Tip, editor: User, other: User, as_editor: Client) -> None:
    create_tip(number=7, by=editor)
    said = remarks.remark(tip, about=sentence(tip, 1), version=1, body="Bien.", by=other)
    assert as_editor.post(f"/curation/tips/7/remarks/{said.pk}/", {"act": "done"}).status_code == 404


def test_the_address_of_a_link_is_shown_once(tip: Tip, as_editor: Client) -> None:
    made = as_editor.post(f"{TIP}review/links/", {"name": "Service juridique", "days": "7"})
    found = re.search(r'value="http://testserver(/review/[\w-]{43}/)"', made.text)
    assert found
    assert "no-store" in made["Cache-Control"]
    assert Client().get(found[1]).status_code == 200
    assert "/review/" not in re.sub(r"tips/[^\"]*", "", as_editor.get(f"{TIP}review/links/").text)


@pytest.mark.once
@pytest.mark.parametrize(("name", "days"), [("", "7"), ("x" * 81, "7"), ("Juriste", "365"), ("Juriste", "")])
def test_a_link_needs_a_name_and_one_of_the_validities(tip: Tip, as_editor: Client, name: str, days: str) -> None:
    assert as_editor.post(f"{TIP}review/links/", {"name": name, "days": days}).status_code == 422
    assert not ReviewLink.objects.exists()


def test_a_link_is_withdrawn_and_prolonged_on_its_line(link: tuple[ReviewLink, str], as_editor: Client) -> None:
    row = link[0]
    as_editor.post(f"{TIP}review/links/{row.pk}/", {"act": "prolong", "days": "30"})
    before = row.expires_at
    row.refresh_from_db()
    assert row.expires_at > before
    as_editor.post(f"{TIP}review/links/{row.pk}/", {"act": "revoke"})
    row.refresh_from_db()
    assert row.revoked_at is not None


def test_the_list_has_the_most_urgent_first_and_says_what_is_late(
    tip: Tip, editor: User, as_editor: Client, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    today = timezone.localdate()
    for number, days in ((7, 9), (8, 1), (9, None)):
        other = create_tip(number=number, by=editor, title=f"Conseil {number}")
        steps.ask_for_review(other, by=editor, due=None if days is None else today + timedelta(days=days))
    Tip.objects.filter(number=8).update(review_due=today - timedelta(days=1))
    page = as_editor.get("/curation/reviews/").text
    places = [page.index(f"Conseil {number}") for number in (8, 7, 9)]
    assert places == sorted(places)
    assert 'class="late"' in page
    with django_assert_max_num_queries(14) as first:
        as_editor.get("/curation/reviews/")
    for number in (10, 11):
        create_tip(number=number, by=editor)
    with django_assert_num_queries(len(first.captured_queries)):
        as_editor.get("/curation/reviews/")


def test_the_list_names_links_of_sections_that_do_not_answer(editor: User, as_editor: Client) -> None:
    glossary = next(section for section in Section.objects.in_order() if section.key == "glossary")
    body = "[Un](https://un.example/) et [deux](https://deux.example/)."
    glossary.record_revision(body=body, author=editor, base_version=1)
    for url, problem in (("https://un.example/", "it is gone"), ("https://deux.example/", "")):
        LinkCheck.objects.create(url=url, key=key_of(url), problem=problem, checked_at=timezone.now())
    page = as_editor.get("/curation/reviews/").text
    assert "https://un.example/" in page
    assert "https://deux.example/" not in page
    assert glossary.get_absolute_url() in page


@pytest.mark.once
def test_the_desk_says_what_is_in_review_and_late(in_review: Tip, as_editor: Client) -> None:
    assert 'class="late"' not in as_editor.get("/curation/").text + as_editor.get(TIP).text
    Tip.objects.update(review_due=timezone.localdate() - timedelta(days=1))
    assert 'class="late"' in as_editor.get("/curation/").text
    assert 'class="late"' in as_editor.get(TIP).text


@pytest.mark.once
def test_the_screen_costs_the_same_however_much_is_remarked(
    in_review: Tip,
    editor: User,
    other: User,
    as_editor: Client,
    django_assert_num_queries,
    django_assert_max_num_queries,
) -> None:
    def add(first: int) -> None:
        for number in range(first, first + 4):
            remarks.remark(in_review, about=sentence(in_review, 1), version=1, body=f"Mot {number}.", by=other)
            link, _token = ReviewLink.objects.make(in_review, name=f"Juriste {number}", days=7, by=editor)
            remarks.remark(in_review, about=sentence(in_review, 2), version=1, replacement=f"Mot {number}.", link=link)
            ReviewStep.objects.create(tip=in_review, state="in_review", version=1, by=other)

    add(1)
    with django_assert_max_num_queries(24) as first:
        as_editor.get(TIP)
    add(5)
    with django_assert_num_queries(len(first.captured_queries)):
        as_editor.get(TIP)
