"""What changed between two versions of a page."""

from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from accounts.models import User
from common import markup
from common.caching.file_store import site_files
from common.markup import renderer
from contributions.models import Page
from contributions.moderation.hiding import hide_versions
from contributions.revision_html import _name_of_changes, changes_between
from contributions.views.pages import page_cache
from tests import cache_comparison, factories
from tests.conftest import SignIn

pytestmark = [pytest.mark.django_db, pytest.mark.once]

BODY = "\n\n".join(f"Paragraphe {name}." for name in ("un", "deux", "trois", "quatre", "cinq", "six", "sept"))
ENGLISH = {"accept-language": "en"}


@pytest.fixture(autouse=True)
def _stored(settings) -> None:
    """Comparisons are stored, also in a run with all that is cached switched off."""
    settings.PAGE_FILES_MEGABYTES = 1
    site_files.cache_clear()


@pytest.fixture
def page(contributor: User) -> Page:
    page = factories.create_page(body=BODY)
    factories.edit_page(page, BODY.replace("sept", "huit"), author=contributor, summary="un compte juste")
    factories.edit_page(page, BODY.replace("sept", "huit") + "\n\nUn autre.", author=contributor)
    return page


def diff(page: Page, **query: object) -> str:
    return f"{page.get_absolute_url()}diff/?" + "&".join(f"{name}={value}" for name, value in query.items())


def test_changed_words_are_marked_side_by_side(as_contributor: Client, page: Page) -> None:
    html = as_contributor.get(diff(page, older=1, newer=2), headers=ENGLISH).content.decode()
    assert "One passage revised" in html
    assert "Paragraphe <del>sept</del>." in html
    assert "Paragraphe <ins>huit</ins>." in html
    assert "un compte juste" in html
    assert '<td class="old" lang="fr">' in html


def test_one_column_shows_both_in_one_passage(as_contributor: Client, page: Page) -> None:
    html = as_contributor.get(diff(page, older=1, newer=2, view="unified")).content.decode()
    assert 'class="diff unified"' in html
    assert "<del>sept</del><ins>huit</ins>" in html
    assert '<td class="old"' not in html


def test_versions_the_wrong_way_round_are_turned(as_contributor: Client, page: Page) -> None:
    html = as_contributor.get(diff(page, older=2, newer=1)).content.decode()
    assert "<del>sept</del>" in html
    assert "<ins>huit</ins>" in html


def test_one_version_twice_says_that_nothing_differs(as_contributor: Client, page: Page) -> None:
    html = as_contributor.get(diff(page, older=2, newer=2), headers=ENGLISH).content.decode()
    assert "one and the same version" in html
    assert "<table" not in html


def test_without_versions_the_last_change_is_shown(as_contributor: Client, page: Page) -> None:
    html = as_contributor.get(f"{page.get_absolute_url()}diff/", headers=ENGLISH).content.decode()
    assert "Comparison of versions 2 and 3" in html


def test_a_page_of_one_version_is_compared_with_itself(as_contributor: Client) -> None:
    page = factories.create_page(title="Seule")
    assert as_contributor.get(f"{page.get_absolute_url()}diff/").status_code == 200


def test_the_changes_before_and_after_are_one_step_away(as_contributor: Client, page: Page) -> None:
    factories.edit_page(page, "Tout autre chose.")
    html = as_contributor.get(diff(page, older=2, newer=3)).content.decode()
    assert f'rel="prev" href="{page.get_absolute_url()}diff/?older=1&amp;newer=2"' in html
    assert f'rel="next" href="{page.get_absolute_url()}diff/?older=3&amp;newer=4"' in html


def test_unchanged_passages_are_folded_and_a_link_unfolds_them(as_contributor: Client, page: Page) -> None:
    html = as_contributor.get(diff(page, older=1, newer=2)).content.decode()
    assert '<tbody id="rows-1" hidden>' in html
    assert f"{page.get_absolute_url()}diff/?older=1&amp;newer=2&amp;all=1#rows-1" in html
    unfolded = as_contributor.get(diff(page, older=1, newer=2, all=1)).content.decode()
    assert "hidden>" not in unfolded
    assert "Paragraphe trois." in unfolded


def test_a_new_title_and_another_question_are_shown(as_contributor: Client, contributor: User) -> None:
    page = factories.create_page(title="Avant")
    page.move(title="Après", theme=factories.create_theme(number=3), author=contributor)
    html = as_contributor.get(diff(page, older=1, newer=2), headers=ENGLISH).content.decode()
    assert "A new title, another question" in html
    assert '<del lang="fr">Avant</del> <ins lang="fr">Après</ins>' in html
    assert "réputation" in html


def test_going_back_and_undoing_are_offered_where_they_make_sense(as_contributor: Client, page: Page) -> None:
    address = page.get_absolute_url()
    first = as_contributor.get(diff(page, older=1, newer=2), headers=ENGLISH).content.decode()
    assert f'href="{address}undo/?version=2"' in first
    assert f'href="{address}revert/?version=1"' in first
    assert "a version 4 is added" in first
    last = as_contributor.get(diff(page, older=2, newer=3)).content.decode()
    assert "undo/" not in last, "undoing the newest version is going back to the one before"


