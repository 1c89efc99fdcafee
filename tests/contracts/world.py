"""The demo, and what it has no occasion for: the world in which every address leads somewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.people.carrying_out import prepare
from campaign.invitations.models import Wave
from campaign.models import QuestionRoom, Slides, TrainingSession
from campaign.training import check_ins, slides
from campaign.training.check_ins import CheckInAct
from contributions.models import Page, PageTemplate, Passage, QuestionImport, Report
from contributions.moderation.rolling_back.requesting import request_roll_back
from contributions.uploads import slides_store, storage
from demo.course_content import response
from demo.setting_up import LANGUAGE
from demo.training import slides_pdf
from guide.builds import build
from guide.builds.disk import write_all
from guide.builds.preview import state as states
from guide.builds.preview.building import store_preview
from guide.decisions.verbs import do_not_keep
from guide.models import (
    Agency,
    ChannelFile,
    CourseText,
    Edition,
    EditionFile,
    Reason,
    ReviewLink,
    Section,
    Submission,
    Tip,
)
from guide.reviewing import remarks
from guide.reviewing.querysets import hash_of
from guide.reviewing.remarks import sentences_of
from guide.reviewing.steps import ask_for_review
from guide.translating.models import PendingTranslation
from guide.translating.review import ask_for_review as ask_for_review_of_translation
from guide.translating.suggestions import suggest
from guide.translations.originals import original_of
from guide.translations.segments import source_segments
from learning.attempts.course_list import begin
from learning.attempts.responding import respond
from learning.models import Course
from notifications.kinds import NotificationKind
from notifications.models import Notification
from tests import factories
from tests.campaign.invitations.made import create_wave
from tests.campaign.training.made import create_session
from tests.contributions.uploads import makers
from tests.learning.badges.made import store_key
from themes.models import Theme

ACCOUNTS = {"contributor": "contributor", "translator": "translator", "editor": "editor", "administrator": "admin"}
"""The user name of somebody of each role."""
PAGE = "qr-codes-regarder-avant-de-scanner"
"""The slug of the page, of those about the second theme, that the addresses are about: a short one."""
TOKEN = "0123456789abcdef"
WRITING = UUID(int=7)
"""What one person writes at a time, in the address of her draft."""


def people() -> dict[str, User]:
    """Somebody of each role, of whom the demo says what they are called."""
    return {role: User.objects.get(username=name) for role, name in ACCOUNTS.items()}


def add_what_is_missing() -> frozenset[str]:
    """Drafts, a mention, what has versions, uploads, two reviews, something to take back, a session that is on.

    Returns the addresses of these.
    """
    persons = people()
    contributor, editor = persons["contributor"], persons["editor"]
    page = Page.objects.earliest("pk")
    for person in persons.values():
        factories.store_draft(person, writing=uuid4(), key=f"page:{page.pk}:edit")
        finish_the_courses(person)
    mention(page, contributor)
    makers.place(token=TOKEN, uploader=contributor, page=page)
    now = timezone.now()
    request_roll_back(contributor, since=now - timedelta(days=1), until=now, reason="Un essai.", by=editor)
    QuestionImport.objects.prepare("question;theme;origin\nQue faire ?;2;audit\nEt après ?;9;a\n".encode(), by=editor)
    comment = factories.create_comment(body="Je raccroche.", author=contributor, page=page)
    comment.revise_text(body="Je raccroche, puis je rappelle.", author=contributor, base_version=1)
    section, starter = Section.objects.in_order()[0], PageTemplate.objects.current()
    for text in (section, starter, Course.objects.latest("pk").text):
        revise(text, by=editor)
    texts = [comment, section, starter, *review(quoted=contributor, by=editor)]
    picture, file = makers.create_picture(uploader=contributor), makers.create_file(uploader=contributor)
    asked = Notification.objects.filter(kind=NotificationKind.CONSENT, person=contributor).latest("pk")
    session = session_that_is_on(by=editor)
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


def session_that_is_on(*, by: User) -> TrainingSession:
    session = create_session(at=timezone.now() - timedelta(minutes=20))
    QuestionRoom.objects.open_for(session)
    slides.add(session, slides_pdf(session.title, [["Raccrocher"]]), file_name="raccrocher.pdf", by=by)
    return session


def finish_the_courses(person: User) -> None:
    """Answers all that is left of the demo's courses, rightly."""
    for course in Course.objects.all():
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


