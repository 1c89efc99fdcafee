"""Many finish at once, each on two devices: no answer is lost, none counts twice, and there is one certificate each."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from accounts.models import User
from learning.attempts.course_list import begin
from learning.attempts.responding import respond
from learning.document import Course as CourseContent
from learning.models import Attempt, Certificate, Course, ItemResponse
from tests.campaign.training.made import create_people
from tests.learning.course_rows import published_course
from tests.learning.sample_course import RIGHT

LEARNERS, DEVICES, ROUNDS = 4, 2, 4

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_devices_of_many_learners_answer_at_the_same_moment(editor: User) -> None:
    course = published_course(editor).course
    people, start = create_people(LEARNERS), Barrier(LEARNERS * DEVICES)

    def learn(learner: User, device: int) -> None:
        try:
            for _round in range(ROUNDS):
                start.wait(60)
                _pass_through(course, learner, start, is_backwards=device == 1)
        except BaseException:
            start.abort()
            raise
        finally:
            connection.close()

    with ThreadPoolExecutor(LEARNERS * DEVICES) as pool:
        for done in [pool.submit(learn, person, device) for person in people for device in range(DEVICES)]:
            done.result()
    attempts = Attempt.objects.all()
    assert attempts.count() == LEARNERS * ROUNDS
    assert {(one.points, one.is_passed) for one in attempts} == {(7, True)}
    assert ItemResponse.objects.count() == LEARNERS * ROUNDS * 7
    assert Certificate.objects.count() == LEARNERS * ROUNDS


def _pass_through(course: Course, learner: User, start: Barrier, *, is_backwards: bool) -> None:
    """Answers all items; one device begins with the last, so that both come to the last open item together."""
    attempt = begin(course, learner, language="en")
    start.wait(60)
    content: CourseContent = attempt.version.content_in("en")
    items = list(content.items)
    for item in reversed(items) if is_backwards else items:
        respond(attempt, content, item, RIGHT[item.kind])
