"""Lists from the cache: when they are made anew, for whom, and what of them is a reader's own.

That each is otherwise what would be made for her is checked in all tests: see tests/cache_comparison.py.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from accounts.models import User
from campaign.models import Phase
from contributions.models import Comment, Endorsement, Page, Passage, Watch
from contributions.views.pages import page_cache
from guide.editions import Edition
from guide.tips.models import Tip
from tests import factories
from tests.cache_comparison import needs_page_cache
from tests.conftest import SignIn
from tests.contributions.recent_changes.listing import ADDRESS, ENGLISH

pytestmark = [pytest.mark.django_db, needs_page_cache]

LIST = "/wiki/delinquants/"
SCREENS = {"/": 4, "/wiki/": 2, LIST: 3, ADDRESS: 3}
"""How many queries each costs whoever finds it as another has left it: the session with its person, the versions; then the
phases, or what of it is hers alone; of home also which courses she has left.
"""


COLLEAGUES = ("une", "autre")


@pytest.fixture
def page() -> Page:
    return factories.create_page(author=factories.create_user(username="autrice"))


@pytest.fixture
def reader() -> User:
    return factories.create_contributor(username="lectrice", first_name="Aïcha", last_name="B<k>")


def made(client: Client, path: str) -> bool:
    """Whether the screen had to be made for this answer."""
    before = len(page_cache.pages)
    assert client.get(path).status_code == 200
    return len(page_cache.pages) > before


@pytest.mark.parametrize("path", SCREENS)
def test_readers_who_may_do_the_same_share_a_list(
    path: str, page: Page, as_contributor: Client, reader: User, sign_in: SignIn, django_assert_num_queries
) -> None:
    assert made(as_contributor, path)
    client = sign_in(reader)
    with django_assert_num_queries(SCREENS[path]):
        html = client.get(path).content.decode()
    assert f'data-person="{reader.pk}"' in html
    assert not made(client, path)
    assert made(sign_in(factories.create_editor(username="une-autre")), path)


@pytest.mark.parametrize("path", SCREENS)
def test_a_save_is_shown_at_once(path: str, page: Page, as_contributor: Client) -> None:
    as_contributor.get(path)
    factories.edit_page(page, "Autrement.", summary="plus clair")
    assert made(as_contributor, path)


def agreed(page: Page) -> Passage:
    passage = Passage.objects.at(page, exact="Dites : je vous rappelle.")
    for name in COLLEAGUES:
        Endorsement.objects.endorse(passage, by=person(name))
    return passage


def answer(page: Page) -> Comment:
    return factories.create_comment(theme=page.theme, author=person("une"))


def ask(page: Page) -> object:
    return factories.create_question(theme=page.theme, by=person("une"))


def tip(page: Page) -> Tip:
    return factories.create_tip(number=6, page=page, by=person("editeur"))


def phase(_page: Page) -> Phase:
    return factories.create_phase(kind=Phase.Kind.CHOOSE)


def update(row: Model, **values: object) -> None:
    """Without any verb."""
    type(row)._default_manager.filter(pk=row.pk).update(**values)


def page_itself(page: Page) -> Page:
    return page


CHANGES: dict[str, tuple[str, Callable[[Page], Any], Callable[[Any], object]]] = {
    "an answer": (LIST, page_itself, answer),
    "an answer that is useful": (LIST, answer, lambda said: Endorsement.objects.endorse(said, by=person("autre"))),
    "an answer that is settled": (LIST, answer, lambda said: said.resolve(by=said.author)),
    "a passage that some agree with": (LIST, page_itself, agreed),
    "a passage that has gone": (LIST, agreed, lambda passage: Passage.objects.filter(pk=passage.pk).delete()),
    "a question": (LIST, page_itself, ask),
    "a question to answer": ("/", page_itself, ask),
    "a tip": (LIST, tip, lambda tip: update(tip, number=7)),
    "a tip that rests on something else": (LIST, tip, lambda tip: tip.sources.all().delete()),
    "a tip on the board": ("/", tip, lambda tip: update(tip, number=7)),
    "a phase": ("/", phase, lambda phase: update(phase, note="4 vidéos")),
    "a page that is hidden": (ADDRESS, page_itself, lambda page: page.hide(reason="Doublon", by=person("editeur"))),
    "a page that is protected": (ADDRESS, page_itself, lambda page: page.protect(reason="Non.", by=person("editeur"))),
    "a version that is hidden": (ADDRESS, page_itself, lambda page: page.history.update(is_text_hidden=True)),
    "a name": (ADDRESS, page_itself, lambda _page: update(person("autrice"), first_name="Autrement")),
    "somebody new": ("/", page_itself, lambda _page: factories.create_user(username="nouvelle")),
}


def person(name: str) -> User:
    return User.objects.get(username=name)


@pytest.mark.parametrize("name", CHANGES)
def test_what_changes_on_a_list_is_shown_at_once(name: str, page: Page, as_contributor: Client) -> None:
    """That it is shown as it should be says the comparison with the plain screen."""
    for colleague in COLLEAGUES:
        factories.create_user(username=colleague)
    factories.create_editor(username="editeur")
    path, prepare, change = CHANGES[name]
    subject = prepare(page)
    as_contributor.get(path)
    change(subject)
    assert made(as_contributor, path)


@pytest.mark.parametrize("path", SCREENS)
def test_a_page_that_is_useful_to_somebody_changes_no_list(
    path: str, page: Page, as_contributor: Client, reader: User
) -> None:
    as_contributor.get(path)
    Endorsement.objects.create(page=page, person=reader)
    assert not made(as_contributor, path)


def test_what_happens_under_one_question_leaves_the_list_of_another(
    page: Page, as_contributor: Client, reader: User
) -> None:
    elsewhere = factories.create_page(title="Ailleurs", theme=factories.create_theme(number=3))
    as_contributor.get(LIST)
    factories.edit_page(elsewhere, "Autrement.")
    factories.create_comment(theme=elsewhere.theme, author=reader)
    factories.create_comment(page=page, author=reader)  # a list shows nothing of what is said about its pages
    assert not made(as_contributor, LIST)
    Page.objects.filter(pk=elsewhere.pk).update(theme=page.theme)
    assert made(as_contributor, LIST)


def said(page: Page, reader: User) -> None:
    factories.create_comment(theme=page.theme, author=reader)


def followed(page: Page, reader: User) -> None:
    Watch.objects.watch(page.theme, by=reader)


def endorsed(page: Page, reader: User) -> None:
    comment = factories.create_comment(theme=page.theme, author=factories.create_user(username="dit"))
    Endorsement.objects.create(comment=comment, person=reader)


@pytest.mark.parametrize("act", [said, followed, endorsed])
def test_whoever_has_left_a_mark_under_a_question_has_a_list_of_her_own(
    act: Callable[[Page, User], None], page: Page, as_contributor: Client, reader: User, sign_in: SignIn
) -> None:
    client = sign_in(reader)
    act(page, reader)
    assert made(as_contributor, LIST)
    assert made(client, LIST)
    assert not made(client, LIST)
    assert not made(as_contributor, LIST)


def test_what_one_has_withdrawn_is_listed_for_her_alone(
    page: Page, as_contributor: Client, reader: User, sign_in: SignIn
) -> None:
    comment = factories.create_comment(page=page, author=reader, body="Un mot de trop.")
    Comment.objects.get(pk=comment.pk).withdraw(by=reader)
    assert "Un mot de trop." not in as_contributor.get(ADDRESS).content.decode()
    assert "Un mot de trop." in sign_in(reader).get(ADDRESS).content.decode()


def test_a_box_that_was_begun_is_for_her_who_began_it(page: Page, as_contributor: Client, contributor: User) -> None:
    as_contributor.get(LIST)
    factories.store_draft(contributor, key=f"theme:{page.theme.pk}:say", body="Ce que je")
    assert "Ce que je" in as_contributor.get(LIST).content.decode()
    assert not made(as_contributor, LIST)


def test_each_reader_is_told_what_is_new_to_her(page: Page, reader: User, sign_in: SignIn) -> None:
    first, second = sign_in(reader), sign_in(factories.create_contributor(username="seconde"))
    first.get(ADDRESS)
    factories.edit_page(page, "Autrement.", author=User.objects.get(username="seconde"))
    assert '<b class="state ok">new</b>' in first.get(ADDRESS, headers=ENGLISH).content.decode()
    assert '<b class="state ok">' not in second.get(ADDRESS).content.decode()
    factories.edit_page(page, "Encore autrement.", author=User.objects.get(username="seconde"))
    assert '<b class="state ok">' in first.get(ADDRESS).content.decode()
    assert '<b class="state ok">' not in second.get(ADDRESS).content.decode()  # she wrote it
    assert '<b class="state ok">' not in first.get(ADDRESS).content.decode()


def test_an_editor_sees_what_another_has_read(page: Page, as_editor: Client, sign_in: SignIn, awake: None) -> None:
    factories.edit_page(page, "Autrement.", author=User.objects.get(username="autrice"))
    other = sign_in(factories.create_editor(username="une-autre"))
    revision = page.history.first()
    assert f'id="read-page-{revision.pk}"' in other.get(ADDRESS).content.decode()
    Edition.objects.in_preparation()  # which an editor's first home page would make
    other.get("/")
    as_editor.post(f"{ADDRESS}read/", {"read": f"page-{revision.pk}"})
    assert made(other, ADDRESS)
    assert not made(other, "/")


@pytest.mark.parametrize("path", ["/", "/wiki/", LIST])
def test_writing_begins_and_ends_at_its_moment(
    path: str, page: Page, as_contributor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before and after it the wiki is shut, for reasons that are told."""
    noon = timezone.localtime().replace(hour=12, minute=0)
    monkeypatch.setattr(timezone, "now", lambda: noon)
    Phase.objects.all().delete()
    hour = timedelta(hours=1)
    factories.create_phase(starts_at=noon + hour, ends_at=noon + 2 * hour)
    told = []
    for passed in (0, 1, 2):
        monkeypatch.setattr(timezone, "now", lambda passed=passed: noon + passed * hour)
        assert made(as_contributor, path)
        html = as_contributor.get(path, headers=ENGLISH).content.decode()
        told.append(("Writing opens on" in html, "Writing has been closed since" in html))
    assert told == [(True, False), (False, False), (False, True)]


def test_an_address_with_a_query_is_answered_plainly(page: Page, as_contributor: Client) -> None:
    for path in SCREENS:
        as_contributor.get(f"{path}?page=1")
    assert len(page_cache.pages) == 0


def test_a_visitor_of_a_public_wiki_is_answered_plainly(page: Page) -> None:
    factories.change_site_settings(wiki_is_public=True)
    for path in SCREENS:
        assert Client().get(path).status_code == 200
    assert len(page_cache.pages) == 0
