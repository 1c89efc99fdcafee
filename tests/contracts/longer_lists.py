"""What makes each list of the site longer, for test_queries.py."""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone

from accounts.models import User
from campaign.invitations.models import Wave
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
from search.index import rebuild
from search.models import ZeroResultSearch
from tests import factories
from tests.campaign.invitations.made import create_wave
from tests.campaign.training.made import create_session
from tests.campaign.videos.made import make_video
from tests.learning.attempts.ways import pass_course
from tests.learning.course_rows import published_course
from tests.learning.sample_course import sample_course
from tests.notifications.notified import notify

MORE = 6
FAR = 1_000_000
"""A key that no row gets by itself."""


def more_pages(author: User) -> None:
    for number in range(MORE):
        factories.create_page(title=f"Page {number} sur {Page.objects.count()}", author=author)


def more_revisions(author: User) -> None:
    page = Page.objects.earliest("pk")
    for number in range(MORE):
        factories.edit_page(page, f"Texte {number}, version {page.version}.", author=author)


def more_courses(author: User) -> None:
    """Each with a certificate of the person."""
    for number in range(MORE):
        version = published_course(author, sample_course(title=f"Course {number}"))
        pass_course(version, author)


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
        notify(author, place=f"page:{number}", actor=factories.create_user(username=f"x{User.objects.count()}"))


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


def more_session_versions(author: User) -> None:
    """Each by somebody else."""
    session = TrainingSession.objects.filter(pk=1).first() or create_session(pk=1)
    for _number in range(MORE):
        organiser = factories.create_user(username=f"organise{User.objects.count()}")
        session.change({"capacity": session.capacity + 1}, by=organiser)


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
