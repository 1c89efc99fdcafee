"""Whose words a page is made of: followed one version at a time, and always as if from the beginning."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from contributions import authorship
from contributions.authorship import bring_up_to_date, follow_revisions, rebuild, sync_authorship
from contributions.events import Event
from contributions.models import Authorship, Comment, Page, PageRevision
from contributions.moderation.hiding import hide_versions
from contributions.moderation.merging.merge import merge_pages
from contributions.moderation.merging.splitting import split_off
from tests import factories

type Told = list[tuple[str, str]]

FIRST = "Je raccroche. Je rappelle le service."
SECOND = "Je raccroche toujours. Je rappelle le service.\n\nPuis je le dis à mes collègues."


@pytest.fixture
def author(db: None) -> User:
    return factories.create_user(username="lucie")


@pytest.fixture
def page(author: User) -> Page:
    return factories.create_page(author=author, body=FIRST)


def told(page: Page) -> Told:
    """The text of today in pieces, each with the user name of whose it is."""
    page.refresh_from_db()
    authored = authorship.authored_text(page)
    assert authored is not None
    pieces = authored.who_wrote(0, len(page.body))
    return [(page.body[one.start : one.end], one.person.username if one.person else "-") for one in pieces]


def stored(page: Page) -> tuple[int, str, str]:
    row = Authorship.objects.get(page=page)
    return row.version, row.runs, row.removed


def change_of(page: Page) -> Event:
    return Event(
        label="contributions.page", pk=page.pk, version=page.version, what="edited", by=None, at=page.modified_at
    )


def test_each_word_is_of_whoever_brought_it_in(page: Page, contributor: User) -> None:
    factories.edit_page(page, SECOND, author=contributor)
    assert told(page) == [
        ("Je raccroche ", "lucie"),
        ("toujours. ", "martine"),
        ("Je rappelle le service.\n\n", "lucie"),
        ("Puis je le dis à mes collègues.", "martine"),
    ]


def test_a_passage_can_be_asked_for(page: Page, contributor: User) -> None:
    factories.edit_page(page, SECOND, author=contributor)
    authored = authorship.authored_text(page)
    assert authored is not None
    start = page.body.index("Puis")
    (piece,) = authored.who_wrote(start, len(page.body))
    assert (piece.person, piece.revision.version, piece.start) == (contributor, 2, start)
    assert authored.who_wrote(5, 5) == []


def test_a_revert_gives_the_words_back(page: Page, contributor: User, editor: User) -> None:
    factories.edit_page(page, "Tout est effacé.", author=contributor)
    page.revert_to(1, author=editor)
    assert told(page) == [(FIRST, "lucie")]


def test_what_was_taken_up_is_of_whoever_said_it(page: Page, contributor: User, editor: User) -> None:
    comment = factories.create_comment(page=page, author=contributor, body="Je note le numéro.")
    comment.incorporate(page=page, by=editor)
    assert told(page) == [(FIRST + "\n\n", "lucie"), ("Je note le numéro.", "martine")]


def test_a_page_opened_with_a_comment_is_of_whoever_said_it(contributor: User, editor: User) -> None:
    comment = factories.create_comment(author=contributor, body="Je note le numéro.")
    incorporation = comment.open_page(title="Noter le numéro", by=editor)
    assert told(incorporation.page) == [("Je note le numéro.", "martine")]


def test_words_that_came_with_another_page_stay_with_their_authors(page: Page, contributor: User, editor: User) -> None:
    other = factories.create_page(title="Une autre page", author=contributor, body="Une phrase venue d’ailleurs.")
    merge_pages(other, page, by=editor, body=f"{FIRST}\n\n{other.body}")
    assert told(page) == [(FIRST + "\n\n", "lucie"), ("Une phrase venue d’ailleurs.", "martine")]
    before = stored(page)
    rebuild()
    assert stored(page) == before


def test_a_part_that_becomes_a_page_stays_with_its_author(author: User, contributor: User, editor: User) -> None:
    page = factories.create_page(author=author, body=f"{FIRST}\n\n## Après\n\nRien encore.")
    factories.edit_page(page, f"{FIRST}\n\n## Après\n\nUne phrase de plus.", author=contributor)
    split = split_off(page, [page.contents[0]["id"]], title="Après l’appel", by=editor)
    pieces = dict(told(split.page))
    assert pieces["Une phrase de plus."] == "martine"


def test_hidden_words_count_for_those_who_kept_them(page: Page, contributor: User, editor: User) -> None:
    factories.edit_page(page, SECOND, author=contributor)
    factories.edit_page(page, SECOND + " Fin.", author=editor)
    before = told(page)
    hide_versions(page, [2], reason="un secret", by=editor)
    assert PageRevision.objects.get(id=page.pk, version=2).body == ""
    Authorship.objects.all().delete()
    assert told(page) == before


def test_it_follows_from_where_it_stands_and_told_twice_it_does_nothing(page: Page, contributor: User) -> None:
    sync_authorship(change_of(page))
    assert Authorship.objects.get().version == 1
    for number in range(3):
        factories.edit_page(page, f"{FIRST} Et {number}.", author=contributor)
    sync_authorship(change_of(page))
    once = stored(page)
    sync_authorship(change_of(page))
    assert once[0] == 4
    assert stored(page) == once


def test_what_is_no_page_wakes_nothing(page: Page, author: User) -> None:
    comment = factories.create_comment(author=author)
    sync_authorship(
        Event(label="contributions.comment", pk=comment.pk, version=1, what="written", by=None, at=comment.created_at)
    )
    assert not Authorship.objects.exists()


@pytest.mark.usefixtures("awake")
def test_saving_a_page_wakes_it(contributor: User, django_capture_on_commit_callbacks: Callable) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        page = factories.create_page(author=contributor)
    assert Authorship.objects.get(page=page).version == 1


def test_of_two_workers_one_goes_on(page: Page, contributor: User) -> None:
    bring_up_to_date(page.pk)
    factories.edit_page(page, SECOND, author=contributor)
    row = Authorship.objects.get()
    follow_revisions(page.pk)
    assert not Authorship.objects.take(page.pk, row.origins, version=2, instead_of=1)
    assert told(page)[1] == ("toujours. ", "martine")


def test_many_versions_are_followed_in_several_goes(page: Page, contributor: User) -> None:
    for number in range(5):
        factories.edit_page(page, f"{FIRST} Et {number}.", author=contributor)
    while follow_revisions(page.pk, at_most=2):
        pass
    by_steps = stored(page)
    rebuild(page.pk)
    assert stored(page) == by_steps


def test_a_reader_who_comes_before_the_worker_is_told_of_the_newest_version(page: Page, contributor: User) -> None:
    factories.edit_page(page, SECOND, author=contributor)
    assert told(page)[1] == ("toujours. ", "martine")


def test_shares_are_counted_in_words(page: Page, contributor: User) -> None:
    factories.edit_page(page, SECOND, author=contributor)
    shares = authorship.shares_of(page)
    assert [(share.person.username, share.words, share.of) for share in shares if share.person] == [
        ("martine", 8, 14),
        ("lucie", 6, 14),
    ]
    assert [share.percent for share in shares] == [57, 43]


def test_it_can_be_made_again_by_a_command(page: Page, capsys) -> None:
    Authorship.objects.update_or_create(page=page, defaults={"version": 1, "runs": "1.1", "removed": ""})
    call_command("rebuild_authorship")
    assert told(page) == [(FIRST, "lucie")]
    assert "1 pages" in capsys.readouterr().out


def test_nothing_of_it_holds_a_word_or_a_name(page: Page, contributor: User) -> None:
    factories.edit_page(page, "Le mot canari part.", author=contributor)
    factories.edit_page(page, "Rien.", author=contributor)
    bring_up_to_date(page.pk)
    text = " ".join(map(str, stored(page)))
    assert "canari" not in text
    assert "martine" not in text
    assert Comment.objects.count() == 0


BODIES = st.lists(
    st.sampled_from(["Une phrase. ", "Une autre, plus longue. ", "Un mot ", "## Titre\n\n", "- ligne\n", "Fin."]),
    min_size=1,
    max_size=6,
).map("".join)


@pytest.mark.once
@settings(max_examples=15, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(st.lists(BODIES.filter(str.strip), min_size=2, max_size=5, unique=True), st.integers(1, 3))
@pytest.mark.django_db
def test_one_version_at_a_time_is_as_from_the_beginning(bodies: list[str], at_most: int) -> None:
    theme = factories.create_theme()
    Page.objects.all()
    page = factories.create_page(theme=theme, title=f"Page {Page.objects.count()}", body=bodies[0])
    for body in bodies[1:]:
        factories.edit_page(page, body)
        bring_up_to_date(page.pk)
    by_steps = stored(page)
    rebuild(page.pk)
    assert stored(page) == by_steps
    row = Authorship.objects.get(page=page)
    assert sum(length for length, _origin in row.origins.runs) == len(page.body)
    Authorship.objects.all().delete()
    while follow_revisions(page.pk, at_most=at_most):
        pass
    assert stored(page) == by_steps
