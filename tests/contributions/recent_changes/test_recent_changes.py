"""What has been written in the whole wiki, in one list by days."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from contributions.recent_changes.entries import ARRANGED, ASKED, COMMENT, VERSION
from contributions.recent_changes.sources import newest_things
from tests import factories
from tests.contributions.recent_changes.listing import ADDRESS, ENGLISH, lines_of

pytestmark = pytest.mark.django_db


def test_every_revision_is_listed_by_day_the_newest_first(as_contributor: Client, contributor: User) -> None:
    day = datetime(2026, 3, 4, 12, tzinfo=timezone.get_current_timezone())
    page = factories.create_page(title="Une page", at=day, author=contributor)
    factories.edit_page(
        page, "Un secret de texte.", author=contributor, summary="plus clair", at=day + timedelta(days=1)
    )
    html = as_contributor.get(ADDRESS, headers=ENGLISH).content.decode()
    assert html.index("Thursday 5\u00a0March") < html.index("Wednesday 4\u00a0March")
    assert "plus clair" in html
    assert f"{page.get_absolute_url()}diff/?older=1&amp;newer=2" in html
    assert f"{page.get_absolute_url()}history/" in html
    assert "Un secret de texte." not in html


def test_all_that_happens_stands_in_one_list_in_its_order(
    as_contributor: Client, contributor: User, editor: User
) -> None:
    start = datetime(2026, 3, 4, 12, tzinfo=timezone.get_current_timezone())
    page = factories.create_page(title="Une page", at=start, author=contributor)
    comment = factories.create_comment(page=page, author=contributor, body="Une phrase.", at=start + timedelta(hours=1))
    factories.create_comment(author=editor, reply_to=comment, body="Une réponse.", at=start + timedelta(hours=2))
    factories.create_question(
        text="Faut-il répondre ?", theme=page.theme, by=contributor, at=start + timedelta(hours=3)
    )
    page.protect(reason="Une querelle.", by=editor, at=start + timedelta(hours=4))
    found = lines_of(as_contributor)
    assert [line.place.rank for line in found] == [ARRANGED, ASKED, COMMENT, COMMENT, VERSION]
    html = as_contributor.get(ADDRESS).content.decode()
    assert html.index("Faut-il répondre ?") < html.index("Une réponse.") < html.index("Une phrase.")


def test_a_page_that_has_moved_is_led_to_where_it_stands(as_contributor: Client, contributor: User) -> None:
    page = factories.create_page(title="Avant")
    page.move(title="Après", theme=page.theme, author=contributor)
    html = as_contributor.get(ADDRESS).content.decode()
    assert html.count(f'class="page-name" href="{page.get_absolute_url()}"') == 2


def test_several_saves_of_one_person_in_one_day_are_one_line_that_opens(
    as_contributor: Client, contributor: User, editor: User
) -> None:
    noon = timezone.localtime().replace(hour=12)
    page = factories.create_page(title="Une page", author=editor, at=noon - timedelta(days=3))
    for minute in range(3):
        at = noon - timedelta(days=1, minutes=10 - minute)
        factories.edit_page(page, f"Texte {minute}.", author=contributor, summary=f"pas {minute}", at=at)
    factories.edit_page(page, "Encore.", author=editor, at=noon - timedelta(days=1))
    groups = [group for _day, groups in as_contributor.get(ADDRESS).context["days"] for group in groups]
    assert [len(group.lines) for group in groups] == [1, 3, 1]
    assert groups[1].changes_url.endswith("?older=1&newer=4")
    html = as_contributor.get(ADDRESS, headers=ENGLISH).content.decode()
    assert "3 versions that day" in html
    assert all(f'<q lang="fr">pas {minute}</q>' in html for minute in range(3))


@pytest.mark.once
def test_what_several_wrote_in_turns_is_compared_step_by_step_alone(
    as_contributor: Client, contributor: User, editor: User
) -> None:
    noon = timezone.localtime().replace(hour=12)
    page = factories.create_page(title="Une page", author=editor, at=noon - timedelta(days=3))
    for minute, author in enumerate([contributor, editor, contributor]):
        factories.edit_page(page, f"Texte {minute}.", author=author, at=noon - timedelta(days=1, minutes=9 - minute))
    groups = [group for _day, groups in as_contributor.get(ADDRESS).context["days"] for group in groups]
    assert [(len(group.lines), bool(group.changes_url)) for group in groups[:2]] == [(2, False), (1, True)]


def test_what_is_newest_is_told_once_a_thing(contributor: User) -> None:
    page = factories.create_page(title="Une page", author=contributor)
    comment = factories.create_comment(page=page, author=contributor)
    for number in range(5):
        factories.edit_page(page, f"Texte {number}.", author=contributor)
    found = newest_things(at_most=4)
    assert [line.page or line.comment for line in found] == [page, comment]


def test_what_has_happened_since_the_last_visit_is_marked(
    as_contributor: Client, contributor: User, editor: User
) -> None:
    factories.create_page(title="Avant", author=editor)
    assert not any(line.is_unseen for line in lines_of(as_contributor))
    factories.create_page(title="Depuis", author=editor)
    factories.create_page(title="De moi", author=contributor)
    found = {line.page.title: line.is_unseen for line in lines_of(as_contributor)}
    assert found == {"Avant": False, "Depuis": True, "De moi": False}
    assert not any(line.is_unseen for line in lines_of(as_contributor))


@pytest.mark.parametrize("odd", ["", "x", "9" * 300, "2026-03-04", '"'])
def test_an_odd_memory_of_the_last_visit_is_none(as_contributor: Client, contributor: User, odd: str) -> None:
    factories.create_page(title="Une page", author=contributor)
    as_contributor.cookies["changes_seen"] = odd
    assert not any(line.is_unseen for line in lines_of(as_contributor))


def fill(first: int) -> None:
    """Something of each kind, by somebody else each time."""
    for number in range(first, first + 4):
        author = factories.create_user(username=f"personne{number}")
        theme = factories.create_theme(number=number % 4 + 1)
        page = factories.create_page(title=f"Page {number}", theme=theme, author=author)
        factories.create_comment(page=page, author=author)
        factories.create_question(text=f"Que faire {number} fois sur dix ?", theme=theme, by=author)
        page.protect(reason="Une querelle.", by=factories.create_editor(username=f"redacteur{number}"))


def test_the_queries_do_not_grow_with_the_changes(as_contributor: Client, settings, django_assert_num_queries) -> None:
    settings.PAGE_CACHE_MEGABYTES = 0
    fill(0)
    # session with its person; four sources; pages, contributions; the questions of the filter
    with django_assert_num_queries(8) as few:
        as_contributor.get(ADDRESS)
    fill(4)
    with django_assert_num_queries(8):
        as_contributor.get(ADDRESS)
    assert not any('"body"' in query["sql"].partition(" FROM ")[0] for query in few.captured_queries)


def test_editors_see_the_marks_and_who_is_new_for_three_queries_more(
    as_editor: Client, settings, django_assert_num_queries
) -> None:
    settings.PAGE_CACHE_MEGABYTES = 0
    fill(0)
    with django_assert_num_queries(11):
        as_editor.get(ADDRESS)
    fill(4)
    with django_assert_num_queries(11):
        as_editor.get(ADDRESS)
