"""What stands in the site once the demo campaign is loaded. It is loaded once for the folder, and taken back after it."""

from __future__ import annotations

import re
import tomllib
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts import access
from accounts.models import User
from campaign.calendar.rights import rights_at
from campaign.models import Phase
from contributions.history_models import Act
from contributions.models import (
    Authorship,
    Comment,
    FirstContribution,
    Image,
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
from demo import content, searching
from demo.desk_content import read_desk
from demo.pictures.content import read_pictures
from demo.session_content import read_session_questions
from guide.editions import language_status
from guide.models import (
    Candidate,
    Consent,
    Decision,
    Drift,
    Edition,
    Nomination,
    Poll,
    Section,
    Source,
    Submission,
    Tip,
)
from guide.publication.forms import FORMS
from guide.sources.evidence import evidence_of
from guide.sources.ties import provenance_of
from notifications.kinds import NotificationKind
from notifications.models import Notification
from search.models import IndexEntry, ZeroResultSearch
from search.models import IndexSource as Origin
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_demo")]
"""Without it no database is made when the module runs alone: it is made for the tests that say they need one."""


def without_pictures(text: str) -> str:
    return re.sub(r"!\[[^]]*\]\([^)]*\)\s*", "", text)


@pytest.fixture(scope="module")
def campaign() -> content.Campaign:
    return content.read_campaign()


def test_the_command_says_what_it_loaded(loaded_demo: str) -> None:
    assert "262 people, 40 pages with 342 revisions, 20 tips" in loaded_demo
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


def test_twenty_tips_rest_on_the_passages_that_the_content_names(campaign: content.Campaign) -> None:
    assert [tip.number for tip in campaign.tips] == list(range(1, 21))
    tips = {tip.title: tip for tip in Tip.objects.all()}
    for tip in campaign.tips:
        loaded = tips[tip.title]
        assert (loaded.title, without_pictures(loaded.body), loaded.quote) == (tip.title, tip.text, tip.quote)
        passages = [source.passage for source in (*tip.sources, *tip.comments)] + [one.question for one in tip.asked]
        assert [source.passage for source in loaded.sources.all()] == passages


def test_a_source_names_the_version_in_which_its_passage_stands() -> None:
    for source in Source.objects.select_related("page", "comment", "question"):
        text = source.page or source.comment
        assert source.passage in (text.revision(source.version).body if text else source.question.text)


def test_the_work_on_the_guide_is_older_than_its_edition() -> None:
    edition = Edition.objects.get(number=1)
    later = tomllib.loads((content.FOLDER / "translations" / "later.toml").read_text("utf-8"))["change"]
    sections = Section.history.exclude(history_change_reason__in=[change["summary"] for change in later])
    assert Section.history.count() - sections.count() == len(later)
    dates = [row.date for row in Tip.history.exclude(act=Act.MOVED)] + [row.date for row in sections]
    dates += [
        *Source.objects.values_list("added_at", flat=True),
        *Nomination.objects.values_list("nominated_at", flat=True),
    ]
    assert max(dates) < edition.published_at


def test_every_section_is_written_by_an_editor() -> None:
    sections = Section.objects.in_order()
    assert len(sections) == 15
    assert all(section.body for section in sections)
    assert {row.author.username for row in Section.history.exclude(history_user=None)} == {
        "editor",
        "catherine.lemoine",
    }


def test_pages_and_a_passage_are_nominated_and_five_pages_wait_for_a_place(campaign: content.Campaign) -> None:
    assert Nomination.objects.count() == len(campaign.nominations)
    assert Nomination.objects.open().values("page").distinct().order_by().count() == 5


def test_one_edition_is_published_and_the_next_is_in_draft() -> None:
    published, draft = Edition.objects.order_by("number")
    assert (published.number, published.status, draft.number, draft.status) == (1, "published", 2, "draft")
    assert published.published_by.username == "editor"
    assert timezone.localtime(published.published_at).date() == timezone.localdate() - timedelta(days=1)
    assert [tip.number for tip in published.guide.tips] == list(range(1, 21))


def test_the_next_edition_has_two_free_places_and_keeps_the_tips_that_stood_there(campaign: content.Campaign) -> None:
    assert {tip.number for tip in Tip.objects.placed()} == set(range(1, 21)) - {10, 20}
    assert {tip.title for tip in Tip.objects.unplaced()} == {campaign.tips[9].title, campaign.tips[19].title}


def test_the_web_page_is_written_and_the_other_forms_wait_for_the_worker(editions: Path) -> None:
    assert (editions / "current").read_text() == "1"
    assert (editions / "1" / "fr" / "index.html").stat().st_size > 20_000
    states = dict(Edition.objects.get(number=1).files.filter(language="fr").values_list("form", "state"))
    assert states == {form: "waiting" if FORMS[form].heavy else "ready" for form in FORMS}
    rows = DBTaskResult.objects.filter(task_path="guide.builds.build.make_file", status="READY")
    asked = {row.args_kwargs["args"][0] for row in rows}
    assert asked >= set(Edition.objects.get(number=1).files.filter(state="waiting").values_list("pk", flat=True))


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
        assert Watch.objects.kept_by(person).in_force().count() >= 3


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
        text: times for text, (times, _day) in searching.LOOKED_FOR.items()
    }
    assert not ZeroResultSearch.objects.filter(last_on__gt=timezone.localdate()).exists()
    assert [text for text in searching.LOOKED_FOR if IndexEntry.objects.filter(body__icontains=text).exists()] == []


