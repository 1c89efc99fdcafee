"""What a search found is cached as long as it is what would be found: each answer here is compared with the plain one as well
(tests/cache_comparison.py), with an index that follows each change at once, and with one that has not followed yet.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contributions.models import CacheVersion, Comment, Endorsement, Page, Question
from contributions.moderation.merging.merge import merge_pages
from guide.models import Edition
from search import cache, index, searcher
from search.cache_versions import FOUND, OF_THE_SEARCH
from search.index import rebuild
from search.models import IndexEntry, IndexSource, KnownWord, ZeroResultSearch
from tests import factories
from tests.cache_comparison import needs_page_cache
from tests.contributions.test_cache_versions import NAMES

pytestmark = needs_page_cache

ASKED = "/search/?q=facteur"


@pytest.fixture
def page(contributor: User) -> Page:
    return factories.create_page(title="Le facteur sonne", body="Un facteur passe.", author=contributor)


@pytest.fixture
def comment(page: Page, editor: User) -> Comment:
    return factories.create_comment(body="Mon facteur aussi.", author=editor, page=page)


def text_of(client: Client, path: str = ASKED) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def is_cached(client: Client, path: str = ASKED) -> bool:
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return not any("search_indexentry" in query["sql"] for query in queries) and len(queries) <= 3


def test_what_was_found_is_found_again_by_three_queries(page: Page, as_contributor: Client, sign_in) -> None:
    colleague = sign_in(factories.create_user(username="colleague", first_name="Anne"))
    first = text_of(as_contributor)
    assert is_cached(as_contributor)
    assert is_cached(colleague)
    assert "Le <mark>facteur</mark> sonne" in first and "Anne" in text_of(colleague)


@pytest.mark.parametrize(
    "path", ["/search/?q=facteur&kind=page", "/search/?q=facteur&order=newest", "/search/", "/search/?q=+"]
)
def test_a_search_that_is_narrowed_or_asks_for_nothing_is_made_each_time(
    path: str, page: Page, as_contributor: Client
) -> None:
    text_of(as_contributor, path)
    text_of(as_contributor, path)
    assert len(cache.found) == len(cache.frames) == 0


def test_what_is_looked_for_in_vain_is_counted_each_time(page: Page, as_contributor: Client) -> None:
    for _turn in range(3):
        text_of(as_contributor, "/search/?q=girafe")
    assert ZeroResultSearch.objects.get().count == 3
    assert len(cache.found) == 0


def test_each_question_has_its_own_words_around_what_it_found(page: Page, as_contributor: Client) -> None:
    text_of(as_contributor)
    text = text_of(as_contributor, "/search/?q=%22facteur%22+%3Cb%3E%26+l%27&theme=&order=&page=1")
    assert 'value="&quot;facteur&quot; &lt;b&gt;&amp; l&#x27;"' in text
    assert "?q=%22facteur%22+%3Cb%3E%26+l%27&amp;theme=&amp;order=&amp;kind=tip" in text


def test_a_language_and_a_kind_of_reader_have_their_own(
    page: Page, as_contributor: Client, as_editor: Client, editor: User, settings
) -> None:
    page.hide(reason="Un secret.", by=editor)
    assert "masqué" in text_of(as_editor)
    assert "facteur</mark> sonne" not in text_of(as_contributor)
    as_editor.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "hidden" in text_of(as_editor)


def test_a_second_page_is_cached_beside_the_first(contributor: User, as_contributor: Client) -> None:
    for number in range(searcher.ROWS + 1):
        factories.create_page(title=f"Facteur {number}", author=contributor)
    first, second = text_of(as_contributor), text_of(as_contributor, f"{ASKED}&page=2")
    assert first.count('class="result ') == searcher.ROWS and second.count('class="result ') == 1
    assert is_cached(as_contributor) and is_cached(as_contributor, f"{ASKED}&page=2")


def test_her_own_words_that_editors_hid_are_not_found_even_by_her(
    page: Page, contributor: User, as_contributor: Client, editor: User, settings
) -> None:
    own = factories.create_comment(body="Ce facteur ment.", author=contributor, page=page)
    assert "ment" in text_of(as_contributor)
    settings.ON_TEXT_CHANGED = []
    own.hide(reason="Une injure.", by=editor)
    assert "ment." not in text_of(as_contributor)


def hide(page: Page, comment: Comment, editor: User) -> None:
    page.hide(reason="Un secret.", by=editor)


def hide_and_show(page: Page, comment: Comment, editor: User) -> None:
    page.hide(reason="Un secret.", by=editor)
    page.show(by=editor)


def rename(page: Page, comment: Comment, editor: User) -> None:
    page.move(title="La postière sonne", theme=page.theme, author=editor)


def protect(page: Page, comment: Comment, editor: User) -> None:
    page.protect(reason="Trop de fautes.", by=editor)


def merge(page: Page, comment: Comment, editor: User) -> None:
    merge_pages(page, factories.create_page(title="Une autre page", body="Rien.", author=editor), by=editor)


def edit(page: Page, comment: Comment, editor: User) -> None:
    factories.edit_page(page, "Une postière passe.", author=editor)


def withdraw(page: Page, comment: Comment, editor: User) -> None:
    comment.withdraw(by=editor)


def hide_comment(page: Page, comment: Comment, editor: User) -> None:
    comment.hide(reason="Une injure.", by=editor)


def rename_a_person(page: Page, comment: Comment, editor: User) -> None:
    User.objects.filter(pk=editor.pk).update(first_name="Zoé", last_name="Zola")


def become_anonymous(page: Page, comment: Comment, editor: User) -> None:
    User.objects.get(pk=editor.pk).choose_attribution("anonymous")


def erase(page: Page, comment: Comment, editor: User) -> None:
    editor.erase(by=factories.create_administrator(), reason="à sa demande")


def rename_a_theme(page: Page, comment: Comment, editor: User) -> None:
    theme = page.theme
    theme.short_title = "Autrement dit"
    theme.save()


def find_useful(page: Page, comment: Comment, editor: User) -> None:
    Endorsement.objects.endorse(page, by=editor)


def endorse_comment(page: Page, comment: Comment, editor: User) -> None:
    Endorsement.objects.endorse(comment, by=factories.create_user(username="yves"))


def find_useful_no_more(page: Page, comment: Comment, editor: User) -> None:
    Endorsement.objects.endorse(page, by=editor)
    Endorsement.objects.take_back(page, by=editor)


def say_it_too(page: Page, comment: Comment, editor: User) -> None:
    factories.create_comment(body="Le facteur, toujours le facteur.", author=editor)


def ask(page: Page, comment: Comment, editor: User) -> None:
    Question.objects.ask(text="Qui est ce facteur ?", theme=page.theme, by=editor)


def lose_an_entry(page: Page, comment: Comment, editor: User) -> None:
    IndexEntry.objects.filter(source=IndexSource.COMMENT).delete()


def rebuild_everything(page: Page, comment: Comment, editor: User) -> None:
    IndexEntry.objects.filter(source=IndexSource.COMMENT).delete()
    rebuild()


def publish(page: Page, comment: Comment, editor: User) -> None:
    factories.create_tip(number=6, by=editor, title="Le faux facteur", body="Sans un mot.")
    Edition.objects.in_preparation().publish(by=editor, accept_free_places=True)


type Act = Callable[[Page, Comment, User], None]
CHANGES: list[Act] = [
    hide,
    rename,
    merge,
    edit,
    withdraw,
    hide_comment,
    rename_a_person,
    become_anonymous,
    erase,
    rename_a_theme,
    find_useful,
    endorse_comment,
    lose_an_entry,
]
AFTER_THE_INDEX: list[Act] = [say_it_too, ask, publish]
AS_BEFORE: list[Act] = [protect, hide_and_show, find_useful_no_more, rebuild_everything]


@pytest.mark.parametrize("is_awake", [True, False])
@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_what_is_found_is_seen_at_once(
    change: Act, is_awake: bool, page: Page, comment: Comment, editor: User, as_contributor: Client, settings
) -> None:
    before = results_of(as_contributor)
    assert is_cached(as_contributor)
    if not is_awake:
        settings.ON_TEXT_CHANGED = []
    change(page, comment, editor)
    assert results_of(as_contributor) != before


@pytest.mark.parametrize("change", AFTER_THE_INDEX)
def test_what_is_new_is_found_as_soon_as_the_worker_has_read_it(
    change: Act,
    page: Page,
    comment: Comment,
    editor: User,
    as_contributor: Client,
    django_capture_on_commit_callbacks,
) -> None:
    before = results_of(as_contributor)
    with django_capture_on_commit_callbacks() as callbacks:
        change(page, comment, editor)
    results_of(as_contributor)  # cached, and compared, before the worker has come to it
    for callback in callbacks:
        callback()
    rebuild()
    assert results_of(as_contributor) != before


@pytest.mark.parametrize("is_awake", [True, False])
@pytest.mark.parametrize("change", AS_BEFORE)
def test_what_changes_nothing_of_it_changes_nothing(
    change: Act, is_awake: bool, page: Page, comment: Comment, editor: User, as_contributor: Client, settings
) -> None:
    before = results_of(as_contributor)
    if not is_awake:
        settings.ON_TEXT_CHANGED = []
    change(page, comment, editor)
    assert results_of(as_contributor) == before


def test_a_word_that_is_learned_after_the_text_was_indexed_counts(page: Page, as_contributor: Client) -> None:
    KnownWord.objects.all().delete()
    text_of(as_contributor, "/search/?q=facteurr+passe")
    index.learn(index._read(IndexSource.PAGE, [page.pk]).values())
    assert "sonne" in text_of(as_contributor, "/search/?q=facteurr+passe")


def test_every_trigger_is_in_place(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(NAMES[connection.vendor])
        standing = {name for (name,) in cursor.fetchall()}
    assert {name for trigger in OF_THE_SEARCH for name in trigger.names()} <= standing


def test_who_only_reads_a_page_leaves_no_cache_version(page: Page, sign_in) -> None:
    colleague = sign_in(factories.create_user(username="colleague"))
    before = CacheVersion.objects.filter(page=FOUND).count()
    colleague.get(page.get_absolute_url())
    assert CacheVersion.objects.filter(page=FOUND).count() == before


def results_of(client: Client) -> str:
    return text_of(client).partition('<section class="results"')[2].partition("</section>")[0]
