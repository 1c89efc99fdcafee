"""A course is read by a second person, refused with words, published in the languages that are complete, and never changes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from guide.models import CourseText, Edition, Tip
from learning.courses.course_publishing import unread
from learning.courses.making import add_item, make_course
from learning.courses.problems import problems_of
from learning.models import Course, CourseReading
from tests import factories
from tests.conftest import SignIn
from tests.contributions.uploads.makers import create_picture
from tests.learning.sample_course import CHOICE, KINDS

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(course: Course, lesson: CourseText, editor: User, tip: Tip) -> Course:
    """It has a description and an item of each kind."""
    course.text.record_revision(body="Dix minutes.", author=editor, base_version=1)
    for kind, parts in KINDS.items():
        add_item(lesson, kind, title=f"Exercice {kind}", parts=parts, tip=tip, by=editor)
    return course


def publish(client: Client, course: Course, **sent: Any) -> Any:
    return client.post(f"/curation/courses/{course.pk}/publish/", {"languages": ["fr"], **sent})


@pytest.mark.once
def test_what_is_broken_is_not_published_and_says_what_is_to_be_mended(
    as_editor: Client, written: Course, lesson: CourseText, editor: User, tip: Tip
) -> None:
    broken = KINDS["choice"].to_json()
    broken["answers"][1]["is_right"] = False
    item = CourseText.objects.get(kind="choice")
    item.record_revision(body="", author=editor, base_version=1, parts=broken)
    page = as_editor.get(f"/curation/courses/{written.pk}/publish/").text
    assert item.get_absolute_url() in page and "note err" in page
    assert 'name="languages"' not in page, "no button that can only refuse"
    refused = publish(as_editor, written, unread_reason="Personne d’autre.")
    assert refused.status_code == 422
    assert "Personne d’autre." in refused.text, "what was typed while it could be published still stands there"
    assert [refused.text.count(problem.sentence) for problem in problems_of(written)] == [1], "said once, with the link"
    assert not written.versions.exists()
    item.record_revision(body="", author=editor, base_version=2, parts=CHOICE.to_json())
    assert publish(as_editor, written, unread_reason="Personne d’autre.").status_code == 302


@pytest.mark.once
def test_a_second_person_reads_it_or_somebody_says_why_nobody_does(
    as_editor: Client, written: Course, sign_in: SignIn, editor: User
) -> None:
    colleague = factories.create_editor(username="second")
    other, preview = sign_in(colleague), f"/curation/courses/{written.pk}/preview/fr/"
    mark = as_editor.get(preview).context["mark"]
    as_editor.post(f"/curation/courses/{written.pk}/read/", {"seen": mark})
    texts = written.texts()
    assert len(unread(written, texts)) >= 8, "whoever wrote it is no second person"
    refused = publish(as_editor, written)
    assert refused.status_code == 422 and "unread_reason" in refused.context["form"].errors
    assert not written.versions.exists()
    other.post(f"/curation/courses/{written.pk}/read/", {"seen": "another"})
    assert not CourseReading.objects.filter(by=colleague).exists(), "another text was on the screen"
    other.post(f"/curation/courses/{written.pk}/read/", {"seen": other.get(preview).context["mark"]})
    assert unread(written, texts) == []
    answer = publish(as_editor, written)
    assert answer.status_code == 302
    assert written.versions.get().unread_reason == ""
    item = CourseText.objects.get(kind="sort")
    item.record_revision(title="Trier", body="", author=colleague, base_version=1, parts=item.parts)
    assert [text.pk for text in unread(written, written.texts())] == [item.pk]
    assert publish(as_editor, written, unread_reason="Une <b>faute</b>.").status_code == 302
    page = as_editor.get(f"/curation/courses/{written.pk}/versions/2/").text
    assert "Une &lt;b&gt;faute&lt;/b&gt;." in page


def test_a_language_that_is_not_complete_is_listed_and_refused(
    as_editor: Client, written: Course, editor: User
) -> None:
    page = as_editor.get(f"/curation/courses/{written.pk}/publish/").text
    for language in written.languages():
        assert (f'value="{language}"' in page) is (language == "fr"), language
    answer = publish(as_editor, written, languages=["en"], unread_reason="Un essai.")
    assert answer.status_code == 422 and not written.versions.exists()


@pytest.mark.once
def test_the_page_of_a_version_says_what_it_holds_and_leads_to_the_learners(as_editor: Client, written: Course) -> None:
    answer = publish(as_editor, written, unread_reason="Un essai.")
    page = as_editor.get(answer["Location"]).text
    assert "Avant de publier" in page and "Délinquants" in page
    CourseText.objects.filter(kind="lesson").update(title="Un autre")
    assert "Un autre" not in as_editor.get(answer["Location"]).text
    assert as_editor.get(f"/curation/courses/{written.pk}/versions/7/").status_code == 404
    assert answer["Location"] in as_editor.get(f"/curation/courses/{written.pk}/").text


@pytest.mark.once
def test_the_preview_shows_what_each_answer_teaches(as_editor: Client, written: Course) -> None:
    page = as_editor.get(f"/curation/courses/{written.pk}/preview/fr/").text
    for parts in KINDS.values():
        for answer in parts.answers:
            assert answer.feedback.replace("'", "&#x27;") in page or answer.feedback.replace("'", "’") in page
    assert "Demandez d’abord" in page
    assert as_editor.get(f"/curation/courses/{written.pk}/preview/xx/").status_code == 404
    assert as_editor.get(f"/curation/courses/{written.pk}/preview/fr/pictures/none.webp").status_code == 404


@pytest.mark.once
def test_a_preview_writes_nothing_and_shows_the_pictures_that_a_version_takes_along(
    as_editor: Client, course: Course, lesson: CourseText, editor: User, tip: Tip, settings: Any
) -> None:
    picture = create_picture(uploader=editor)
    course.text.record_revision(body=f"Dix minutes.\n\n{picture.markdown}", author=editor, base_version=1)
    add_item(lesson, "choice", title="La photo", parts=CHOICE, tip=tip, by=editor)
    before = stored_files(settings.MEDIA_ROOT)
    page = as_editor.get(f"/curation/courses/{course.pk}/preview/fr/").text
    assert f'src="{picture.address}"' in page
    assert stored_files(settings.MEDIA_ROOT) == before
    assert publish(as_editor, course, unread_reason="Un essai.").status_code == 302
    assert (copies := stored_files(settings.MEDIA_ROOT) - before)
    frozen = course.versions.get().content_in("fr")
    assert {f"{settings.MEDIA_ROOT}/{stored}" for stored in frozen.pictures.values()} <= copies
    assert picture.address not in frozen.description_html


def stored_files(folder: str) -> set[str]:
    return {str(path) for path in Path(folder).rglob("*") if path.is_file()}


@pytest.mark.once
def test_a_picture_of_a_tip_stands_in_the_preview(as_editor: Client, tip: Tip, editor: User, settings: Any) -> None:
    picture = create_picture(uploader=editor)
    tip.record_revision(body=f"{tip.body}\n\n{picture.markdown}", author=editor, base_version=tip.version)
    edition = Edition.objects.in_preparation()
    edition.publish(by=editor, accept_free_places=True, unread_reason="Un essai.")
    preview = f"/curation/courses/{make_course(edition, title='Avant', by=editor).pk}/preview/fr/"
    name = re.search(r'src="(pictures/[^"]+)"', as_editor.get(preview).text)
    assert name is not None
    assert as_editor.get(f"{preview}{name[1]}")["Content-Type"] == "image/webp"
    for elsewhere in ("pictures/..", f"pictures/{picture.token}", "pictures/%2e%2e%2fimages"):
        assert as_editor.get(f"{preview}{elsewhere}").status_code == 404
