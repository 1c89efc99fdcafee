"""A learner who has passed the sample course, her certificate, and the key that signs its badge."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.test import override_settings
from django.utils import timezone

from accounts.models import User
from learning.badges import signatures
from learning.document import Course as CourseContent
from learning.models import Attempt, Certificate
from tests.learning.course_rows import published_course


def create_certificate(learner: User, editor: User, *contents: CourseContent, language: str = "en") -> Certificate:
    """Gives her the certificate of a new course with these contents, learnt in this language."""
    version = published_course(editor, *contents)
    attempt = Attempt.objects.create(
        course=version.course,
        version=version,
        learner=learner,
        number=1,
        language=language,
        finished_at=timezone.now(),
        points=7,
        is_passed=True,
    )
    return Certificate.objects.create(attempt=attempt)


def store_key() -> Path:
    """Gives the site its first key, the same for all tests of a process: to make one takes half a second."""
    folder = Path(settings.BADGE_KEYS_ROOT)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / "0001.pem").write_bytes(made_key())
    return folder


@cache
def made_key() -> bytes:
    with TemporaryDirectory() as folder, override_settings(BADGE_KEYS_ROOT=folder):
        signatures.signing_key()
        return (Path(folder) / "0001.pem").read_bytes()
