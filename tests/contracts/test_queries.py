"""What a page costs the database: few queries, and no more when there is more to show."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from campaign.models import Video
from contributions.models import Page
from guide.models import Edition
from tests import cache_comparison, factories
from tests.contracts.longer_lists import (
    FAR,
    more_acts,
    more_comments_to_find,
    more_courses,
    more_endorsements,
    more_incorporated,
    more_links,
    more_merged,
    more_misses,
    more_nominations,
    more_pages,
    more_questions,
    more_registrations,
    more_reports,
    more_revisions,
    more_session_questions,
    more_session_versions,
    more_sessions,
    more_talk,
    more_terms,
    more_to_find,
    more_to_read,
    more_told,
    more_translations,
    more_useful_pages,
    more_videos,
    more_watches,
    more_waves,
)

# how many queries are asked is decided before a database hears of them
pytestmark = [pytest.mark.once, pytest.mark.as_sent]


def count(client: Client, path: str) -> int:
    """What making the screen costs: what a cached one costs says tests/contributions/test_page.py."""
    cache_comparison.forget()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    assert response.status_code == 200
    return len(queries)


@pytest.fixture(autouse=True)
def _cold_fragments() -> None:
    caches["template_fragments"].clear()


@pytest.fixture
def page(contributor: User, editor: User) -> Page:
    page = factories.create_page(author=contributor)
    factories.create_tip(number=6, page=page, by=editor)
    return page


def test_a_signed_in_wiki_page_is_made_with_at_most_ten_queries_with_all_that_is_said_about_it(
    page: Page, contributor: User, as_contributor: Client
) -> None:
    more_talk(contributor)
    # session, person and roles, version, her marks; page, its place in the guide; its margin; what was begun, what is said,
    # its versions
    assert count(as_contributor, page.get_absolute_url()) <= 10
    assert count(as_contributor, page.get_absolute_url()) <= 10


def test_the_editors_see_a_wiki_page_for_no_more(page: Page, as_editor: Client) -> None:
    as_editor.get(page.get_absolute_url())
    assert count(as_editor, page.get_absolute_url()) <= 10


def test_the_published_guide_costs_no_query_even_signed_in(
    page: Page, as_editor: Client, editor: User, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        Edition.objects.in_preparation().publish(by=editor, accept_free_places=True)
    for path in ["/guide/fr/", "/guide/editions/1/fr/"]:
        assert count(as_editor, path) == 0


LISTS: dict[str, tuple[str, Callable[[User], None]]] = {
    "home": ("/", more_pages),
    "home with courses": ("/", more_courses),
    "courses": ("/courses/", more_courses),
    "wiki": ("/wiki/", more_pages),
    "theme": ("/wiki/delinquants/", more_pages),
    "talk about a page": ("/wiki/delinquants/l-appel-du-faux-technicien/", more_talk),
    "answers to a question": ("/wiki/delinquants/", more_talk),
    "what a page took up": ("/wiki/delinquants/l-appel-du-faux-technicien/", more_incorporated),
    "what was taken up of a question": ("/wiki/delinquants/", more_incorporated),
    "history of a page that took things up": (
        "/wiki/delinquants/l-appel-du-faux-technicien/history/",
        more_incorporated,
    ),
    "recent changes that took things up": ("/recent-changes/", more_incorporated),
    "discussion of a page": ("/wiki/delinquants/l-appel-du-faux-technicien/talk/", more_talk),
    "discussion of a question": ("/wiki/delinquants/talk/", more_talk),
    "questions": ("/questions/", more_questions),
    "questions that a page answers": ("/wiki/delinquants/l-appel-du-faux-technicien/", more_questions),
    "questions for a page": ("/wiki/delinquants/l-appel-du-faux-technicien/questions/", more_questions),
    "questions of a theme": ("/wiki/delinquants/", more_questions),
    "questions that are similar": ("/questions/similar/?text=Que faire du message", more_questions),
    "who found a page useful": ("/wiki/delinquants/l-appel-du-faux-technicien/useful-to/", more_endorsements),
    "the most useful pages": ("/wiki/delinquants/?order=useful", more_useful_pages),
    "reports to settle": ("/curation/reports/", more_reports),
    "history of a page that took others in": ("/wiki/delinquants/l-appel-du-faux-technicien/history/", more_merged),
    "history": ("/wiki/delinquants/l-appel-du-faux-technicien/history/", more_revisions),
    "links": ("/wiki/delinquants/l-appel-du-faux-technicien/links/", more_links),
    "recent changes": ("/recent-changes/", more_revisions),
    "recent changes with talk": ("/recent-changes/", more_talk),
    "log": ("/curation/log/", more_acts),
    "recent changes of many pages": ("/recent-changes/", more_pages),
    "watchlist": ("/watchlist/", more_watches),
    "feed": ("/feeds/changes.atom", more_pages),
    "desk": ("/curation/", more_to_read),
    "desk, to decide": ("/curation/?list=decide", more_to_read),
    "places": ("/curation/places/", more_nominations),
    "contributor who wrote": ("/contributors/laurent/", more_revisions),
    "contributor who opened pages": ("/contributors/laurent/", more_pages),
    "contributor of whom things were taken up": ("/contributors/laurent/", more_incorporated),
    "search": ("/search/?q=page&kind=page", more_to_find),
    "search of what was said": ("/search/?q=raccroche&kind=theme_comment", more_comments_to_find),
    "suggestions of the search": ("/search/suggestions/?q=pag", more_to_find),
    "searches without a result": ("/curation/searches/", more_misses),
    "notices": ("/notifications/", more_told),
    "translations": ("/translation/", more_translations),
    "translations into a language": ("/translation/it/", more_translations),
    "a text to translate": ("/translation/it/section-glossary/", more_terms),
    "languages of an edition": ("/curation/editions/1/languages/", more_translations),
    "a language of an edition": ("/curation/editions/1/languages/it/", more_translations),
    "videos": ("/videos/", more_videos),
    "what is under a video": ("/videos/VIDEO/", more_videos),
    "recent changes under videos": ("/recent-changes/", more_videos),
    "questions asked under videos": ("/questions/", more_videos),
    "feed of what is said under videos": ("/feeds/changes.atom", more_videos),
    "desk, with what is said under videos": ("/curation/", more_videos),
    "sessions": ("/sessions/", more_sessions),
    "sessions of a month": ("/sessions/?view=calendar", more_sessions),
    "one’s own sessions": ("/sessions/mine/", more_sessions),
    "versions of a session": ("/sessions/1/history/", more_session_versions),
    "who comes to a session": ("/sessions/1/registrations/", more_registrations),
    "who came to a session": ("/sessions/1/attendance/", more_registrations),
    "the table of who came": ("/sessions/1/attendance.csv", more_registrations),
    "the list of a check-in": ("/sessions/1/check-in/list/", more_registrations),
    "a session with names": ("/sessions/1/", more_registrations),
    "waves": ("/invitations/", more_waves),
    "letters that did not arrive": (f"/invitations/{FAR}/letters/", more_waves),
    "a wave": (f"/invitations/{FAR}/", more_waves),
    "calendar of one’s own sessions": ("/feeds/sessions.ics", more_sessions),
    "questions of a session": ("/sessions/1/", more_session_questions),
    "all questions of a session": ("/questions/?session=1", more_session_questions),
    "questions of a room on the wall": ("/sessions/1/speaker/", more_session_questions),
    "questions of a room at the desk": ("/sessions/1/questions/", more_session_questions),
    "questions of a room to take over": ("/sessions/1/take-over/", more_session_questions),
    "questions of sessions that a page answers": (
        "/wiki/delinquants/l-appel-du-faux-technicien/",
        more_session_questions,
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_however_long_it_is(name: str, page: Page, editor: User, as_editor: Client) -> None:
    path, grow = LISTS[name]
    grow(editor)
    path = path.replace("VIDEO", str(Video.objects.values_list("pk", flat=True).first()))
    as_editor.get(path)
    few = count(as_editor, path)
    grow(editor)
    assert count(as_editor, path) == few


def test_a_history_is_read_without_texts(page: Page, editor: User, as_editor: Client) -> None:
    more_revisions(editor)
    with CaptureQueriesContext(connection) as queries:
        as_editor.get("/wiki/delinquants/l-appel-du-faux-technicien/history/")
    asked = [query["sql"] for query in queries if "pagerevision" in query["sql"].lower()]
    assert asked
    assert [sql for sql in asked if '"body"' in sql] == []
