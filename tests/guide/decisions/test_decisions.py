"""The list of every decision: for everybody, narrowed, and paged."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from contributions.events import Event
from contributions.models import Comment, Page
from guide.decisions import submission_sync
from guide.decisions.conversation import answer
from guide.decisions.verbs import do_not_keep, keep_for_later, mark_duplicate, merge_into, promote
from guide.models import Decision
from guide.views import decisions
from tests.factories import create_comment, create_editor, create_page, create_theme, create_user
from tests.guide.decisions.deciding import Submission, a_reason, comment_to_decide, page_to_decide

pytestmark = pytest.mark.django_db

URL = "/guide/decisions/"


def shown(client: Client, query: str = "") -> list[Decision]:
    page = client.get(f"{URL}{query}")
    assert page.status_code == 200
    found: list[Decision] = page.context["decisions"]
    return found


def test_it_is_narrowed_by_question_outcome_and_editor(editor: User, as_contributor: Client) -> None:
    other = create_editor(username="ines", last_name="Benali")
    first = do_not_keep(page_to_decide(), a_reason(), by=editor, seen=0)
    elsewhere = Submission.objects.of(create_page(title="Ailleurs", theme=create_theme(number=3)))
    second = keep_for_later(elsewhere, by=other, seen=0)
    assert shown(as_contributor) == [second, first]
    assert shown(as_contributor, "?theme=reputation") == [second]
    assert shown(as_contributor, "?outcome=not_kept") == [first]
    assert shown(as_contributor, "?editor=ines") == [second]
    assert shown(as_contributor, "?editor=personne") == []


def test_those_about_which_editors_differed_are_found(editor: User, as_contributor: Client) -> None:
    other, submission = create_editor(username="ines"), page_to_decide()
    first = do_not_keep(submission, a_reason(), by=editor, seen=0)
    keep_for_later(submission, by=other, seen=1)
    assert shown(as_contributor, "?differed=on") == []
    last = mark_duplicate(submission, create_page(title="Déjà dit"), by=other, seen=2)
    assert shown(as_contributor, "?differed=on") == [last, first]
    same_editor = page_to_decide(title="Relue par la même")
    do_not_keep(same_editor, a_reason(), by=editor, seen=0)
    mark_duplicate(same_editor, create_page(title="Déjà écrit"), by=editor, seen=1)
    assert shown(as_contributor, "?differed=on") == [last, first]


def test_editors_find_those_whose_author_waits_for_an_answer(
    editor: User, contributor: User, as_editor: Client, as_contributor: Client
) -> None:
    asked = do_not_keep(comment_to_decide(author=contributor), a_reason(), by=editor, seen=0)
    quiet = do_not_keep(page_to_decide(), a_reason(), by=editor, seen=0)
    answer(asked, body="Relisez.", by=contributor)
    assert shown(as_editor, "?answered=on") == [asked]
    assert shown(as_contributor, "?answered=on") == [quiet, asked]


def test_hidden_and_withdrawn_texts_are_not_listed(editor: User, contributor: User, sign_in) -> None:
    hidden, withdrawn = comment_to_decide(body="Des mots cachés."), comment_to_decide(body="Des mots retirés.")
    under = create_page(title="Une page cachée")
    below = Submission.objects.of(create_comment(page=under, author=contributor, body="Des mots dessous."))
    for submission in (hidden, withdrawn, below):
        do_not_keep(submission, a_reason(), by=editor, seen=0)
    hidden.text.hide(reason="x", by=editor)  # type: ignore[union-attr]
    withdrawn.text.withdraw(by=contributor)  # type: ignore[union-attr]
    under.hide(reason="x", by=editor)
    assert shown(sign_in(create_user(username="paul"))) == []
    assert len(shown(sign_in(contributor))) == 2, "she sees her own, but not what lies under a hidden page"
    assert len(shown(sign_in(editor))) == 2, "editors see what is hidden, not what its author withdrew"


def test_it_is_paged_by_key_and_its_filters_stay(
    editor: User, as_contributor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decisions, "ROWS", 2)
    now = timezone.now()
    made = [
        keep_for_later(page_to_decide(title=f"Page {number}"), by=editor, seen=0, at=now - timedelta(hours=number))
        for number in range(3)
    ]
    page = as_contributor.get(f"{URL}?outcome=later")
    assert page.context["decisions"] == made[:2]
    assert shown(as_contributor, f"?{page.context['next_query']}") == made[2:]
    assert "outcome=later" in page.context["next_query"]


def decide_more(editor: User, author: User, round_: int) -> None:
    page = create_page(title=f"Où tout va, {round_}")
    promote(page_to_decide(title=f"Un {round_}", author=author), onto=round_ + 1, by=editor, seen=0)
    merge_into(page_to_decide(title=f"Deux {round_}", author=author), page, by=editor, seen=0)
    merge_into(comment_to_decide(author=author, body=f"Trois {round_}."), page, by=editor, seen=0)
    mark_duplicate(comment_to_decide(author=author, body=f"Quatre {round_}."), page, by=editor, seen=0)
    do_not_keep(comment_to_decide(author=author, body=f"Cinq {round_}."), a_reason(), by=editor, seen=0)
    comment_to_decide(author=author, body=f"Six {round_}.")


@pytest.mark.once
@pytest.mark.parametrize("address", [URL, "/guide/ledger/", "/contributors/martine/"])
def test_a_longer_list_costs_no_more(address: str, editor: User, contributor: User, as_contributor: Client) -> None:
    counts = []
    for round_ in range(3):
        decide_more(editor, contributor, round_)
        with CaptureQueriesContext(connection) as queries:
            assert as_contributor.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[1] == counts[2]
    assert counts[2] <= (25 if "contributors" in address else 12)


def test_a_text_of_which_nobody_heard_is_to_be_decided_about_all_the_same() -> None:
    page = create_page()
    Submission.objects.all().delete()
    assert "guide.decisions.submission_sync.sync_all" in settings.RUN_PERIODICALLY
    assert submission_sync.sync_all() == 1
    assert Submission.objects.get().page == page
    assert submission_sync.sync_all() == 0


def test_many_new_texts_are_to_be_decided_about_at_once_and_go_where_they_go(contributor: User) -> None:
    page = create_page()
    comments = [create_comment(author=contributor, page=page if number else None) for number in range(3)]
    Submission.objects.all().delete()
    changes = [happened("comment", comment.pk) for comment in comments]
    for _turn in range(2):
        submission_sync.sync_submission(happened("page", page.pk), *changes)
    assert Submission.objects.count() == 4
    assert {row.written_at for row in Submission.objects.exclude(comment=None)} == {one.created_at for one in comments}
    other = create_theme(number=4)
    Comment.objects.filter(pk=comments[0].pk).update(theme=other)
    Page.objects.filter(pk=page.pk).update(theme=other)
    submission_sync.sync_submission(happened("page", page.pk), *changes)
    assert set(Submission.objects.filter(theme=other)) == set(
        Submission.objects.filter(page=page) | Submission.objects.filter(comment=comments[0])
    )


def happened(name: str, pk: int) -> Event:
    return Event(label=f"contributions.{name}", pk=pk, version=1, what="edited", by=None, at=timezone.now())
