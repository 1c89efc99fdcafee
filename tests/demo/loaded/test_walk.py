"""The demo campaign, walked through as each role from the home page, by what its screens offer."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from campaign.models import QuestionRoom
from campaign.training import slides_files
from contributions.models import Page, PageTemplate, Passage, QuestionImport
from contributions.moderation.rolling_back.requesting import request_roll_back
from demo.identity import LANGUAGE
from demo.learners import response
from demo.slides import slides_pdf
from guide.models import Agency, ReviewLink, Section, Tip
from guide.reviewing import remarks
from guide.reviewing.querysets import hash_of
from guide.reviewing.sentences import sentences_of
from guide.reviewing.steps import ask_for_review
from invitations.models import Wave
from learning.attempts.beginning import begin
from learning.attempts.responding import respond
from learning.models import Course
from markup import html_text
from notifications.kinds import NotificationKind
from notifications.models import Notification
from tests import factories
from tests.campaign.training.made import create_session
from tests.conftest import own_settings
from tests.contracts.rights import GET
from tests.contributions.uploads import makers
from tests.french import faults_in, lines_of
from tests.loaded_demo import WAITING_TASKS
from tests.walking import Walk, walk
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ROLES = {"visitor": "", "contributor": "contributor", "translator": "translator", "editor": "editor"}
ROLES |= {"administrator": "admin"}
BY_LINK = {
    "reviewer": {"guide:review_by_link", "guide:review_picture"},
    "agency": {"guide:agency_page", "guide:agency_qr"},
}
BEING_MADE = 503  # no worker runs here
TOKEN = "0123456789abcdef"
TYPED = re.compile(r"<textarea.*?</textarea>|<(?:input|form)[^>]*>", re.DOTALL)  # forms hold what is kept
ID = re.compile(r"<(?!input type=\"hidden\")[a-z][^<>]*?\sid=\"([^\"]+)\"")

FOR_MACHINES = {
    "badges:issuer",
    "badges:key",
    "badges:keys",
    "badges:picture",
    "badges:withdrawn",
    "favicon",
    "guide:robots",
    "guide:sitemap",
    "health_live",
    "health_ready",
    "well_known_keys",
}
FOR_SCRIPTS = {
    "contributions:box_tools",
    "contributions:comment_answers",  # a long thread is shown whole without a script
    "contributions:people",
    "contributions:wiki_titles",
    "invitations:wave_count",
    "search:suggestions",
    "training:check_in_list",
    "training:check_in_worker",
    "training:room_list",
    "training:room_desk_list",
    "training:speaker_list",
}
MAILED_OR_PRINTED = {
    "account_reset_password_from_key",
    "invitation",
    "set_up_by_link",
    "notifications:unsubscribe",
    "invitations:opt_out",
    "guide:review_by_link",
    "guide:review_picture",
    "guide:review_picture_width",
    "guide:agency_page",
    "guide:agency_file",
    "guide:agency_qr",
    "guide:short_link",
    "guide:short_link_in_language",
    "guide:short_link_to_file",
    "room_short",  # of a session, on the wall
    "training:room",
    "guide:self_check_embedded",  # copied into the pages of other sites
    "badges:badge",  # a learner shows it to whom she likes
    "badges:achievement",
    "badges:credential",
    "badges:png",
    "badges:svg",
}
AFTER_SENDING = {
    "account_inactive",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "contributions:feed_sessions",
    "contributions:feed_watchlist",  # the address is given once, with its token
    "contributions:report_status",  # the thanks for a report lead there
    "guide:edition_form_file",  # once the forms have been made
    "guide:edition_form_pages",
    "guide:print_run_file",  # once a print run has its file
}
AT_ODD_HOURS = {
    "account_signup": "nobody signs up",
    "people_import_report": "accounts/people/import.html",
    "people_import_refused": "accounts/people/import_report.html",
    "set_up": "every page leads to it before the site is set up",
    "account_set_password": "whoever changes a password and has none is led there",
    "guide:editions_compare": "guide/editions/editions.html",
    "guide:edition_add_language": "guide/editions/languages/_list.html",
    "guide:edition_added_preview": "guide/editions/languages/confirm.html",
    "guide:edition_publish": "guide/editions/edition.html",
    "guide:edition_publish_now": "guide/editions/publish.html",
    "contributions:roll_back": "contributions/moderation/_log_entry.html",
    "calendar_proposal": "campaign/calendar/calendar.html",
    "phase_new": "campaign/calendar/calendar.html",
    "phase_extend": "campaign/calendar/phase.html",
    "phase_remove": "campaign/calendar/phase.html",
    "contributions:logo": "a picture of the demo's publisher, which has none",
}
"""What the demo has no occasion for: the template in which the link stands, or why there is none."""
INSTEAD = {
    "guide:translation_suggest": {"translator", "editor", "administrator"},  # who write the translation itself
    "account_login": set(ROLES) - {"visitor"},
    "account_reset_password": set(ROLES) - {"visitor"},
    "account_logout": set(ROLES),  # a form, for whoever is signed in
}
"""Who needs no way to it, since she has another."""


@pytest.fixture(scope="module")
def walks(loaded_demo: str, editions: Path, media: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Walk]:
    """What each role comes to in the demo, to which is added what it has none of."""
    own = own_settings(tmp_path_factory.mktemp("walk"))
    own |= {"EDITIONS_ROOT": editions, "MEDIA_ROOT": media, "TASKS": WAITING_TASKS}
    with override_settings(**own), transaction.atomic():
        settings.STATIC_ROOT.mkdir()
        closely = add_what_is_missing()
        by_account = {role: walk(client_of(ROLES[role]), closely=closely) for role in ROLES}
        found = by_account | {guest: walk(Client(), start) for guest, start in open_links().items()}
        transaction.set_rollback(True)
    return found


def expected(role: str) -> set[str]:
    """The names that she has to come to."""
    exceptions = FOR_MACHINES | FOR_SCRIPTS | MAILED_OR_PRINTED | AFTER_SENDING | AT_ODD_HOURS.keys()
    return {name for name, who in GET.items() if role in who and role not in INSTEAD.get(name, ())} - exceptions


def client_of(username: str) -> Client:
    client = Client()
    if username:
        client.force_login(User.objects.get(username=username), backend="accounts.backends.RolesBackend")
    return client


def add_what_is_missing() -> frozenset[str]:
    """Drafts, a mention, what has versions, uploads, two reviews, something to take back, a session that is on.

    Returns the addresses of these.
    """
    contributor, editor = (User.objects.get(username=name) for name in ("contributor", "editor"))
    page = Page.objects.earliest("pk")
    for number, name in enumerate(filter(None, ROLES.values())):
        person = User.objects.get(username=name)
        factories.store_draft(person, writing=UUID(int=number + 1), key=f"page:{page.pk}:edit")
    mention(page, contributor)
    makers.place(token=TOKEN, uploader=contributor, page=page)
    now = timezone.now()
    request_roll_back(contributor, since=now - timedelta(days=1), until=now, reason="Un essai.", by=editor)
    QuestionImport.objects.prepare("question;theme;origin\nQue faire ?;2;audit\nEt après ?;9;a\n".encode(), by=editor)
    comment = factories.create_comment(body="Je raccroche.", author=contributor, page=page)
    comment.revise_text(body="Je raccroche, puis je rappelle.", author=contributor, base_version=1)
    section = Section.objects.in_order()[0]
    starter = PageTemplate.objects.current()
    revise(section, by=editor)
    revise(starter, by=editor)
    revise(Course.objects.get().text, by=editor)
    tips = review(quoted=contributor, by=editor)
    picture, file = makers.create_picture(uploader=contributor), makers.create_file(uploader=contributor)
    texts = [comment, section, starter, *tips]
    picture, file = makers.create_picture(uploader=contributor), makers.create_file(uploader=contributor)
    asked = Notification.objects.filter(kind=NotificationKind.CONSENT, person=contributor).latest("pk")
    for name in filter(None, ROLES.values()):
        finish_the_course(User.objects.get(username=name))
    session = create_session(at=now - timedelta(minutes=20))
    QuestionRoom.objects.open_for(session)
    slides_files.add(session, slides_pdf(session.title, [["Raccrocher"]]), file_name="raccrocher.pdf", by=editor)
    return frozenset(
        [
            session.get_absolute_url(),
            reverse("training:room_desk", args=[session.pk]),
            *(wave.get_absolute_url() for wave in Wave.objects.all()),
            f"{reverse('contributions:reports')}?settled=1",
            *(row.get_absolute_url() for row in (*texts, picture, asked)),
            *(text.screen_url(screen) for text in texts for screen in ("history", "edit")),
            file.address,
            Course.objects.get().text.screen_url("history"),
            reverse("contributions:contributor", args=[contributor.handle]),
            reverse("guide:edition", args=[1]),
            *(reverse("guide:theme_board", args=[theme.slug]) for theme in Theme.objects.all()),
        ]
    )


def finish_the_course(person: User) -> None:
    """Answers all that is left of the demo's course, rightly."""
    course = Course.objects.get()
    attempt = begin(course, person, language=LANGUAGE)
    for item in attempt.content.items:
        respond(attempt, attempt.content, item, response(item, is_right=True))


