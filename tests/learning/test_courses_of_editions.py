"""The list of editions leads whoever can sign in to the courses that were made from them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from accounts.models import User
from guide.builds.disk import folder
from guide.editions import Edition
from guide.publication.document import EMBEDDED_PAGE
from learning.models import Course, CourseVersion
from tests.factories import create_tip
from tests.learning.course_rows import published_course
from tests.learning.sample_course import sample_course

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def links(reader: Client, of: str) -> list[str]:
    return html.fromstring(reader.get("/guide/editions/").content).xpath(f"//main//a[contains(@href, '{of}')]/@href")


@pytest.fixture
def course(editor: User) -> Course:
    create_tip(number=6, by=editor)
    Edition.objects.in_preparation().publish(by=editor, accept_free_places=True)
    version = published_course(editor, sample_course(language="fr", title="Avant de <b>publier</b>"))
    CourseVersion.objects.update(edition=Edition.objects.get(number=1))
    return version.course


def test_it_leads_whoever_is_signed_in_to_the_courses_of_an_edition(
    client: Client, as_contributor: Client, course: Course, editor: User
) -> None:
    published_course(editor, sample_course(title="Of the edition in preparation"))
    assert links(as_contributor, "/courses/") == [course.get_absolute_url()]
    page = as_contributor.get("/guide/editions/").text
    assert "Avant de &lt;b&gt;publier" in page and "Of the edition in preparation" not in page
    assert links(client, "/courses/") == [], "a visitor stands before no closed door"
    Course.objects.update(deadline=timezone.localdate() - timedelta(days=1))
    assert links(as_contributor, "/courses/") == []


def test_it_leads_everybody_to_the_self_check_of_an_edition_that_has_one(client: Client, course: Course) -> None:
    assert links(client, "self-check.html") == []
    (folder(1, "fr") / EMBEDDED_PAGE).parent.mkdir(parents=True, exist_ok=True)
    (folder(1, "fr") / EMBEDDED_PAGE).touch()
    assert links(client, "self-check.html") == ["/guide/editions/1/fr/self-check.html"]
