"""Reading a page."""

import re
from html import unescape

import pytest
from django.test import Client

from accounts.models import Attribution, User
from contributions.models import Page
from tests import factories
from tests.cache_comparison import needs_page_cache

pytestmark = pytest.mark.django_db


def test_a_page_shows_its_text_its_contents_and_its_authors(as_contributor: Client, contributor: User) -> None:
    page = factories.create_page(author=contributor)
    factories.edit_page(page, page.body, author=factories.create_user(username="karim", last_name="Haddad"))
    html = as_contributor.get(page.get_absolute_url()).content.decode()
    assert "Il se présente comme le service informatique." in html
    assert f'href="#{page.contents[0]["id"]}"' in html
    assert 'href="/contributors/martine/">Martine L.</a>' in html
    assert 'href="/contributors/karim/">Karim H.</a>' in html


def test_the_line_of_authors_ends_with_one_full_stop_also_behind_an_initial(
    as_contributor: Client, contributor: User
) -> None:
    page = factories.create_page(author=contributor)
    html = as_contributor.get(page.get_absolute_url(), headers={"accept-language": "en"}).content.decode()
    line = unescape(re.sub("<[^>]*>", "", html.partition("Written by ")[2]))
    assert line.split()[:2] == ["Martine", "L."]


def test_more_than_three_authors_are_counted(as_contributor: Client) -> None:
    page = factories.create_page()
    for name in ("anne", "bruno", "claire", "david", "elise"):
        factories.edit_page(page, f"{page.body}\n\n{name}", author=factories.create_user(username=name))
    html = as_contributor.get(page.get_absolute_url(), headers={"accept-language": "en"}).content.decode()
    article = html.partition('id="talk"')[0]
    assert "Claire L." in article
    assert "David L." not in article
    assert "2 others" in article


def test_a_changed_attribution_shows_at_once(as_contributor: Client, contributor: User) -> None:
    page = factories.create_page(author=contributor)
    as_contributor.get(page.get_absolute_url())
    contributor.choose_attribution(Attribution.ANONYMOUS)
    html = as_contributor.get(page.get_absolute_url()).content.decode()
    assert "Martine L." not in html
    assert contributor.username not in html.partition("<main")[2]


def test_an_edit_shows_at_once(as_contributor: Client) -> None:
    page = factories.create_page()
    as_contributor.get(page.get_absolute_url())
    factories.edit_page(page, "Un tout autre texte.")
    html = as_contributor.get(page.get_absolute_url()).content.decode()
    assert "Un tout autre texte." in html
    assert "service informatique" not in html


def test_a_text_that_is_rendered_anew_shows_at_once(as_contributor: Client) -> None:
    page = factories.create_page(body="Voir [[Une page à venir]].")
    assert "missing" in as_contributor.get(page.get_absolute_url()).content.decode()
    factories.create_page(title="Une page à venir")
    page.refresh_from_db()
    page.render_anew()
    assert "missing" not in as_contributor.get(page.get_absolute_url()).content.decode()


@pytest.mark.once
def test_short_words_of_its_headings_are_stored_whole_also_when_it_is_rendered_anew(as_contributor: Client) -> None:
    page = factories.create_page(body="## Un rendez-vous\n\nUn rendez-vous.")
    whole = 'Un <span class="whole">rendez-vous</span></h2>'
    assert whole in page.body_html
    Page.objects.filter(pk=page.pk).update(body_html="<h2>Un rendez-vous</h2>")
    page.refresh_from_db()
    page.render_anew()
    assert whole in page.body_html
    assert whole in as_contributor.get(page.get_absolute_url()).content.decode()


@pytest.mark.once
def test_a_hidden_page_is_not_there_for_contributors(as_contributor: Client, editor: User) -> None:
    page = factories.create_page()
    assert as_contributor.get(page.get_absolute_url()).status_code == 200
    page.hide(reason="doublon", by=editor)
    assert as_contributor.get(page.get_absolute_url()).status_code == 404