def open_links() -> dict[str, str]:
    """The addresses that somebody without an account was sent: to review a tip with a picture, to order for an agency."""
    tip = Tip.objects.filter(number__isnull=False, body__contains="/media/images/").earliest("number")
    _link, token = ReviewLink.objects.make(
        tip, name="Service juridique", days=7, by=User.objects.get(username="editor")
    )
    agency = Agency.objects.earliest("pk")
    Agency.objects.filter(pk=agency.pk).update(digest=hash_of(TOKEN))
    return {
        "reviewer": reverse("guide:review_by_link", args=[token]),
        "agency": reverse("guide:agency_page", args=[TOKEN]),
    }


def mention(page: Page, contributor: User) -> None:
    thanks = "Merci @admin, qui m’a appris à raccrocher avant de répondre. C'est aussi l'avis de @thierry.lambert."
    title = "Dire « non » au téléphone, c'est possible ?"
    factories.edit_page(page, f"{thanks}\n\n{page.body}", author=contributor, title=title)
    factories.create_comment(body=thanks, author=contributor, page=page)
    passage = Passage.objects.at(page, exact="qui m’a appris à raccrocher avant de répondre.")
    factories.create_comment(body=thanks, author=contributor, page=page, passage=passage)
    factories.create_comment(body="Faut-il raccrocher ?", author=contributor, page=page, kind="question")


