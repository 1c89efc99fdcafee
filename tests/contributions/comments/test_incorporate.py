"""Taking a contribution up: its words go into the page, its author is credited and told, and nothing else is lost."""

from __future__ import annotations

from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from accounts.models import Attribution, User
from campaign.calendar.rights import RightClosed
from contributions.comments.kinds import NotStanding
from contributions.models import Comment, Incorporation, Page, Passage
from contributions.pages.moderated_page import PageHidden, TitleTaken
from notifications.models import Notification
from tests import factories
from tests.contributions.comments.conftest import Say

WORDS = "On m’a appelée.\nJ’ai raccroché."


def test_its_words_stand_at_the_end_of_the_page_as_a_version(
    say: Say, page: Page, contributor: User, colleague: User
) -> None:
    before = page.body
    incorporation = say(WORDS, page=page).incorporate(page=page, by=contributor)
    page.refresh_from_db()
    assert page.body == f"{before}\n\nOn m’a appelée.  \nJ’ai raccroché."
    assert (incorporation.version, page.version) == (2, 2)
    row = page.revision(2)
    assert (row.author, row.act) == (contributor, "incorporated")
    assert [author["name"] for author in page.byline] == ["Yves K.", "Martine L."]


def test_it_stands_behind_the_passage_that_it_is_about(say: Say, contributor: User) -> None:
    page = factories.create_page(
        body="Il se présente **poliment**. Il est pressé.\n\n- un\n- deux\n\nRaccrochez d’abord."
    )
    passage = Passage.objects.at(page, exact="Il se présente poliment.")
    say("Pas toujours.", page=page, passage=passage).incorporate(page=page, by=contributor)
    page.refresh_from_db()
    first, words, *rest = page.body.split("\n\n")
    assert first == "Il se présente **poliment**. Il est pressé."
    assert words == "Pas toujours."
    assert rest == ["- un\n- deux", "Raccrochez d’abord."]


def test_a_passage_that_has_gone_leads_to_the_end(say: Say, contributor: User) -> None:
    page = factories.create_page(body="Il est pressé.\n\nRaccrochez.")
    passage = Passage.objects.at(page, exact="Il est pressé.")
    comment = say("Pas toujours.", page=page, passage=passage)
    factories.edit_page(page, "Tout autre chose.\n\nRaccrochez.")
    comment.incorporate(page=page, by=contributor)
    page.refresh_from_db()
    assert page.body.endswith("Raccrochez.\n\nPas toujours.")


@pytest.mark.once
def test_its_author_is_told_the_wording(say: Say, page: Page, contributor: User, colleague: User) -> None:
    incorporation = say(WORDS, page=page).incorporate(page=page, by=contributor)
    notice = Notification.objects.get(person=colleague)
    assert "Martine L. a repris votre texte" in notice.sentence()
    assert "J’ai raccroché." in notice.excerpt
    assert notice.url == incorporation.get_absolute_url()


def test_who_takes_up_her_own_words_is_told_nothing(say: Say, page: Page, colleague: User) -> None:
    say(page=page).incorporate(page=page, by=colleague)
    assert not Notification.objects.exists()


def test_a_page_takes_it_up_once(say: Say, page: Page, contributor: User, editor: User) -> None:
    comment = say(page=page)
    assert comment.incorporate(page=page, by=contributor) == comment.incorporate(page=page, by=editor)
    page.refresh_from_db()
    assert page.version == 2


def test_what_others_saved_meanwhile_stays(say: Say, page: Page, contributor: User) -> None:
    stale = Page.objects.get(pk=page.pk)
    factories.edit_page(page, f"{page.body}\n\nAjouté entre-temps.")
    say(page=page).incorporate(page=stale, by=contributor)
    page.refresh_from_db()
    assert page.body.endswith("Ajouté entre-temps.\n\nJe raccroche, toujours.")


