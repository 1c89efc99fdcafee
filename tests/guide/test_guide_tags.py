"""What the wiki and the home page show of the guide."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory

from accounts.access import Rights
from accounts.models import User
from contributions.models import Page
from guide.models import Edition, Tip
from guide.tips.board import board_in_preparation
from tests import factories
from tests.as_read import as_read
from tests.factories import create_page, create_themes, create_tip
from tests.guide.conftest import Publish
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def render(source: str, user: User, **context: Any) -> str:
    request = RequestFactory().get("/")
    request.user = user
    user.__dict__.pop("_roles", None)
    return as_read(Template("{% load guide_tags %}" + source).render(Context({"can": Rights(request)} | context)))


def test_the_ribbon_leads_editors_to_the_desk_and_readers_to_the_published_tip(
    editor: User, contributor: User, publish: Publish
) -> None:
    page = create_page()
    create_tip(number=6, page=page, by=editor)
    publish()
    for_editors = render("{% tip_ribbon page %}", editor, page=page)
    for_readers = render("{% tip_ribbon page %}", contributor, page=page)
    assert 'href="/curation/tips/6/"' in for_editors
    assert 'href="/guide/fr/#tip-6"' in for_readers
    assert "dans le guide\u00a0: conseil <b>6</b>" in for_readers


def test_the_ribbon_of_a_tip_that_came_later_or_moved_does_not_lead_to_another_s_tip(
    editor: User, contributor: User, publish: Publish
) -> None:
    old, new = create_page(title="Ancienne"), create_page(title="Nouvelle")
    create_tip(number=6, page=old, by=editor)
    publish()
    Tip.objects.get().move_to(7, by=editor)
    create_tip(number=6, page=new, by=editor)
    assert 'href="/guide/fr/#tip-6"' in render("{% tip_ribbon page %}", contributor, page=old)
    ribbon = render("{% tip_ribbon page %}", contributor, page=new)
    assert "href" not in ribbon
    assert "retenue pour le guide\u00a0: conseil <b>6</b>" in ribbon


def test_a_page_without_a_tip_has_no_ribbon_nor_has_one_whose_tip_gave_up_its_place(editor: User) -> None:
    page, other = create_page(), create_page(title="Autre")
    create_tip(number=6, page=page, by=editor).release(by=editor)
    assert render("{% tip_ribbon page %}", editor, page=page).strip() == ""
    assert render("{% tip_ribbon page %}", editor, page=other).strip() == ""


def test_the_ribbon_costs_one_query(editor: User, published: Edition, django_assert_num_queries) -> None:
    page, reader = Page.objects.select_related("theme").get(), User.objects.with_roles().get(pk=editor.pk)
    with django_assert_num_queries(1):
        render("{% tip_ribbon page %}", reader, page=page)


def test_the_flags_of_a_list_cost_one_query(editor: User, django_assert_num_queries) -> None:
    pages = [create_page(title=f"Page {number}") for number in range(1, 7)]
    for number in range(1, 6):
        create_tip(number=number, page=pages[number - 1], by=editor)
    reader = User.objects.with_roles().get(pk=editor.pk)
    source = "{% load guide_tags %}{% page_rows pages %}"
    with django_assert_num_queries(1):
        text = render(source, reader, pages=pages)
    flags = text.split("</li>")
    assert ['href="/curation/tips/1/"' in flag for flag in flags[:6]] == [True, False, False, False, False, False]
    assert "flag" not in flags[5]
    assert "flag" in flags[4]


def test_the_board_of_the_home_page_shows_what_is_taken_in_two_queries(
    editor: User, contributor: User, django_assert_num_queries
) -> None:
    create_tip(number=6, by=editor)
    reader = User.objects.with_roles().get(pk=editor.pk)
    with django_assert_num_queries(2):
        board = render("{% board_overview board %}", reader, board=board_in_preparation())
    assert board.count('class="place on"') == 1
    assert board.count('class="place"') == 19
    assert "1 prise sur 20" in board
    assert 'href="/curation/"' in board
    assert "href" not in render("{% board_overview board %}", contributor, board=board_in_preparation())


def test_readers_are_led_from_the_board_to_the_guide_once_it_is_out(contributor: User, published: Edition) -> None:
    assert 'href="/guide/"' in render("{% board_overview board %}", contributor, board=board_in_preparation())


def test_looking_at_the_board_makes_no_edition(contributor: User) -> None:
    create_themes()
    render("{% board_overview board %}", contributor, board=board_in_preparation())
    assert not Edition.objects.exists()


def test_the_current_edition_has_its_number_date_and_pdf_in_two_queries(
    contributor: User, published: Edition, django_assert_num_queries
) -> None:
    with django_assert_num_queries(2):
        text = render("{% current_edition %}", contributor)
    for shown in ("<b>Édition 1</b>", 'href="/guide/"', 'href="/guide/fr/guide.pdf"', factories.IDENTITY["title"]):
        assert shown in text


def test_its_small_cover_has_a_paper_for_each_theme(contributor: User, published: Edition) -> None:
    three = render("{% current_edition %}", contributor, themes=Theme.objects.filter(number__lte=3))
    assert re.findall(r'<i class="t(\d)">', three) == ["1", "2", "3"]


def test_a_pdf_that_is_not_there_is_not_offered(no_pdf: None, contributor: User, published: Edition) -> None:
    assert "guide.pdf" not in render("{% current_edition %}", contributor)


def test_before_any_edition_there_is_none_to_show(contributor: User) -> None:
    assert render("{% current_edition %}", contributor).strip() == ""


def test_the_page_of_the_wiki_and_the_home_page_wear_them(as_editor: Client, editor: User) -> None:
    page = create_page()
    create_tip(number=6, page=page, by=editor)
    assert "conseil <b>6</b>" in as_editor.get(page.get_absolute_url()).text
    assert "1 prise sur 20" in as_editor.get("/").text
