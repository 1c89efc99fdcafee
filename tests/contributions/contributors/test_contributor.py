"""A contributor's page: what she did, what became of it, and who may see which of it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Attribution, User
from contributions.contributors.activity import ROWS
from contributions.models import Comment, Endorsement, Page, Thanks
from tests import factories

ADDRESS = "/contributors/lucie/"


@pytest.fixture
def author(db: None) -> User:
    return factories.create_user(username="lucie", job="technicienne", site="Nanterre")


@pytest.fixture
def page(author: User) -> Page:
    return factories.create_page(author=author)


def text_of(client: Client, address: str = ADDRESS) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


@pytest.mark.once
def test_it_says_who_she_is_as_she_chose(author: User, as_contributor: Client) -> None:
    text = text_of(as_contributor)
    assert "<h1>Lucie L.</h1>" in text
    assert "Technicienne à Nanterre" in text


def test_it_lists_what_she_did_the_newest_first(page: Page, author: User, as_contributor: Client) -> None:
    factories.edit_page(page, "Raccrochez.", author=author, summary="plus court")
    factories.create_comment(page=page, author=author, body="Je note le numéro.")
    text = text_of(as_contributor)
    places = [text.index(words) for words in ("Je note le numéro.", "plus court", "A ouvert")]
    assert places == sorted(places)


@pytest.mark.once
def test_what_others_did_is_not_hers(page: Page, contributor: User, as_contributor: Client) -> None:
    factories.edit_page(page, "Raccrochez.", author=contributor, summary="par une autre")
    assert "par une autre" not in text_of(as_contributor)


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("opened", {"A ouvert"}),
        ("improved", {"plus court"}),
        ("comment", {"Je note le numéro."}),
        ("asked", {"Faut-il rappeler\u00a0?"}),
        ("incorporated", {"Je note le numéro."}),
        ("thanks", {"a dit merci pour"}),
        ("", {"A ouvert", "plus court", "Je note le numéro.", "Faut-il rappeler\u00a0?"}),
        ("autre", {"A ouvert", "plus court", "Je note le numéro.", "Faut-il rappeler\u00a0?"}),
    ],
)
def test_the_list_can_be_narrowed_to_one_kind(
    kind: str, shown: set[str], page: Page, author: User, editor: User, contributor: User, as_contributor: Client
) -> None:
    factories.edit_page(page, "Raccrochez.", author=author, summary="plus court")
    comment = factories.create_comment(page=page, author=author, body="Je note le numéro.", kind="advice")
    factories.create_comment(page=page, author=author, body="Faut-il rappeler ?", kind="question")
    comment.incorporate(page=page, by=editor)
    Thanks.objects.thank(page.revision(2), by=contributor)
    listed = text_of(as_contributor, f"{ADDRESS}?kind={kind}").partition('<ol class="deeds">')[2]
    every = {"A ouvert", "plus court", "Je note le numéro.", "Faut-il rappeler\u00a0?", "a dit merci pour"}
    assert {words for words in every if words in listed} == shown


@pytest.mark.once
def test_it_says_what_became_of_it(
    page: Page, author: User, editor: User, contributor: User, as_contributor: Client
) -> None:
    comment = factories.create_comment(page=page, author=author, body="Je note le numéro.")
    comment.incorporate(page=page, by=editor)
    Endorsement.objects.endorse(comment, by=contributor)
    Thanks.objects.thank(page.revision(1), by=contributor)
    factories.create_tip(number=6, page=page, by=editor)
    text = text_of(as_contributor).partition('id="became"')[2].partition('id="did"')[0]
    assert f"«\u00a0{page.title}\u00a0» est dans le guide" in text
    assert "conseil 6" in text
    assert f'href="{page.screen_url("revisions/2")}"' in text
    assert "utiles 1 fois" in text
    assert "Martine L.</a> a dit merci pour" in text


@pytest.mark.once
def test_a_tip_that_gave_up_its_place_and_a_mere_detail_are_left_out(
    page: Page, contributor: User, editor: User, as_contributor: Client
) -> None:
    factories.edit_page(page, page.body + " Fin.", author=contributor, is_minor=True)
    tip = factories.create_tip(number=6, page=page, by=editor)
    assert "est dans le guide" not in text_of(as_contributor, "/contributors/martine/")
    tip.release(by=editor)
    assert "est dans le guide" not in text_of(as_contributor)


def test_a_long_list_is_paged_by_key_and_nothing_is_lost_or_shown_twice(author: User, as_contributor: Client) -> None:
    begun = timezone.now() - timedelta(hours=1)
    number = ROWS + 11
    for step in range(number):  # several at one moment, of several kinds
        at = begun + timedelta(minutes=step // 4)
        if step % 2:
            factories.create_comment(author=author, body=f"Chose {step} dite.", at=at)
        else:
            factories.create_page(author=author, title=f"Chose {step} écrite", at=at)
    first = as_contributor.get(ADDRESS)
    second = as_contributor.get(f"{ADDRESS}?{first.context['deeds'].next_query}")
    shown = [deed.place for deed in (*first.context["deeds"].rows, *second.context["deeds"].rows)]
    assert len(shown) == len(set(shown)) == number
    assert shown == sorted(shown, reverse=True)
    assert second.context["deeds"].next_query == ""


@pytest.mark.once
@pytest.mark.parametrize(
    "before", ["x", "2026-13-01~1~1", "2026-01-01T00:00:00~1~1", "2026-01-01T00:00:00+00:00~9~1", "~~"]
)
def test_a_place_that_makes_no_sense_is_the_beginning(before: str, page: Page, as_contributor: Client) -> None:
    assert "A ouvert" in text_of(as_contributor, f"{ADDRESS}?before={before}")


@pytest.mark.once
def test_what_is_hidden_is_for_editors(
    page: Page, author: User, editor: User, contributor: User, as_contributor: Client, as_editor: Client
) -> None:
    factories.create_comment(page=page, author=author, body="Sous la page.")
    Thanks.objects.thank(page.revision(1), by=contributor)
    page.hide(reason="un nom", by=editor)
    for kind in ("", "opened", "comment", "thanks"):
        text = text_of(as_contributor, f"{ADDRESS}?kind={kind}")
        assert page.title not in text
        assert "Sous la page." not in text
    assert page.title in text_of(as_editor)


@pytest.mark.once
def test_what_is_withdrawn_is_for_her_alone(page: Page, author: User, as_editor: Client, sign_in) -> None:
    comment = factories.create_comment(page=page, author=author, body="Je note le numéro.")
    comment.withdraw(by=author)
    assert "Je note le numéro." in text_of(sign_in(author))
    assert "Je note le numéro." not in text_of(as_editor)


@pytest.mark.once
def test_she_finds_more_on_her_own_page(author: User, contributor: User, as_contributor: Client) -> None:
    own = text_of(as_contributor, "/contributors/martine/")
    assert 'href="/accounts/preferences/"' in own.partition("<h1")[2]
    assert "Choisir comment je parais" in own
    assert "Choisir comment je parais" not in text_of(as_contributor)
    assert 'href="/contributors/martine/"' in own.partition("<main")[0]


@pytest.mark.once
@pytest.mark.parametrize("handle", ["personne", "lucie%00", "%00", "a" * 300, "..", "LUCIE"])
def test_somebody_whom_nobody_knows_is_not_found(handle: str, author: User, as_contributor: Client) -> None:
    assert as_contributor.get(f"/contributors/{handle}/").status_code == 404


@pytest.mark.once
def test_a_stopped_account_has_no_page_but_for_administrators(
    page: Page, author: User, as_contributor: Client, as_editor: Client, as_administrator: Client
) -> None:
    User.objects.filter(pk=author.pk).update(is_active=False)
    for client in (as_contributor, as_editor):
        response = client.get(ADDRESS)
        assert response.status_code == 404
        text = response.content.decode().partition("<main")[2]
        text = re.sub(
            r'(?:href|action|name="next" value)="[^"]*"', "", text
        )  # an editor may open it again, at the address that she asked for
        assert "Ce compte est arrêté" in text
        assert not [
            word for word in ("Lucie", "lucie", "Le Goff", "Nanterre", "technicienne", page.title) if word in text
        ]
    assert "Ce compte est arrêté" in text_of(as_administrator)
    history = text_of(as_contributor, page.screen_url("history"))
    assert "Lucie L." in history
    assert ADDRESS not in history


def grow(author: User, editor: User, reader: User) -> None:
    for _number in range(4):
        page = factories.create_page(title=f"Page {Page.objects.count()}", author=author)
        factories.edit_page(page, f"Texte {page.pk}.", author=author)
        comments = factories.create_comment(author=author, page=page, body=f"Dit {Comment.objects.count()}.")
        comments.incorporate(page=page, by=editor)
        Endorsement.objects.endorse(comments, by=reader)
        Thanks.objects.thank(page.revision(2), by=reader)
        Thanks.objects.thank(comments, by=reader)


@pytest.mark.once
@pytest.mark.parametrize("kind", ["", "opened", "improved", "comment", "asked", "incorporated", "thanks"])
def test_it_costs_the_same_however_much_she_did(
    kind: str, author: User, editor: User, contributor: User, as_contributor: Client
) -> None:
    def count() -> int:
        caches["template_fragments"].clear()
        with CaptureQueriesContext(connection) as queries:
            text_of(as_contributor, f"{ADDRESS}?kind={kind}")
        return len(queries)

    grow(author, editor, contributor)
    count()
    few = count()
    grow(author, editor, contributor)
    assert count() == few <= 22


@pytest.mark.once
def test_lists_are_read_without_texts(author: User, editor: User, contributor: User, as_contributor: Client) -> None:
    grow(author, editor, contributor)
    with CaptureQueriesContext(connection) as queries:
        text_of(as_contributor)
    assert [query["sql"] for query in queries if '"body"' in query["sql"] or '"body_html"' in query["sql"]] == []


@pytest.mark.once
def test_names_lead_to_it_from_everywhere(page: Page, author: User, as_contributor: Client) -> None:
    factories.edit_page(page, "Raccrochez.", author=author)
    comment = factories.create_comment(page=page, author=author)
    for address in (
        page.get_absolute_url(),
        page.screen_url("history"),
        page.screen_url("contributors"),
        page.changes_url(1, 2),
        page.screen_url("revisions/2"),
        comment.get_absolute_url(),
        "/recent-changes/",
    ):
        assert f'href="{ADDRESS}">Lucie L.</a>' in text_of(as_contributor, address), address


def test_each_of_several_anonymous_people_has_an_address_of_her_own(author: User, contributor: User) -> None:
    author.choose_attribution(Attribution.ANONYMOUS)
    contributor.choose_attribution(Attribution.ANONYMOUS)
    assert author.handle != contributor.handle
