"""What a page costs the database: few queries, and no more when there is more to show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from campaign.models import QuestionRoom, RoomQuestion, TrainingSession, Video
from contributions.models import Comment, Endorsement, Page, Patrol, Question, Report, VideoPage, Watch
from contributions.moderation.merging.merge import merge_pages
from guide.decisions.models import Submission
from guide.models import Edition, Nomination, Section, Tip
from guide.translating.models import PendingTranslation
from guide.translating.suggestions import suggest
from guide.translations.models import Translation
from guide.translations.originals import original_of
from guide.translations.segments import source_segments
from invitations.models import Wave
from search.models import ZeroResultSearch
from search.rebuilding import rebuild
from tests import cache_comparison, factories
from tests.campaign.training.made import create_session
from tests.campaign.videos.made import make_video
from tests.invitations.made import create_wave
from tests.notifications.notified import tell

MORE = 6
FAR = 1_000_000
"""A key that no row gets by itself."""


def count(client: Client, path: str) -> int:
    """What making the screen costs: what one costs that is kept says tests/contributions/test_page.py."""
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


def more_pages(author: User) -> None:
    for number in range(MORE):
        factories.create_page(title=f"Page {number} sur {Page.objects.count()}", author=author)


def more_revisions(author: User) -> None:
    page = Page.objects.earliest("pk")
    for number in range(MORE):
        factories.edit_page(page, f"Texte {number}, version {page.version}.", author=author)


def more_links(author: User) -> None:
    target = Page.objects.earliest("pk").title
    for number in range(MORE):
        factories.create_page(title=f"Lien {number} sur {Page.objects.count()}", body=f"[[{target}]]", author=author)


def more_talk(author: User) -> None:
    page = Page.objects.earliest("pk")
    for place in ({"page": page}, {"theme": page.theme}):
        for _number in range(MORE):
            comment = factories.create_comment(author=author, **place)
            factories.create_comment(author=author, reply_to=comment, **place)


def more_incorporated(author: User) -> None:
    page = Page.objects.earliest("pk")
    for place in ({"page": page}, {"theme": page.theme}):
        for _number in range(2):
            factories.create_comment(author=author, **place).incorporate(page=page, by=author)


def more_acts(author: User) -> None:
    for number in range(MORE):
        page = factories.create_page(title=f"Page {number} sur {Page.objects.count()}", author=author)
        page.protect(reason="Une querelle.", by=author)


def more_questions(author: User) -> None:
    """Each with an answer, a duplicate and somebody who asks it too."""
    page = Page.objects.earliest("pk")
    for number in range(MORE):
        text = f"Que faire du message {number} sur {Question.objects.count()} ?"
        question = Question.objects.ask(text=text, theme=page.theme, by=author)
        question.answer_with(page, by=author)
        other = factories.create_user(username=f"demande{User.objects.count()}")
        question.also_ask(by=other)
        Question.objects.ask(text=f"{text} bis", theme=page.theme, by=other).join(question, by=author)


def more_endorsements(author: User) -> None:
    page = Page.objects.earliest("pk")
    for _number in range(MORE):
        Endorsement.objects.endorse(page, by=factories.create_user(username=f"utile{User.objects.count()}"))


def more_useful_pages(author: User) -> None:
    more_pages(author)
    reader = factories.create_user(username=f"lit{User.objects.count()}")
    for page in Page.objects.order_by("-pk")[:MORE]:
        Endorsement.objects.endorse(page, by=reader)


def more_nominations(author: User) -> None:
    more_pages(author)
    for page in Page.objects.order_by("-pk")[:MORE]:
        Nomination.objects.nominate(page, by=author, reason="Utile.")


def more_translations(author: User) -> None:
    """Tips: some translated, some in progress, with a wording that a colleague suggests."""
    edition = Edition.objects.in_preparation()
    if "it" not in edition.languages:
        edition.speak("it")
    taken = set(Tip.objects.values_list("number", flat=True))
    for number in [free for free in range(1, 21) if free not in taken][:MORE]:
        tip = factories.create_tip(number=number, by=author, title=f"Conseil {number}", body=f"Texte {number}.\n\nFin.")
        now = source_segments(original_of(tip))
        done = [replace(one, target=f"It {one.source}") for one in now]
        PendingTranslation.objects.put_in(tip, language="it", segments=done[: number % 3], by=author)
        Translation.objects.record(
            tip, language="ja", source_version=tip.version, by=author, title="題", body="一。\n\n終。"
        )
        suggest(tip, language="it", segment=now[0], wording=f"Consiglio {number}", by=author)


def more_terms(author: User) -> None:
    """Paragraphs of one text, half of them translated."""
    glossary = next(section for section in Section.objects.in_order() if section.key == "glossary")
    terms = [f"Terme {number}\n:   Un sens." for number in range(glossary.version * MORE)]
    body = "\n\n".join(terms)
    glossary.record_revision(title="Glossaire", body=body, author=author, base_version=glossary.version)
    now = source_segments(original_of(Section.objects.get(pk=glossary.pk)))
    done = [replace(one, target=f"It {one.source}") for one in now[::2]]
    PendingTranslation.objects.put_in(Section.objects.get(pk=glossary.pk), language="it", segments=done, by=author)


def more_to_read(author: User) -> None:
    more_pages(author)
    more_talk(author)
    for place, texts in (("page", Page), ("comment", Comment)):
        for text in texts.objects.order_by("-pk")[:MORE]:
            Patrol.objects.wait_for(place, list(text.history.all()))
            Submission.objects.of(text)


def more_told(author: User) -> None:
    for number in range(MORE):
        tell(author, place=f"page:{number}", actor=factories.create_user(username=f"x{User.objects.count()}"))


def more_watches(person: User) -> None:
    """Of every kind, and something new at each."""
    more_pages(factories.create_user(username=f"personne{User.objects.count()}"))
    author = User.objects.latest("pk")
    comment = factories.create_comment(author=author)
    for what in (author, comment, *Page.objects.order_by("-pk")[:MORE]):
        Watch.objects.watch(what, by=person)


def more_to_find(author: User) -> None:
    more_pages(author)
    rebuild()


def more_comments_to_find(author: User) -> None:
    more_talk(author)
    rebuild()


def more_misses(author: User) -> None:
    for _number in range(MORE):
        text = f"mot {ZeroResultSearch.objects.count()} introuvable"
        ZeroResultSearch.objects.note(text)
        ZeroResultSearch.objects.note(text)


def more_reports(author: User) -> None:
    for number in range(MORE):
        page = factories.create_page(title=f"Signalée {number} sur {Page.objects.count()}", author=author)
        comment = factories.create_comment(page=page, author=author)
        question = Question.objects.ask(text=f"Que faire de {page.title} ?", theme=page.theme, by=author)
        for what in (page, comment, question):
            Report.objects.report(what, reason="wrong", by=author)


def more_merged(author: User) -> None:
    target = Page.objects.earliest("pk")
    for number in range(2):
        title, body = f"Doublon {number} sur {Page.objects.count()}", f"Un texte {target.version} {number}."
        merge_pages(factories.create_page(title=title, body=body, author=author), target, by=author)


def more_sessions(author: User) -> None:
    """At which the author, who waits for some, and others have seats."""
    for number in range(MORE):
        session = create_session(in_days=3 + number, speakers="", capacity=1 + number % 2)
        session.register(factories.create_user(username=f"vient{User.objects.count()}"))
        session.register(author)


def more_registrations(author: User) -> None:
    session = TrainingSession.objects.filter(pk=1).first() or create_session(pk=1, in_days=0.8, capacity=3, reserved=1)
    session.register(author, by=author)
    for _number in range(MORE):
        session.register(factories.create_user(username=f"vient{User.objects.count()}"), shows_name=True)


def more_session_questions(author: User) -> None:
    """In the room of the session, some of them like what is asked already, and in the site."""
    session = TrainingSession.objects.filter(pk=1).first() or create_session(pk=1, in_days=0.02)
    more_questions(author)
    Question.objects.update(session=session, origin="session")
    room = QuestionRoom.objects.open_for(session)
    for number in range(MORE):
        place = f"{number} sur {RoomQuestion.objects.count()}"
        room.ask(f"Que faire du message {place} ?", voter=f"{number}")
        room.hide(room.ask(f"Masquée {place} ?", voter=f"{number}").pk)


def more_waves(author: User) -> None:
    """Of whose letters some did not arrive."""
    first = Wave.objects.filter(pk=FAR).first() or create_wave(pk=FAR, state="done")
    for number in range(MORE):
        create_wave(state="done").letters.create(person=author, state="sent", sent_at=timezone.now())
        person = factories.create_user(username=f"invite{User.objects.count()}", site=f"Lieu {number}")
        first.letters.create(person=person, state="uncertain" if number % 2 else "bounced")


def more_videos(author: User) -> None:
    """Each with something said and asked under it, and a page to which it leads."""
    first = Video.objects.first()
    for number in range(MORE):
        page = factories.create_page(title=f"Suite {number} sur {Page.objects.count()}", author=author)
        video = make_video(page.theme, title=f"Film {Video.objects.count()}")
        comment = factories.create_comment(author=author, video=first or video)
        factories.create_comment(author=author, video=video)
        factories.create_comment(author=author, reply_to=comment)
        Question.objects.ask(text=f"Et après {page.title} ?", theme=page.theme, by=author, video=first or video)
        VideoPage.objects.link(first or video, page, by=author)


LISTS: dict[str, tuple[str, Callable[[User], None]]] = {
    "home": ("/", more_pages),
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