def revise(text: Section | PageTemplate, *, by: User) -> None:
    for word in ("Un mot.", "Un autre."):
        text.record_revision(body=f"{text.body}\n\n{word}", author=by, base_version=text.version)


def review(*, quoted: User, by: User) -> list[Tip]:
    """One tip to send to review, with a quotation to agree to and a remark, and one that is in review."""
    begun, read = Tip.objects.filter(number__isnull=False).order_by("number")[:2]
    for tip in (begun, read):
        tip.record_revision(
            body=f"{tip.body} Dites-le.",
            author=by,
            base_version=tip.version,
            quote="Je raccroche.",
            quoted_person=quoted,
        )
    remarks.remark(
        begun, about=sentences_of(begun.body)[0].anchor, version=begun.version, replacement="Mieux dit.", by=by
    )
    ask_for_review(read, by=by)
    return [begun, read]


@pytest.mark.parametrize("role", ROLES)
def test_everybody_reaches_every_screen_that_she_may_open(role: str, walks: dict[str, Walk]) -> None:
    assert expected(role) - walks[role].reached == set()


@pytest.mark.parametrize("guest", BY_LINK)
def test_whoever_was_sent_a_link_reaches_what_it_opens(guest: str, walks: dict[str, Walk]) -> None:
    assert BY_LINK[guest] - walks[guest].reached == set()


@pytest.mark.parametrize("role", [*ROLES, *BY_LINK])
def test_no_link_is_broken(role: str, walks: dict[str, Walk]) -> None:
    assert {address for address, status in walks[role].broken.items() if status != BEING_MADE} == set()


@pytest.mark.parametrize("name", sorted(AT_ODD_HOURS))
def test_what_the_demo_has_no_occasion_for_is_linked_all_the_same(name: str) -> None:
    where = AT_ODD_HOURS[name]
    template = settings.BASE_DIR / "templates" / where
    assert not where.endswith(".html") or f"'{name}'" in template.read_text(encoding="utf-8")


@pytest.mark.parametrize("role", [*ROLES, *BY_LINK])
def test_every_screen_is_written_as_french_is(role: str, walks: dict[str, Walk]) -> None:
    lines = {line: address for address, screen in walks[role].screens.items() for line in lines_of(screen)}
    assert lines
    assert [(address, *fault) for line, address in lines.items() for fault in faults_in(line)] == []


@pytest.mark.parametrize("role", [*ROLES, *BY_LINK])
def test_each_name_of_an_element_is_used_once_on_a_screen(role: str, walks: dict[str, Walk]) -> None:
    """Else a label names another field than its own. What is hidden has no label."""
    ids = {address: ID.findall(screen) for address, screen in walks[role].screens.items()}
    twice = {(address, name) for address, names in ids.items() for name in names if names.count(name) > 1}
    assert twice == set()


@pytest.mark.parametrize("role", ["contributor", "editor"])
def test_whoever_is_mentioned_is_shown_by_her_name_on_every_screen(role: str, walks: dict[str, Walk]) -> None:
    screens = {address: TYPED.sub("", screen) for address, screen in walks[role].screens.items()}
    assert any("Merci @Karim Haddad, qui m’a appris" in html_text(screen) for screen in screens.values())
    assert {address for address, screen in screens.items() if "@…" in screen or "@[x" in screen} == set()