@pytest.mark.django_db(transaction=True)
def test_many_at_the_same_time_lose_nothing(contributor: User) -> None:
    page = factories.create_page()
    author = factories.create_user(username="yves")
    comment = [Comment.objects.write(theme=page.theme, page=page, body=f"Texte {n}.", author=author) for n in range(4)]
    faults: list[Exception] = []

    def take(one: Comment) -> None:
        try:
            one.incorporate(page=Page.objects.get(pk=page.pk), by=contributor)
        except Exception as fault:
            faults.append(fault)
        connection.close()

    threads = [Thread(target=take, args=[one]) for one in [*comment, *comment]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    page.refresh_from_db()
    assert faults == []
    assert page.version == 5
    assert all(page.body.count(f"Texte {n}.") == 1 for n in range(4))
    assert sorted(Incorporation.objects.values_list("version", flat=True)) == [2, 3, 4, 5]


def test_whoever_comes_a_moment_after_another_gets_the_first_taking_up(
    say: Say, page: Page, contributor: User, colleague: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    comment = say(page=page)
    mine, refresh = Page.objects.get(pk=page.pk), Page.refresh_from_db

    def late(self: Page, *args: Any, **options: Any) -> None:
        if self is mine and not comment.incorporations.exists():
            comment.incorporate(page=page, by=colleague)
        refresh(self, *args, **options)

    monkeypatch.setattr(Page, "refresh_from_db", late)
    incorporation = comment.incorporate(page=mine, by=contributor)
    assert incorporation.incorporated_by == colleague
    assert mine.version == 2


def test_undoing_it_takes_the_words_out_again(say: Say, page: Page, contributor: User) -> None:
    before = page.body
    say(page=page).incorporate(page=page, by=contributor)
    page.refresh_from_db()
    page.undo(2, author=contributor)
    assert page.body == before


def test_what_was_taken_up_stays_when_it_is_withdrawn(say: Say, page: Page, contributor: User, colleague: User) -> None:
    comment = say(page=page)
    comment.incorporate(page=page, by=contributor)
    comment.withdraw(by=colleague)
    page.refresh_from_db()
    assert "Je raccroche, toujours." in page.body


def test_nothing_is_taken_up_of_what_was_withdrawn(say: Say, page: Page, contributor: User, colleague: User) -> None:
    comment = say(page=page)
    comment.withdraw(by=colleague)
    with pytest.raises(NotStanding):
        comment.incorporate(page=page, by=contributor)


@pytest.mark.once
def test_nothing_is_taken_up_by_a_hidden_page_or_outside_the_window(
    say: Say, page: Page, contributor: User, editor: User
) -> None:
    comment = say()
    page.hide(reason="doublon", by=editor)
    with pytest.raises(PageHidden):
        comment.incorporate(page=page, by=contributor)
    page.show(by=editor)
    factories.close_writing()
    with pytest.raises(RightClosed):
        comment.incorporate(page=page, by=contributor)
    assert not Incorporation.objects.exists()


def test_a_page_opened_with_it_credits_its_author(say: Say, contributor: User) -> None:
    incorporation = say("J’ai raccroché.").open_page(title="Raccrocher", by=contributor)
    assert (incorporation.page.title, incorporation.page.body, incorporation.version) == (
        "Raccrocher",
        "J’ai raccroché.",
        1,
    )
    assert [author["name"] for author in incorporation.page.byline] == ["Yves K.", "Martine L."]
    assert incorporation.page.revision(1).history_type == "+"
    with pytest.raises(TitleTaken):
        say().open_page(title="raccrocher", by=contributor)


@pytest.mark.once
def test_a_changed_name_is_changed_in_the_byline(say: Say, page: Page, contributor: User, colleague: User) -> None:
    say(page=page).incorporate(page=page, by=contributor)
    colleague.choose_attribution(Attribution.FULL)
    page.refresh_from_db()
    assert page.byline[0]["name"] == "Yves Kerbrat"
    colleague.choose_attribution(Attribution.ANONYMOUS)
    page.refresh_from_db()
    assert page.byline[0]["is_anonymous"]
    assert "Yves" not in str(page.byline)


@pytest.mark.once
@pytest.mark.parametrize("screen", ["", "history/", "revisions/2/"])
def test_the_screens_of_the_page_credit_whose_words_they_are(
    say: Say, page: Page, contributor: User, as_contributor: Client, screen: str
) -> None:
    say(page=page).incorporate(page=page, by=contributor)
    address = f"{page.get_absolute_url()}{screen}"
    html = as_contributor.get(address, headers={"accept-language": "fr"}).content.decode()
    assert "’après Yves K." in html


def test_the_recent_changes_credit_whose_words_they_are(
    say: Say, page: Page, contributor: User, colleague: User, as_contributor: Client
) -> None:
    say(page=page).incorporate(page=page, by=contributor)
    assert "d’après Yves K." in as_contributor.get("/recent-changes/").content.decode()
    colleague.choose_attribution(Attribution.ANONYMOUS)
    html = as_contributor.get("/recent-changes/").content.decode()
    assert "d’après un collègue anonyme" in html
    assert "Yves" not in html
