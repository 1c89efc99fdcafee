"""What the script of a package says, in the language that is active.

Words in braces are filled in by the script, percentages with their sign.
"""

from __future__ import annotations

from django.utils.translation import gettext as _


def package_words() -> dict[str, str]:
    """Returns the words by the names that `frontend/scripts/learning-package.js` and its modules use."""
    return {**_of_recording(), **_of_the_result(), **_of_answers()}


def _of_recording() -> dict[str, str]:
    return {
        "alone": _(
            "This course was not opened from a learning system: you can go through all of it, but nothing is recorded."
        ),
        "refused": _(
            "The learning system does not answer: you can go through the course, but nothing is recorded. To have it"
            " recorded, close this window and open the course again from the learning system."
        ),
        "review": _("You are looking at the course only: what you answer now is not recorded."),
        "unreadable": _(
            "How far you were could not be read: it is of another version of the course, or damaged. You begin anew;"
            " what was recorded before stays recorded."
        ),
        "replayed": _("Answers that had not arrived last time have now been sent to the learning system."),
        "resumed": _("You go on where you stopped."),
        "waiting": _(
            "Your last answer has not arrived at the learning system. It is stored on this device and will be sent with"
            " your next answer, or when you open the course here again."
        ),
        "arrived": _("All your answers have arrived at the learning system."),
        "left": _("All your answers are saved. You can close this window."),
        "elsewhere": _(
            "You have opened this course in another window: go on there. All that you answered here is stored."
        ),
        "ended": _("This session has ended. To go on, open the course again from the learning system."),
    }


def _of_the_result() -> dict[str, str]:
    return {
        "answered": _("{done} of {of} answered"),
        "unfinished": _("Your result stands here as soon as you have answered everything. Still to answer: {left}"),
        "passed": _("You have passed: {percent} of your answers are right, and {mark} are needed."),
        "passedBefore": _("This time {percent} of your answers are right. You have passed before, with {best}."),
        "tryAgain": _("{percent} of your answers are right, and {mark} are needed. You can begin again."),
        "failed": _("{percent} of your answers are right, and {mark} are needed. No attempt is left."),
        "attempt": _("Attempt {number}"),
        "attemptOf": _("Attempt {number} of {of}"),
    }


def _of_answers() -> dict[str, str]:
    return {
        "missing": _("Something is still missing: give an answer to each part."),
        "twice": _("You chose the same thing twice: each belongs to one line only."),
    }
