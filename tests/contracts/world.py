"""The world in which the addresses are asked for: something of everything, and somebody of each role."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from accounts.people.carrying_out import prepare
from campaign.models import QuestionRoom, Slides
from campaign.training import check_ins
from campaign.training.check_ins import CheckInAct
from contributions.models import Page, PageTemplate, Passage, Question, QuestionImport, Report, VideoPage
from contributions.moderation.rolling_back.requesting import request_roll_back
from contributions.uploads import slides_store, storage
from guide.builds import build
from guide.builds.disk import write_all
from guide.builds.preview import state as states
from guide.builds.preview.web import store_preview
from guide.decisions.verbs import do_not_keep
from guide.models import (
    Agency,
    ChannelFile,
    CourseText,
    Drift,
    Edition,
    Reason,
    Reference,
    ReviewLink,
    Section,
    Submission,
    Tip,
)
from guide.reviewing import remarks
from guide.reviewing.querysets import hash_of
from guide.reviewing.sentences import sentences_of
from guide.translating.models import PendingTranslation
from guide.translating.review import ask_for_review
from guide.translating.suggestions import suggest
from guide.translations.originals import original_of
from guide.translations.segments import source_segments
from learning.courses.course_publishing import publish
from learning.courses.making import add_item, make_course
from tests import factories
from tests.campaign.training.made import create_session
from tests.campaign.videos.made import make_video
from tests.contracts.addresses import ARGUMENTS, INVITED
from tests.contributions.uploads import makers
from tests.guide.distribution.made import create_agency, create_order, create_run, hand_out
from tests.invitations.made import create_wave
from tests.learning.attempts.ways import pass_course
from tests.learning.badges.made import store_key
from tests.learning.course_rows import published_course
from tests.learning.sample_course import CHOICE, sample_course
from themes.models import Theme


def build_world() -> dict[str, User]:
    """A page and a tip with two versions each, an edition, and somebody of each role."""
    factories.create_site_settings()
    contributor, editor, translator = (
        factories.create_contributor(),
        factories.create_editor(),
        factories.create_translator(),
    )
    factories.create_phase(kind="publish")
    session = create_session(in_days=0.02)  # in half an hour: one still registers, and its room is open
    session.register(contributor)
    QuestionRoom.objects.open_for(session).ask("Et si je clique quand même ?", voter="x")
    Slides.objects.create(session=session, token=str(ARGUMENTS["token"]), name="a.pdf", size=9, pages=1, sent_by=editor)
    path = slides_store.path_of(str(ARGUMENTS["token"]))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"%PDF-1.4\n")
    check_ins.note(session, [CheckInAct(uuid4(), timezone.now(), name="Inconnue")], by=editor)
    page = factories.create_page(author=contributor)
    factories.edit_page(page, "Un autre texte.", author=contributor)
    VideoPage.objects.link(make_video(page.theme), page, by=editor)
    tip = factories.create_tip(number=6, page=page, by=editor)
    tip.record_revision(body="Un autre conseil.", author=editor, base_version=1)
    Drift.objects.create(source=tip.sources.get(), kind="changed", before="Un mot.", words="Un autre texte.", version=2)
    put_in_review(tip, editor=editor, quoted=contributor)
    write_sections(tip, editor)
    PageTemplate.objects.current().record_revision(body="## Autre chose", author=editor, base_version=1)
    Edition.objects.in_preparation().publish(by=editor, accept_free_places=True, unread_reason="Un essai.")
    Edition.objects.in_preparation().speak("it")
    translate_in_part(translator, contributor)
    Reference.objects.add({"type": "book", "id": "livre", "title": "Un livre"}, by=editor)
    build.request_builds(Edition.objects.get(number=1), forms=["web"])  # which waits for a commit that no test comes to
    comment = factories.create_comment(page=page, author=contributor)
    comment.revise_text(body="Je raccroche, puis je rappelle.", author=contributor, base_version=1)
    do_not_keep(Submission.objects.of(comment), Reason.objects.offered()[0], by=editor, seen=0)
    Report.objects.report(page, reason="wrong", by=contributor)
    day = timezone.now() - timedelta(days=1)
    request_roll_back(contributor, since=day, until=timezone.now(), reason="Un essai.", by=editor)
    Question.objects.ask(text="Que faire d’un appel masqué ?", theme=page.theme, by=contributor)
    QuestionImport.objects.prepare(b"question;theme;origin\nQue faire ?;2;audit\nEt apres ?;9;audit\n", by=editor)
    Passage.objects.at(Page.objects.get(pk=page.pk), exact="Un autre texte.")
    factories.create_poll(Page.objects.get(pk=page.pk), comment, by=editor)
    makers.place(token=str(ARGUMENTS["token"]), uploader=contributor, page=page)
    logo = storage.folder_of("logo", str(ARGUMENTS["token"])) / "logo.webp"
    logo.parent.mkdir(parents=True, exist_ok=True)
    logo.write_bytes(b"RIFF")
    people = [contributor, translator, editor, factories.create_administrator()]
    factories.create_user(username=INVITED, role=None, password=None)
    prepare(b"name;address\nAna Vert;ana@example.org\n;wrong\n", by=people[-1], language="fr")
    for person in people:
        factories.store_draft(person, writing=ARGUMENTS["writing"], key=f"page:{page.pk}:edit")
    store_preview({"index.html": b"A preview."})
    factories.store_preview_of_forms({"index.html": b"A preview."}, pictures=("index.html",))
    write_all(states.folder_of(1, str(ARGUMENTS["language"])), {"index.html": b"A preview."})
    distribute()
    create_wave(created_by=editor).letters.create(person=contributor, state="uncertain")
    make_courses(people, editor)
    return dict(zip(["contributor", "translator", "editor", "administrator"], people, strict=True))


def make_courses(people: list[User], editor: User) -> None:
    """The course of the edition that is out; another one, which everybody has passed, and the key that signs its badge."""
    make_course_of_it(editor)
    store_key()
    path = Path(settings.MEDIA_ROOT) / "editions/12-800.webp"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"RIFF")
    pictures = {"pictures/12-800.webp": "editions/12-800.webp"}
    content = sample_course(language="fr", pictures=pictures)
    version = published_course(editor, content, edition=Edition.objects.published().get())
    for person in people:
        pass_course(version, person)


def write_sections(tip: Tip, editor: User) -> None:
    glossary = next(section for section in Section.objects.in_order() if section.key == "glossary")
    glossary.record_revision(body="Mot\n:   Son sens.", author=editor, base_version=1)
    factories.write_self_check(tip, by=editor)


def translate_in_part(translator: User, contributor: User) -> None:
    """A theme whose translation is begun, sent to review, and for which a colleague suggests another wording."""
    theme = Theme.objects.get(number=1)
    now = source_segments(original_of(theme))
    done = [replace(one, target=f"It {one.source}") for one in now]
    pending = PendingTranslation.objects.put_in(theme, language="it", segments=done, by=translator)
    ask_for_review(pending, by=translator, seen=pending.version)
    suggest(theme, language="it", segment=now[0], wording="Che fare?", by=contributor)


def distribute() -> None:
    """An agency whose token is the one of the table, with its files, an order, copies that were printed and handed out."""
    agency = create_agency()
    Agency.objects.update(digest=hash_of(str(ARGUMENTS["token"])))
    edition = Edition.objects.published().get()
    ChannelFile.objects.ask(agency.channel, edition, "fr", ["pdf"])
    create_run(edition, channel=agency.channel)
    create_order(agency)
    hand_out(edition)


def make_course_of_it(editor: User) -> None:
    """A course of the edition that is out, with a picture and an item, published."""
    course = make_course(Edition.objects.published().get(), title="Avant de publier", by=editor)
    picture = f"![Un écran](/media/images/{ARGUMENTS['token']}/ecran.webp)"
    course.text.record_revision(body=f"Dix minutes.\n\n{picture}", author=editor, base_version=1)
    lesson, tip = CourseText.objects.get(kind="lesson"), Tip.objects.get(number=6)
    item = add_item(lesson, "choice", title="La fête", parts=CHOICE, tip=tip, by=editor)
    item.record_revision(title="La photo", body="", author=editor, base_version=1, parts=CHOICE.to_json())
    remarks.remark(item, about=sentences_of(item.body)[0].anchor, version=2, body="Plus court ?", by=editor)
    publish(course, by=editor, languages=["fr"], unread_reason="Un essai.")


def put_in_review(tip: Tip, *, editor: User, quoted: User) -> None:
    """A review link whose token is the one of the table, a remark, a quotation to agree to, a picture."""
    token = str(ARGUMENTS["token"])
    link, _made = ReviewLink.objects.make(tip, name="Service juridique", days=30, by=editor)
    ReviewLink.objects.filter(pk=link.pk).update(digest=hash_of(token))
    about = sentences_of(tip.body)[0].anchor
    remarks.remark(tip, about=about, version=tip.version, replacement="Mieux dit.", by=editor)
    body = f"{tip.body}\n\n![Un écran](/media/images/{token}/ecran.webp)"
    tip.record_revision(body=body, author=editor, base_version=2, quote="Je raccroche.", quoted_person=quoted)
