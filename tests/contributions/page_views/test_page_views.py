"""Readers of a page are counted once each, and who read what is nowhere."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.db import connection, models
from django.test import Client
from django.utils import translation

from accounts.models import User
from contributions import page_views
from contributions.models import Endorsement, Page, PageScore, PageView
from contributions.page_views import lower_bound
from contributions.templatetags.passage_tags import counted_in_words
from tests import factories


@pytest.fixture
def page(db: None) -> Page:
    return factories.create_page(author=factories.create_user(username="lucie"))


def standing(page: Page) -> tuple[int, int]:
    row = PageScore.objects.get(page_id=page.pk)
    return row.useful, row.readers


def test_the_script_of_the_page_counts_a_reader_once(as_contributor: Client, as_editor: Client, page: Page) -> None:
    for client in (as_contributor, as_contributor, as_editor):
        assert client.post(f"{page.get_absolute_url()}read/").status_code == 204
    assert standing(page) == (0, 2)
    assert "2 personnes ont lu cette page" in as_contributor.get(page.get_absolute_url()).text


def test_an_address_that_is_fetched_counts_nobody(as_contributor: Client, page: Page) -> None:
    as_contributor.get(page.get_absolute_url())
    assert as_contributor.get(f"{page.get_absolute_url()}read/").status_code == 405
    assert not PageView.objects.exists()


def test_it_takes_the_token_of_the_page(contributor: User, page: Page) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(contributor, backend="accounts.sessions.RolesBackend")
    assert client.post(f"{page.get_absolute_url()}read/").status_code == 403
    text = client.get(page.get_absolute_url()).text
    form = text[text.index("data-read") :]
    token = form.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    assert client.post(f"{page.get_absolute_url()}read/", {"csrfmiddlewaretoken": token}).status_code == 204


def test_a_mark_holds_neither_person_nor_page_nor_moment(page: Page, contributor: User) -> None:
    PageView.objects.read(page, by=contributor)
    assert [field.name for field in PageView._meta.get_fields()] == ["mark"]
    assert not any(isinstance(field, models.ForeignKey) for field in PageView._meta.get_fields())
    mark = PageView.objects.get().mark
    assert len(mark) == 32
    assert str(contributor.pk) != mark


def test_marks_cannot_be_made_without_the_secret_of_the_site(page: Page, contributor: User, settings) -> None:
    PageView.objects.read(page, by=contributor)
    settings.SECRET_KEY = "another"
    assert not PageView.objects.is_known(page, contributor)


def test_a_hidden_page_counts_nobody(as_editor: Client, as_contributor: Client, page: Page, editor: User) -> None:
    page.hide(reason="doublon", by=editor)
    assert as_contributor.post(f"{page.get_absolute_url()}read/").status_code == 404
    as_editor.post(f"{page.get_absolute_url()}read/")
    assert not PageView.objects.exists()


def test_a_script_that_opens_everything_is_soon_not_counted(as_contributor: Client, settings) -> None:
    settings.FLOOD_LIMITS = settings.FLOOD_LIMITS | {"read": (4, 4)}
    for number in range(6):
        page = factories.create_page(title=f"Page {number}", author=factories.create_user(username=f"u{number}"))
        assert as_contributor.post(f"{page.get_absolute_url()}read/").status_code == 204
    assert 0 < PageView.objects.count() <= 4


def test_who_finds_it_useful_has_read_it(page: Page, contributor: User, editor: User) -> None:
    PageView.objects.read(page, by=editor)
    for person in (contributor, editor):
        Endorsement.objects.endorse(page, by=person)
    assert standing(page) == (2, 2)
    Endorsement.objects.take_back(page, by=contributor)
    assert standing(page) == (1, 2)


@pytest.mark.once
def test_how_many_of_how_many_stands_beside_the_button(as_contributor: Client, page: Page, editor: User) -> None:
    Endorsement.objects.endorse(page, by=editor)
    for number in range(3):
        PageView.objects.read(page, by=factories.create_user(username=f"u{number}"))
    text = as_contributor.get(page.get_absolute_url()).text
    assert "Utile à 1 personne sur les 4 qui ont lu cette page." in text


@pytest.mark.django_db(transaction=True)
def test_people_who_read_and_endorse_at_once_are_all_counted(transactional_db: None) -> None:
    page = factories.create_page(author=factories.create_user(username="lucie"))
    people = [factories.create_user(username=f"personne{number}") for number in range(8)]

    def act(place: int) -> None:
        try:
            PageView.objects.read(page, by=people[place % 8])
            if place % 2:
                Endorsement.objects.endorse(page, by=people[place % 8])
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(act, range(16)))
    assert standing(page) == (4, 8)


# ——— The most useful ———


def test_few_readers_count_for_less() -> None:
    assert lower_bound(60, 100) > lower_bound(2, 2)
    assert lower_bound(80, 100) > lower_bound(60, 100)
    assert lower_bound(0, 100) == 0
    assert lower_bound(3, 0) == lower_bound(3, 3)
    assert 0 < lower_bound(1, 15_000) < lower_bound(15_000, 15_000) < 1_000_000


def endorsed(title: str, useful: int, readers: int) -> Page:
    page = factories.create_page(title=title, author=factories.create_user(username=title))
    PageScore.objects.create(
        page_id=page.pk, theme=page.theme, useful=useful, readers=readers, score=lower_bound(useful, readers)
    )
    return page


def test_a_theme_lists_the_most_useful_first_with_how_many_read_them(as_contributor: Client) -> None:
    endorsed("deux-sur-deux", 2, 2)
    best = endorsed("beaucoup", 60, 100)
    endorsed("personne", 0, 50)
    response = as_contributor.get(f"{best.theme.get_absolute_url()}?order=useful")
    assert [page.title for page in response.context["ranking"].pages] == ["beaucoup", "deux-sur-deux"]
    assert "Utile à 60 personnes sur les 100 qui ont lu cette page." in response.text


def test_it_is_paged_by_key(as_contributor: Client, monkeypatch) -> None:
    monkeypatch.setattr(page_views, "ROWS", 3)
    pages = [endorsed(f"page-{number}", 5, 20 + number % 2) for number in range(8)]
    query, seen = "order=useful", []
    while query:
        ranking = as_contributor.get(f"{pages[0].theme.get_absolute_url()}?{query}").context["ranking"]
        seen += [page.pk for page in ranking.pages]
        query = ranking.next_query
    assert sorted(seen) == sorted(page.pk for page in pages)


def test_a_hidden_page_is_not_ranked(as_contributor: Client, editor: User) -> None:
    page = endorsed("cachee", 3, 4)
    page.hide(reason="doublon", by=editor)
    response = as_contributor.get(f"{page.theme.get_absolute_url()}?order=useful")
    assert response.context["ranking"].pages == []


@pytest.mark.usefixtures("awake")
def test_a_page_that_moves_is_ranked_where_it_stands(editor: User, django_capture_on_commit_callbacks) -> None:
    page = endorsed("mobile", 3, 4)
    other = factories.create_theme(number=1)
    with django_capture_on_commit_callbacks(execute=True):
        Page.objects.get(pk=page.pk).move(title=page.title, theme=other, author=editor)
    assert [row.page_id for row in PageScore.objects.most_useful(other)] == [page.pk]


def test_the_command_counts_everything_anew(page: Page, contributor: User, capsys) -> None:
    Endorsement.objects.endorse(page, by=contributor)
    PageScore.objects.update(useful=9, score=1)
    call_command("rank_pages")
    assert standing(page) == (1, 1)


def test_the_command_leaves_readers_as_they_were_and_asks_as_often_for_many_pages_as_for_one(
    page: Page, contributor: User, editor: User, django_assert_num_queries
) -> None:
    Endorsement.objects.endorse(page, by=contributor)
    with django_assert_num_queries(7) as one:
        call_command("rank_pages")
    other = factories.create_page(title="Une autre", author=factories.create_user(username="paul"))
    for person in (contributor, editor):
        Endorsement.objects.endorse(other, by=person)
    PageScore.objects.update(useful=9, readers=5, score=1)
    with django_assert_num_queries(len(one.captured_queries)):
        call_command("rank_pages")
    assert [standing(each) for each in (page, other)] == [(1, 5), (2, 5)]
    assert list(PageScore.objects.order_by("page").values_list("score", flat=True)) == [
        lower_bound(1, 5),
        lower_bound(2, 5),
    ]


@pytest.mark.pure
def test_thousands_of_readers_are_grouped_as_the_language_groups_them() -> None:
    with translation.override("fr"):
        words = counted_in_words(1_234, 15_000)
    assert words == "Utile à 1\u00a0234 personnes sur les 15\u00a0000 qui ont lu cette page."
