"""What stands in the site once the demo campaign is loaded. It is loaded once for the folder, and taken back after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts import access
from accounts.models import User
from campaign.calendar.rights import rights_at
from campaign.models import Phase
from contributions.history_models import Act
from contributions.models import (
    Authorship,
    Comment,
    FirstContribution,
    Incorporation,
    LogEntry,
    Page,
    PageRevision,
    PageScore,
    Patrol,
    Question,
    Watch,
)
from contributions.moderation_log import LogAction
from demo import content, reactions
from demo.discussions import read_desk
from demo.session_content import read_session_questions
from guide.models import Edition, Remark, Tip
from learning.courses.problems import problems_of
from learning.models import Course
from notifications.kinds import NotificationKind
from notifications.models import Notification
from reporting.counting import live_totals
from reporting.models import OF_PEOPLE, Dimension, Figure, PublishedValue
from search.models import IndexEntry, ZeroResultSearch
from search.models import IndexSource as Origin
from tests.demo.loaded.bare_texts import without_pictures
from tests.learning.demo_course import demo_course
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_demo")]
"""Without it no database is made when the module runs alone: it is made for the tests that say they need one."""


def test_the_command_says_what_it_loaded(loaded_demo: str) -> None:
    assert "486 people, 40 pages with 342 revisions, 20 tips" in loaded_demo
    assert f"{Comment.objects.count()} contributions" in loaded_demo
    assert "contributor, editor, translator, admin" in loaded_demo


def test_there_are_forty_pages_with_339_revisions_and_three_takings_up() -> None:
    assert Page.objects.count() == 40
    assert PageRevision.objects.exclude(act=Act.INCORPORATED).count() == 336 + len(read_desk().late_revisions) == 339
    assert PageRevision.objects.filter(act=Act.INCORPORATED).count() == 3


def test_every_revision_keeps_its_text_its_author_its_date_and_its_summary(campaign: content.Campaign) -> None:
    began = timezone.localdate() - timedelta(days=58)
    for page in campaign.pages:
        rows = (
            Page.objects.with_title(page.title)
            .get()
            .history.with_authors()
            .exclude(act=Act.INCORPORATED)
            .order_by("version")
        )
        before_the_edition = [row for row in rows if row.date < Edition.objects.get(number=1).published_at]
        for row, revision, text in zip(before_the_edition, page.revisions, page.texts(), strict=True):
            assert (without_pictures(row.body), row.summary) == (without_pictures(text), revision.summary)
            assert row.is_minor == revision.is_minor
            assert row.author.get_full_name() == revision.author
            moment = timezone.localtime(row.date)
            assert (moment.date() - began).days == revision.when.days
            assert timedelta(hours=moment.hour, minutes=moment.minute) == revision.when % timedelta(days=1)


def test_everything_said_keeps_its_words_its_author_its_date_and_its_kind(campaign: content.Campaign) -> None:
    began = timezone.localdate() - timedelta(days=58)
    comments = {one.body: one for one in Comment.objects.select_related("author", "theme", "page")}
    for place in (*campaign.pages, *campaign.themes):
        for thread in place.threads:
            row = comments[thread.text]
            assert (row.author.get_full_name(), row.kind) == (thread.author, thread.kind)
            assert (timezone.localtime(row.created_at).date() - began).days == thread.when.days
            assert (row.page.title if row.page else "") == getattr(place, "title", "")
            assert {comments[reply.text].reply_to for reply in thread.replies} <= {row}


def test_what_was_taken_up_stands_in_its_page_and_credits_its_author() -> None:
    for incorporation in Incorporation.objects.select_related("comment__author", "page"):
        assert incorporation.comment.body in incorporation.page.body
        assert incorporation.comment.author_id in {author["id"] for author in incorporation.page.byline}


def test_reverting_and_undoing_say_which_version_they_are_about(campaign: content.Campaign) -> None:
    wanted = sum(revision.act in {"reverted", "undone"} for page in campaign.pages for revision in page.revisions)
    acts = PageRevision.objects.filter(act__in=["reverted", "undone"], about_version__gt=0)
    assert acts.count() == wanted > 0


def test_titles_keep_their_no_break_spaces(campaign: content.Campaign) -> None:
    assert set(Page.objects.values_list("title", flat=True)) == {page.title for page in campaign.pages}


def test_people_appear_as_they_chose_and_only_the_four_accounts_can_sign_in() -> None:
    signing_in = [user.username for user in User.objects.all() if user.has_usable_password()]
    assert sorted(signing_in) == ["admin", "contributor", "editor", "translator"]
    assert all(User.objects.get(username=name).check_password("demo") for name in signing_in)
    assert User.objects.get(username="contributor").public_name == "Martine L."
    assert User.objects.get(username="philippe.garnier").is_anonymous_author
    assert all(user.email.endswith("@example.org") for user in User.objects.all())


def test_each_account_has_its_role() -> None:
    people = {user.username: user for user in User.objects.all()}
    assert access.is_administrator(people["admin"])
    assert access.is_editor(people["editor"])
    assert not access.is_administrator(people["editor"])
    assert access.is_translator(people["translator"])
    assert not access.is_editor(people["translator"])
    assert access.is_contributor(people["contributor"])
    assert not any([access.is_editor(people["contributor"]), access.is_translator(people["contributor"])])


def test_the_four_questions_have_their_introduction_and_three_beginnings() -> None:
    themes = list(Theme.objects.all())
    assert [theme.number for theme in themes] == [1, 2, 3, 4]
    assert all(theme.introduction and len(theme.starters) == 3 for theme in themes)


def test_the_contribution_window_is_open_and_closes_in_twenty_six_days() -> None:
    assert rights_at().write
    window = Phase.objects.get(kind=Phase.Kind.WRITE)
    assert window.last_day == timezone.localdate() + timedelta(days=26)
    assert [phase.state() for phase in Phase.objects.all()] == ["past", "past", "now", *["next"] * 5]


def test_a_second_load_changes_nothing() -> None:
    before = (User.objects.count(), PageRevision.objects.count(), Edition.objects.count())
    output = StringIO()
    call_command("load_demo", "--if-empty", stdout=output)
    assert "not loaded again" in output.getvalue()
    assert (User.objects.count(), PageRevision.objects.count(), Edition.objects.count()) == before


def test_whoever_took_part_follows_and_was_told_in_time_of_what_happened_there() -> None:
    author = Page.objects.earliest("pk").byline[0]["id"]
    assert Watch.objects.filter(person=author, taking_part=True).exists()
    told = Notification.objects.all()
    assert told.filter(kind=NotificationKind.EDITED).count() > 100
    assert told.values("kind").distinct().count() >= 6
    assert not told.filter(created_at__gt=timezone.now()).exists()
    for name in ("contributor", "editor", "admin"):
        person = User.objects.get(username=name)
        unread = Notification.objects.of(person).unread().count()
        assert 0 < unread < 10
        assert person.unread_count == unread
        assert Notification.objects.of(person).count() > unread + 5
        assert Watch.objects.of_person(person).in_force().count() >= 3


def test_the_editors_have_read_all_but_the_newest_dozen_and_the_log_says_what_they_did() -> None:
    assert Patrol.objects.waiting().count() == 12
    read = Patrol.objects.exclude(by=None)
    assert read.count() > 400
    assert not read.filter(at__gt=timezone.now()).exists()
    acts = set(LogEntry.objects.values_list("act", flat=True))
    assert {
        LogAction.PROTECT,
        LogAction.HIDE_COMMENT,
        LogAction.REPORT_SETTLED,
    } <= acts
    assert not LogEntry.objects.filter(at__gt=timezone.now()).exists()
    writers = set(PageRevision.objects.exclude(history_user=None).values_list("history_user", flat=True))
    assert writers <= set(FirstContribution.objects.values_list("person", flat=True))


def test_more_people_endorse_ask_and_attend_than_write_and_not_as_many_of_each_theme() -> None:
    totals = live_totals()
    assert len({totals[figure] for figure in OF_PEOPLE}) == len(OF_PEOPLE)
    assert max(totals[figure] for figure in OF_PEOPLE) == totals[Figure.CAME]
    by_theme = PublishedValue.objects.filter(dimension=Dimension.THEME)
    for figure in (Figure.ENDORSED, Figure.ASKED):
        assert len(set(by_theme.filter(figure=figure).values_list("value", flat=True))) >= 3, figure


def test_what_people_asked_is_there_with_its_answers_and_duplicates(campaign: content.Campaign) -> None:
    first = Question.objects.firsts()
    of_sessions = [one for one in read_session_questions() if one.place != "Lyon" and one.state != "hidden"]
    under_videos = [asked for video in campaign.videos for asked in video.asked]
    told = [asked.answered_by for asked in [*campaign.questions, *of_sessions]]
    assert first.count() == len(told) + len(under_videos)  # each of which has its answer
    assert first.unanswered().count() == sum(1 for answered_by in told if not answered_by)
    assert Question.objects.exclude(duplicate_of=None).count() == 2
    assert all(standing.useful <= standing.readers for standing in PageScore.objects.all())


def test_what_was_looked_for_in_vain_is_there_and_is_still_not_found() -> None:
    assert dict(ZeroResultSearch.objects.values_list("text", "count")) == {
        text: times for text, (times, _day) in reactions.LOOKED_FOR.items()
    }
    assert not ZeroResultSearch.objects.filter(last_on__gt=timezone.localdate()).exists()
    assert [text for text in reactions.LOOKED_FOR if IndexEntry.objects.filter(body__icontains=text).exists()] == []


def test_every_page_has_its_authorship_and_every_text_its_place_in_the_index() -> None:
    assert dict(Authorship.objects.values_list("page", "version")) == dict(Page.objects.values_list("pk", "version"))
    for source, texts in ((Origin.PAGE, Page.objects), (Origin.COMMENT, Comment.objects)):
        assert IndexEntry.objects.filter(source=source).values("object_id").distinct().count() == texts.count() > 0
    for language in ("fr", "en", "it", "ja"):
        assert (
            IndexEntry.objects.filter(source=Origin.TIP, kind="tip", language=language).count() == Tip.objects.count()
        )
    assert IndexEntry.objects.filter(source=Origin.QUESTION).count() == Question.objects.firsts().count()


def test_the_course_is_published_in_every_language_of_its_edition() -> None:
    course = Course.objects.latest("pk")
    version = course.newest_version()
    assert version is not None
    contents = [row.content for row in version.documents.all()]
    assert {content.language for content in contents} == set(course.edition.documents)
    assert {content.number_of_items for content in contents} == {36}
    assert [problem.sentence for problem in problems_of(course) if problem.is_grave] == []
    assert all(lesson.tips for content in contents for lesson in content.lessons)
    for one in contents:  # what players of packages and questions are given in the tests of a browser
        played = demo_course(one.language)
        assert [(item.kind, item.title, replace(item.parts, picture=None)) for item in one.items] == [
            (item.kind, item.title, item.parts) for item in played.items
        ]


def test_editors_have_remarked_on_the_course_and_some_of_it_waits() -> None:
    texts = Course.objects.latest("pk").texts()
    found = Remark.objects.on_texts(texts)
    assert [remark.state for remark in found] == ["done", "open", "open"]
    assert {bool(remark.exact) for remark in found} == {True, False}
    assert sum(remark.is_suggestion for remark in found) == 1
    assert all(remark.is_in_place for remark in found)