def test_every_page_has_its_authorship_and_every_text_its_place_in_the_index() -> None:
    assert dict(Authorship.objects.values_list("page", "version")) == dict(Page.objects.values_list("pk", "version"))
    for source, texts in ((Origin.PAGE, Page.objects), (Origin.COMMENT, Comment.objects)):
        assert IndexEntry.objects.filter(source=source).values("object_id").distinct().count() == texts.count() > 0
    for language in ("fr", "en", "it", "ja"):
        assert (
            IndexEntry.objects.filter(source=Origin.TIP, kind="tip", language=language).count() == Tip.objects.count()
        )
    assert IndexEntry.objects.filter(source=Origin.QUESTION).count() == Question.objects.firsts().count()


def test_each_paragraph_of_each_tip_has_a_source_and_each_sentence_without_one_is_known(
    campaign: content.Campaign,
) -> None:
    editor = User.objects.get(username="editor")
    tips = {tip.title: tip for tip in Tip.objects.all()}
    for tip in campaign.tips:
        loaded = tips[tip.title]
        found = provenance_of(loaded, evidence_of(list(loaded.sources.all()), editor))
        written = [paragraph for paragraph in found.paragraphs if not paragraph.html.startswith("<figure")]
        assert [bool(paragraph.evidence) for paragraph in written] == [True] * len(tip.paragraphs())
        untied = [sentence for paragraph in tip.paragraphs() for sentence in paragraph if not tip.tied(sentence)]
        under_pictures = len(found.paragraphs) - len(written)
        assert len(found.without_source) == len(untied) + under_pictures, tip.number


def test_the_edition_shows_its_pictures_in_every_language_with_words_and_credits() -> None:
    edition = Edition.objects.get(number=1)
    assert Image.objects.count() == len(read_pictures())
    for language in edition.languages:
        guide = edition.guide_in(language)
        assert guide.cover and guide.cover.alt and guide.cover.credit
        assert all(chapter.illustration and chapter.illustration.alt for chapter in guide.chapters)
        shown = {tip.number: tip.html for tip in guide.tips if "<figure>" in tip.html}
        assert shown.keys() == {1, 7, 11}
        assert all('alt="' in html and "©" in html and "<figcaption>" in html for html in shown.values())
    assert len({edition.guide_in(language).tips[0].html.split('alt="')[1] for language in edition.languages}) == 4
    shown_on = Page.objects.filter(body_html__contains="<figure>").values_list("title", flat=True)
    assert len(shown_on) == 2


def test_every_page_and_comment_is_decided_about_but_a_dozen_that_nobody_has_read() -> None:
    assert Submission.objects.count() == Page.objects.count() + Comment.objects.count()
    undecided = Submission.objects.undecided()
    assert undecided.count() == 12
    assert not Decision.objects.filter(outcome="not_kept", reason=None).exists()
    waiting = {(row.page_id, row.comment_id) for row in Patrol.objects.waiting()}
    assert waiting == {(submission.page_id, submission.comment_id) for submission in undecided}


def test_the_desk_has_something_of_each_kind_to_do() -> None:
    changed = Drift.objects.filter(kind="changed", answer="")
    assert sorted(changed.values_list("source__tip__number", flat=True)) == [1, 18]
    assert Drift.objects.filter(kind="disputed", answer="").count() == 1
    in_review = Tip.objects.get(state="in_review")
    assert in_review.remarks.open().exclude(replacement=None).count() == 2
    assert Candidate.objects.open().filter(place=10).count() == 3
    assert Poll.objects.open().get().ballots.count() == 3
    assert set(Consent.objects.values_list("state", flat=True)) == {"given"}


def test_edition_1_comes_out_in_four_languages_complete_and_cites_what_a_library_words() -> None:
    edition = Edition.objects.published().get()
    assert edition.languages == ("fr", "en", "it", "ja")
    guides = {language: edition.guide_in(language) for language in edition.languages}
    for language, guide in guides.items():
        assert len(guide.tips) == 20 and not any(tip.language for tip in guide.tips), language
        assert not any(part.language for part in (*guide.sections, *guide.chapters)), language
        assert [bool(tip.quotation) for tip in guide.tips] == [bool(tip.quotation) for tip in guides["fr"].tips]
        assert (guide.imprint.place, guide.people, len(guide.bibliography)) == ("Nantes", guides["fr"].people, 6)
    assert len({guide.title for guide in guides.values()}) == 4
    assert language_status.undecided(Edition.objects.in_preparation()) == [
        "it"
    ]  # of which the next one is to be decided
