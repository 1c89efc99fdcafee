"""What the demo has no occasion for, and what a link leads to that was sent to somebody without an account."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

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
from notifications.kinds import NotificationKind
from notifications.models import Notification
from tests import factories
from tests.campaign.training.made import create_session
from tests.contributions.uploads import makers
from tests.e2e.readme.reach import ROLES
from themes.models import Theme

TOKEN = "0123456789abcdef"


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
    revise(Course.objects.latest("pk").text, by=editor)
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
            Course.objects.latest("pk").text.screen_url("history"),
            reverse("contributions:contributor", args=[contributor.handle]),
            reverse("guide:edition", args=[1]),
            *(reverse("guide:theme_board", args=[theme.slug]) for theme in Theme.objects.all()),
        ]
    )


def finish_the_course(person: User) -> None:
    """Answers all that is left of the demo's course, rightly."""
    course = Course.objects.latest("pk")
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
