"""The states of editions and of the courses made of them."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from guide.editions.setup import IMPRINT
from guide.models import Edition
from learning.courses import course_settings
from learning.courses.course_publishing import publish
from learning.models import Course
from tests import factories
from tests.contracts.states.asking import State, States, at

VALUES = {
    "publisher": "Société des deux rives",
    "place": "Nantes",
    "director": "Anne Rivière",
    "licence": "CC BY 4.0",
    "licence_url": "https://creativecommons.org/licenses/by/4.0/",
    "isbn": "978-2-07-036822-8",
    "legal_deposit": "Décembre 2026",
    "printer": "Imprimerie des Rives, Nantes",
    "contact": "guide@deuxrives.example",
    "credits": "Photographies : Ana Vert.",
    "emergency": "Votre agence : 02 00 00 00 00",
}
UNREAD = "Un essai."
AT_THE_DESK = ("", "_cover", "_imprint", "_pictures", "_languages", "_forms", "_proof", "_publish", "_publish_now")
ONCE_OUT = ("_errata", "_withdraw")


def edition_life() -> States:
    """From its preparation to its withdrawal, and back."""
    editor, edition = User.objects.get(username="editor"), Edition.objects.in_preparation()
    yield State("in preparation", _at_the_desk(edition))
    edition.take_to_proof(by=editor, unread_reason=UNREAD)
    yield State("in proof", _at_the_desk(edition))
    edition.schedule(timezone.now() + timedelta(days=2), by=editor, accept_free_places=True)
    yield State("scheduled", _at_the_desk(edition))
    edition.unschedule(by=editor)
    edition.publish(by=editor, accept_free_places=True, from_proof=True)
    out = [*_at_the_desk(edition), *_for_readers(edition), *_at_the_desk(Edition.objects.in_preparation())]
    yield State("out", out)
    tip = next(tip for chapter in edition.documents["fr"].chapters for tip in chapter.tips)
    edition.correct(language="fr", anchor=f"tip-{tip.number}", was=tip.title, now="Raccrochez", why=UNREAD, by=editor)
    yield State("corrected", out)
    edition.withdraw(notice="Une erreur grave.", by=editor)
    yield State("withdrawn", out)
    edition.reinstate(why="Elle est juste.", by=editor)
    yield State("put back", out)


def imprints() -> States:
    """In proof with nothing in the imprint, with each of its fields alone, and for sale or not."""
    editor, edition = User.objects.get(username="editor"), Edition.objects.in_preparation()
    screens = [at("guide:edition_proof", edition.number), at("guide:edition_imprint", edition.number)]
    for fields in ({}, *({name: VALUES[name]} for name in IMPRINT)):
        for is_not_for_sale in {bool(fields), True}:
            with transaction.atomic():
                factories.change_site_settings(is_not_for_sale=is_not_for_sale)
                edition.word_imprint(**fields)
                edition.take_to_proof(by=editor, unread_reason=UNREAD)
                yield State(f"in proof with {[*fields]}, not for sale: {is_not_for_sale}", screens)
                transaction.set_rollback(True)
            edition.refresh_from_db()


def course_life() -> States:
    """Open, closed, opened again in more languages, and of an edition that is withdrawn."""
    editor, course = User.objects.get(username="editor"), Course.objects.latest("pk")
    screens = _of_course(course)
    yield State("a course that is open", screens)
    course_settings.close(course, by=editor)
    yield State("a course that is closed", screens)
    course_settings.reopen(course, by=editor)
    publish(course, by=editor, languages=course.languages(), unread_reason=UNREAD)
    yield State("a course in all languages of its edition", screens)
    course.edition.withdraw(notice="Une erreur grave.", by=editor)
    yield State("a course of an edition that is withdrawn", screens)


def _at_the_desk(edition: Edition) -> list[str]:
    return [
        *(at(f"guide:edition{screen}", edition.number) for screen in AT_THE_DESK + ONCE_OUT),
        at("guide:edition_language", edition.number, "it"),
    ]


def _for_readers(edition: Edition) -> list[str]:
    before = edition.number - 1
    return [
        at("guide:guide_current"),
        at("guide:guide_in_language", "fr"),
        at("guide:edition_in_language", edition.number, "fr"),
        at("guide:edition_in_language", before, "it"),
        f"{at('guide:editions_compare')}?older={before}&newer={edition.number}",
        at("reporting:statistics"),
        at("reporting:statistics_texts"),
        at("reporting:statistics_reach"),
        at("guide:translations"),
        *_of_course(Course.objects.latest("pk")),
    ]


def _of_course(course: Course) -> list[str]:
    screens = ("course", "course_at_the_desk", "course_settings", "course_publish", "course_result")
    return [
        at("learning:courses"),
        at("learning:courses_at_the_desk"),
        *(at(f"learning:{screen}", course.pk) for screen in screens),
    ]