@pytest.mark.parametrize(
    "query",
    [{"older": 1, "newer": 9}, {"older": "x"}, {"newer": "-1"}, {"newer": "9" * 20}, {"older": "%00"}, {"newer": 0}],
)
def test_a_version_that_does_not_exist_is_not_found(
    as_contributor: Client, page: Page, query: dict[str, object]
) -> None:
    assert as_contributor.get(diff(page, **query)).status_code == 404


def test_a_comparison_is_made_once(as_contributor: Client, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    as_contributor.get(diff(page, older=1, newer=2))
    monkeypatch.setattr(markup, "compare", None)
    assert "<ins>huit</ins>" in as_contributor.get(diff(page, older=1, newer=2)).content.decode()


def test_from_one_change_to_the_next_no_version_is_laid_out_twice(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out: list[str] = []
    render = markup.render

    def counted(**source: Any) -> markup.Rendered:
        laid_out.append(source["text"])
        return render(**source)

    monkeypatch.setattr(markup, "render", counted)
    assert [changes(page).changed, changes(page, 2, 3).added] == [1, 1]
    assert len(laid_out) == 3


def test_versions_that_cannot_be_laid_out_are_shown_as_typed(
    as_contributor: Client, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise markup.RenderRefused("too_costly")

    monkeypatch.setattr(markup, "render", refuse)
    html = as_contributor.get(diff(page, older=1, newer=2)).content.decode()
    assert html.count('<pre class="stored">') == 2


@cache_comparison.needs_page_cache
def test_a_comparison_costs_few_queries(as_contributor: Client, page: Page, django_assert_num_queries) -> None:
    for _turn in range(2):  # Django asks SQLite once whether it knows JSON
        as_contributor.get(diff(page, older=1, newer=2))
    with django_assert_num_queries(1):  # session with its person and the page's cache versions
        as_contributor.get(diff(page, older=1, newer=2))
    cache_comparison.forget()
    # the reader's marks besides; page, both versions; what she thanked for
    with django_assert_num_queries(6):
        as_contributor.get(diff(page, older=1, newer=2))


@cache_comparison.needs_page_cache
def test_several_versions_together_are_the_same_for_those_who_wrote_them(
    as_contributor: Client, page: Page, sign_in: SignIn
) -> None:
    others = sign_in(factories.create_contributor(username="neutre"))
    for client in (others, as_contributor):
        client.get(diff(page, older=1, newer=3))
    assert len(page_cache.pages) == 1
    thanks = [
        b"thank-version-3" in client.get(diff(page, older=3, newer=2)).content for client in (others, as_contributor)
    ]
    assert thanks == [True, False]


def changes(page: Page, older: int = 1, newer: int = 2) -> markup.Diff:
    page.refresh_from_db()
    return changes_between(page, page.revision(older), page.revision(newer))


def stored(page: Page, older: int, newer: int) -> bytes | None:
    return site_files().get(_name_of_changes(page, older, newer))


def test_a_comparison_is_stored_beyond_a_restart(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    made = changes(page)
    caches["template_fragments"].clear()
    for name in ("compare", "render"):
        monkeypatch.setattr(markup, name, None)
    assert changes(page) == made
    assert made.changed == 1


def test_a_stored_comparison_is_made_anew_where_a_link_leads_elsewhere(contributor: User) -> None:
    page = factories.create_page(body="Voir [[Une autre page]] d’abord.")
    factories.edit_page(page, "Voir [[Une autre page]] ensuite.", author=contributor)
    assert "missing" in changes(page).rows[0].unified_html
    factories.create_page(title="Une autre page")
    assert "missing" not in changes(page).rows[0].unified_html


def test_a_stored_comparison_that_is_damaged_is_made_anew(page: Page) -> None:
    made = changes(page)
    whole = stored(page, 1, 2)
    assert whole is not None
    site_files().set(_name_of_changes(page, 1, 2), whole[:-5])
    assert changes(page) == made
    assert stored(page, 1, 2) == whole


@pytest.mark.django_db(transaction=True)
def test_nothing_is_stored_of_a_version_once_its_words_are_hidden(page: Page, editor: User) -> None:
    for older, newer in ((1, 2), (2, 3), (1, 3)):
        changes(page, older, newer)
        assert stored(page, older, newer) is not None
    hide_versions(page, [2], reason="secret", by=editor)
    assert (stored(page, 1, 2), stored(page, 2, 3)) == (None, None)
    assert stored(page, 1, 3) is not None


def test_long_texts_are_compared_in_the_process_that_renders(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    made = changes(page)
    monkeypatch.setattr(renderer, "LONGEST_COMPARED_HERE", 0)
    monkeypatch.setattr(renderer.diff, "compare", None)
    assert made.is_empty is False
    assert markup.compare("<p>Un.</p>", "<p>Deux.</p>").added == 1
    factories.edit_page(page, "Tout autre chose.", author=page.history.first().author)
    assert changes(page, 1, 4).removed