def complete() -> dict[str, User]:
    """Adds what is missing, and what stands behind the addresses of addresses.py. Returns somebody of each role."""
    add_what_is_missing()
    persons = people()
    contributor, editor = persons["contributor"], persons["editor"]
    page = Page.objects.get(slug=PAGE)
    for person in persons.values():
        factories.store_draft(person, writing=WRITING, key=f"page:{page.pk}:edit")
    Passage.objects.at(page, exact=" ".join(page.body.split()[:4]))
    Report.objects.report(page, reason="wrong", by=contributor)
    refused = factories.create_comment(page=page, author=contributor)
    refused.revise_text(body="Je raccroche, puis je rappelle.", author=contributor, base_version=1)
    do_not_keep(Submission.objects.of(refused), Reason.objects.offered()[0], by=editor, seen=0)
    session = create_session(in_days=0.02, speakers="")  # in half an hour: one still registers, and its room is open
    session.register(contributor)
    QuestionRoom.objects.open_for(session).ask("Et si je clique quand même ?", voter="x")
    check_ins.note(session, [CheckInAct(uuid4(), timezone.now(), name="Inconnue")], by=editor)
    prepare(b"name;address\nAna Vert;ana@example.org\n;wrong\n", by=persons["administrator"], language="fr")
    create_wave(created_by=editor).letters.create(person=contributor, state="uncertain")
    item = CourseText.objects.items().earliest("pk")
    item.record_revision(title=item.title, body=item.body, author=editor, base_version=item.version, parts=item.parts)
    open_to_a_guest(editor)
    translate_in_part(persons["translator"], contributor)
    put_files_in_place(session, editor)
    return persons


def open_to_a_guest(editor: User) -> None:
    """A review of a tip with a picture, by the token of the table, and what an agency is given."""
    tip = Tip.objects.get(number=6)
    link, _token = ReviewLink.objects.make(tip, name="Service juridique", days=7, by=editor)
    ReviewLink.objects.filter(pk=link.pk).update(digest=hash_of(TOKEN))
    picture = f"{tip.body}\n\n![Un écran](/media/images/{TOKEN}/ecran.webp)"
    tip.record_revision(body=picture, author=editor, base_version=tip.version)
    remarks.remark(tip, about=sentences_of(tip.body)[0].anchor, version=tip.version, body="Plus court ?", by=editor)
    agency = Agency.objects.get(channel__code="lille")
    Agency.objects.filter(pk=agency.pk).update(digest=hash_of(TOKEN))
    ChannelFile.objects.ask(agency.channel, Edition.objects.published().get(), "fr", ["pdf"])


def translate_in_part(translator: User, contributor: User) -> None:
    """A theme whose translation is sent to review, and for which a colleague suggests another wording."""
    theme = Theme.objects.get(number=1)
    now = source_segments(original_of(theme))
    done = [replace(one, target=f"It {one.source}") for one in now]
    pending = PendingTranslation.objects.put_in(theme, language="it", segments=done, by=translator)
    ask_for_review_of_translation(pending, by=translator, seen=pending.version)
    suggest(theme, language="it", segment=now[0], wording="Che fare?", by=contributor)


def put_files_in_place(session: TrainingSession, editor: User) -> None:
    """Slides and a logo by the token of the table, previews of the next edition, the forms of the one that is out, a key."""
    Slides.objects.create(session=session, token=TOKEN, name="a.pdf", size=9, pages=1, sent_by=editor)
    for path in (slides_store.path_of(TOKEN), storage.folder_of("logo", TOKEN) / "logo.webp"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"%PDF-1.4\n")
    store_preview({"index.html": b"A preview."})
    factories.store_preview_of_forms({"index.html": b"A preview."}, pictures=("index.html",))
    write_all(states.folder_of(1, "fr"), {"index.html": b"A preview."})
    for file in EditionFile.objects.filter(state="waiting", language="fr"):
        build.build_file(file)
    store_key()
