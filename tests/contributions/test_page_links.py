"""What links to a page."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from common import markup
from contributions.models import Page
from contributions.views.pages import page_detail
from tests import factories
from themes.models import Theme

pytestmark = pytest.mark.django_db


def test_pages_that_link_by_this_title_or_an_older_one_are_listed(as_contributor: Client, contributor: User) -> None:
    page = factories.create_page(title="Cible")
    factories.create_page(title="Première", body="Voir [[cible]].")
    page.move(title="Nouveau titre", theme=page.theme, author=contributor)
    factories.create_page(title="Deuxième", body="Voir [[Nouveau titre|là]].")
    factories.create_page(title="Sans lien", body="Rien.")
    html = as_contributor.get(f"{page.get_absolute_url()}links/").content.decode()
    assert "Première" in html
    assert "Deuxième" in html
    assert "Sans lien" not in html


def test_a_page_to_which_nothing_leads_says_how_to(as_contributor: Client) -> None:
    page = factories.create_page(title="Cible")
    assert "[[Cible]]" in as_contributor.get(f"{page.get_absolute_url()}links/").content.decode()


def test_hidden_pages_are_left_out(as_contributor: Client, as_editor: Client, editor: User) -> None:
    page = factories.create_page(title="Cible")
    factories.create_page(title="Masquée", body="Voir [[Cible]].").hide(reason="doublon", by=editor)
    assert "Masquée" not in as_contributor.get(f"{page.get_absolute_url()}links/").content.decode()
    assert "Masquée" in as_editor.get(f"{page.get_absolute_url()}links/").content.decode()


def test_the_list_is_paged_and_its_queries_do_not_grow(
    as_contributor: Client, django_assert_num_queries, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_detail, "LINKS_AT_ONCE", 3)
    page = factories.create_page(title="Cible")
    factories.create_page(title="Page 0", body="Voir [[Cible]].")
    with django_assert_num_queries(6):  # session with its person, page, its old titles, count, pages, tips
        as_contributor.get(f"{page.get_absolute_url()}links/")
    for number in range(1, 5):
        factories.create_page(title=f"Page {number}", body="Voir [[Cible]].")
    with django_assert_num_queries(6):
        html = as_contributor.get(f"{page.get_absolute_url()}links/").content.decode()
    assert html.count("<h3") == 3
    assert "?page=2" in html


def test_a_page_that_cannot_be_laid_out_just_now_does_not_keep_the_others_waiting(
    contributor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused, other = (
        factories.create_page(title=title, body="Voir [[La cible]].", author=contributor)
        for title in ("Ancienne", "Zoé")
    )
    render = markup.render

    def render_all_but_one(text: str, **options: Any) -> markup.Rendered:
        if "refus" in text:
            raise markup.RenderRefused("too_costly")
        return render(text, **options)

    Page.objects.filter(pk=refused.pk).update(body="refus [[La cible]]")
    monkeypatch.setattr(markup, "render", render_all_but_one)
    target = factories.create_page(title="La cible", body="Ici.")
    other.refresh_from_db()
    assert f'href="{target.get_absolute_url()}"' in other.body_html


def test_a_page_saved_while_it_is_rendered_anew_is_rendered_once_more(
    contributor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = factories.create_page(title="Lien", body="Voir [[La cible]].", author=contributor)
    rendered_anew, take_text = Page.objects.get(pk=page.pk), Page.take_text

    def save_meanwhile(self: Page, body: str, *, by: User | None) -> None:
        take_text(self, body, by=by)
        if self is rendered_anew:
            monkeypatch.setattr(Page, "take_text", take_text)
            factories.edit_page(page, "Voir aussi [[La cible]].", author=contributor)
            Page.objects.filter(pk=page.pk).update(body_html="rendered with the links of before")

    monkeypatch.setattr(Page, "take_text", save_meanwhile)
    rendered_anew.render_anew()
    page.refresh_from_db()
    assert "Voir aussi" in page.body_html


def test_a_page_that_appears_while_one_that_links_to_it_is_saved_is_linked(
    contributor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither sees the other while it is rendered; the one that commits last is looked at again."""
    take_text = Page.take_text

    def write_the_target_meanwhile(self: Page, body: str, *, by: User | None) -> None:
        take_text(self, body, by=by)
        monkeypatch.setattr(Page, "take_text", take_text)
        if self.title == "Lien":
            factories.create_page(title="La cible", body="Ici.")

    monkeypatch.setattr(Page, "take_text", write_the_target_meanwhile)
    page = factories.create_page(title="Lien", body="Voir [[La cible]].", author=contributor)
    page.refresh_from_db()
    assert f'href="{Page.objects.get(title="La cible").get_absolute_url()}"' in page.body_html
    assert page.version == 1
    monkeypatch.setattr(Page, "take_text", write_the_target_meanwhile)
    Page.objects.filter(title="La cible").update(title="Ailleurs", title_key="ailleurs", slug="ailleurs")
    factories.edit_page(page, "Voir encore [[La cible]].")
    page.refresh_from_db()
    assert f'href="{Page.objects.get(title="La cible").get_absolute_url()}"' in page.body_html


def test_what_is_rendered_anew_as_it_was_is_not_written(contributor: User) -> None:
    page = factories.create_page(title="Lien", body="Voir [[La cible]].", author=contributor)
    page.render_anew()
    page.refresh_from_db()
    assert page.render == 1


def test_a_link_leads_to_who_has_a_title_before_who_had_it_once(contributor: User) -> None:
    theme = factories.create_theme()
    moved = factories.create_page(title="Cible", theme=theme, author=contributor)
    moved.move(title="Ailleurs", theme=theme, author=contributor)
    assert f'href="{moved.get_absolute_url()}"' in rendered(theme, "[[cible]]")
    here = factories.create_page(title="Cible", theme=theme)
    assert f'href="{here.get_absolute_url()}"' in rendered(theme, "[[cible]]")


@pytest.mark.parametrize("title", ["Cible", "Avant"])
def test_a_link_leads_to_the_page_that_its_target_was_merged_into(contributor: User, title: str) -> None:
    theme = factories.create_theme()
    target, other = factories.create_page(title="Avant", theme=theme), factories.create_page(title="Autre", theme=theme)
    target.move(title="Cible", theme=theme, author=contributor)
    Page.objects.filter(pk=target.pk).update(merged_into=other)
    assert f'href="{other.get_absolute_url()}"' in rendered(theme, f"[[{title}]]")
    Page.objects.filter(pk=other.pk).update(is_hidden=True)
    assert "href" not in rendered(theme, f"[[{title}]]")


def test_a_save_that_leads_to_the_same_pages_writes_no_link(contributor: User) -> None:
    page = factories.create_page(title="Page", body="Voir [[Une]] et [[Deux]].", author=contributor)
    with CaptureQueriesContext(connection) as queries:
        factories.edit_page(page, "Voir [[Deux]], puis [[Une]].", author=contributor)
    written = [
        query["sql"] for query in queries if "pagelink" in query["sql"] and not query["sql"].startswith("SELECT")
    ]
    assert written == []
    factories.edit_page(page, "Voir [[Deux]], puis [[Trois]].", author=contributor)
    assert set(page.links.values_list("title", flat=True)) == {"Deux", "Trois"}


def rendered(theme: Theme, body: str) -> str:
    return Page(theme=theme).render_text(body).html
