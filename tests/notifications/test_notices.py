"""A notice waits for the person's next page, and is shown once."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.translation import gettext_lazy

from accounts.models import User
from notifications.models import Notice
from tests import factories


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_a_notice_is_shown_on_the_next_page_and_then_never_again(as_contributor: Client, contributor: User) -> None:
    Notice.objects.tell(contributor, text="Les deux textes sont réunis.", url="/wiki/")
    text = as_contributor.get("/").content.decode()
    assert "Les deux textes sont réunis." in text
    assert 'href="/wiki/"' in text
    assert "Les deux textes sont réunis." not in as_contributor.get("/").content.decode()


def test_a_notice_is_for_one_person(as_editor: Client, contributor: User) -> None:
    Notice.objects.tell(contributor, text="Pour Martine seule.")
    assert "Pour Martine seule." not in as_editor.get("/").content.decode()
    assert [notice.text for notice in Notice.objects.take_for(fresh(contributor))] == ["Pour Martine seule."]


def test_notices_come_in_the_order_in_which_they_were_told(contributor: User) -> None:
    for text in ("un", "deux", "trois"):
        Notice.objects.tell(contributor, text=text)
    assert [notice.text for notice in Notice.objects.take_for(fresh(contributor))] == ["un", "deux", "trois"]


def test_asking_costs_nothing_when_nothing_waits(contributor: User, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert Notice.objects.take_for(contributor) == []


def test_a_text_is_put_into_the_language_of_the_person(db: None) -> None:
    reader = factories.create_user(language="en")
    told = Notice.objects.tell(reader, text=gettext_lazy("An anonymous colleague"))
    assert told.text == "An anonymous colleague"
    reader_in_french = factories.create_user(username="amelie", language="fr")
    told = Notice.objects.tell(reader_in_french, text=gettext_lazy("An anonymous colleague"))
    assert told.text != "An anonymous colleague"


def test_a_notice_told_while_others_are_shown_still_waits(contributor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    Notice.objects.tell(contributor, text="avant")
    reader = fresh(contributor)
    waiting = list(Notice.objects.waiting_for(reader))
    Notice.objects.tell(contributor, text="pendant")
    monkeypatch.setattr("notifications.models.NoticeQuerySet.waiting_for", lambda *args: waiting)
    Notice.objects.take_for(reader)
    monkeypatch.undo()
    assert [notice.text for notice in Notice.objects.take_for(fresh(contributor))] == ["pendant"]


def test_two_pages_opened_at_once_count_a_notice_once(contributor: User) -> None:
    Notice.objects.tell(contributor, text="un")
    one, other = fresh(contributor), fresh(contributor)
    Notice.objects.take_for(one)
    Notice.objects.take_for(other)
    assert fresh(contributor).notices_waiting == 0


def test_markup_in_a_notice_is_shown_as_it_was_typed(as_contributor: Client, contributor: User) -> None:
    Notice.objects.tell(contributor, text="<b>gras</b>")
    text = as_contributor.get("/").content.decode()
    assert "&lt;b&gt;gras&lt;/b&gt;" in text


def test_an_address_in_any_script_is_kept_whole(contributor: User, as_contributor: Client) -> None:
    page = factories.create_page(title="鍵" * 80)
    Notice.objects.tell(contributor, text="Lu.", url=page.changes_url(1, 2))
    kept = Notice.objects.get().url
    assert len(kept) <= 500
    assert "鍵" * 80 in kept
    assert as_contributor.get(kept.partition("?")[0]).status_code == 200
