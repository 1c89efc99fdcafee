"""The models of the courses, each defined in the module of its noun."""

from learning.attempts.attempt_expiry import ForgottenLearners
from learning.attempts.models import Attempt, ItemResponse
from learning.badges.models import WithdrawnBadge
from learning.certificates.models import Certificate
from learning.courses.course_publishing import CourseReading
from learning.courses.models import Course, CourseDocument, CourseVersion
from learning.statements.outbox import PendingStatement

__all__ = [
    "Attempt",
    "Certificate",
    "Course",
    "CourseDocument",
    "CourseReading",
    "CourseVersion",
    "ForgottenLearners",
    "ItemResponse",
    "PendingStatement",
    "WithdrawnBadge",
]