@pytest.mark.once
def test_an_editor_reads_why_a_page_is_hidden_and_can_show_it(as_editor: Client, editor: User) -> None:
    page = factories.create_page()
    page.hide(reason="Doublon de la page voisine", by=editor)
    html = as_editor.get(page.get_absolute_url()).content.decode()
    assert "Doublon de la page voisine" in html
    assert f'action="{page.get_absolute_url()}show/"' in html
    assert f"{page.get_absolute_url()}edit/" not in html


@pytest.mark.once
def test_tools_are_those_that_the_reader_may_use(as_contributor: Client, as_editor: Client) -> None:
    page = factories.create_page()
    address = page.get_absolute_url()
    for_contributor = as_contributor.get(address).content.decode()
    assert f"{address}edit/" in for_contributor
    assert f"{address}hide/" not in for_contributor
    assert f"{address}promote/" not in for_contributor
    for_editor = as_editor.get(address).content.decode()
    assert f"{address}hide/" in for_editor
    assert f"{address}promote/" in for_editor


@pytest.mark.once
def test_outside_the_window_a_page_is_read_not_written(as_contributor: Client) -> None:
    page = factories.create_page()
    factories.close_writing()
    html = as_contributor.get(page.get_absolute_url(), headers={"accept-language": "en"}).content.decode()
    assert "Writing is closed" in html
    assert f"{page.get_absolute_url()}edit/" not in html


def test_a_page_in_the_guide_bears_the_ribbon(as_editor: Client, editor: User) -> None:
    page = factories.create_page()
    factories.create_tip(number=7, page=page, by=editor)
    assert 'class="ribbon t2"' in as_editor.get(page.get_absolute_url()).content.decode()


@pytest.mark.once
@pytest.mark.parametrize("rest", ["", "edit/", "history/", "diff/?older=1&newer=2"])
def test_an_old_address_leads_on(as_contributor: Client, contributor: User, rest: str) -> None:
    page = factories.create_page()
    old = page.get_absolute_url()
    page.move(title="Un autre titre", theme=factories.create_theme(number=3), author=contributor)
    response = as_contributor.get(f"{old}{rest}")
    assert response.status_code == 301
    assert response["Location"] == f"/wiki/reputation/un-autre-titre/{rest}"
    assert response["Cache-Control"] == "no-cache", "the page may move back"


@pytest.mark.once
def test_an_old_address_of_a_hidden_page_leads_nowhere(as_contributor: Client, contributor: User, editor: User) -> None:
    page = factories.create_page()
    old = page.get_absolute_url()
    page.move(title="Un autre titre", theme=page.theme, author=contributor)
    page.hide(reason="doublon", by=editor)
    assert as_contributor.get(old).status_code == 404


@pytest.mark.parametrize("slug", ["nulle-part", "%00", "%ED%A0%80", "x" * 3000])
@pytest.mark.parametrize("rest", ["", "edit/", "history/", "move/"])
def test_a_page_that_is_not_there_is_not_found(as_contributor: Client, slug: str, rest: str) -> None:
    factories.create_theme()
    assert as_contributor.get(f"/wiki/delinquants/{slug}/{rest}").status_code == 404


@needs_page_cache
def test_a_page_costs_one_query_and_eight_more_when_it_is_made(
    as_contributor: Client, django_assert_num_queries
) -> None:
    page = factories.create_page()
    factories.create_tip(number=7, page=page)
    # session with its person, the version of the settings and, from the second reading on, the cache version of the page,
    # which is asked for by itself before; her marks; page with theme and window, tips; what was begun, the margin, what is
    # said, its versions
    for queries in (9, 1, 1):
        with django_assert_num_queries(queries):
            assert as_contributor.get(page.get_absolute_url()).status_code == 200


def test_the_html_of_a_cached_page_is_not_read_again(as_contributor: Client) -> None:
    page = factories.create_page()
    as_contributor.get(page.get_absolute_url())
    rows = Page.objects.with_html_unless(page.fragment_key)
    assert rows.get().fresh_html == ""
    Page.objects.update(body_html="<p>Changed behind its back</p>")
    assert "Changed behind" not in as_contributor.get(page.get_absolute_url()).content.decode()


def test_titles_are_escaped(as_contributor: Client) -> None:
    page = factories.create_page(title="A & B « c »")
    html = as_contributor.get(page.get_absolute_url()).content.decode()
    assert "A &amp; B «\u00a0c\u00a0»" in html
