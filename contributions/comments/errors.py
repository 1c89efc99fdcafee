"""Why a comment cannot be written, changed or incorporated, worded for the person who asked."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LONGEST = 4_000


class NotTheAuthor(ValidationError):
    def __init__(self) -> None:
        super().__init__(_("Only its author can change it."), code="not_the_author")


class NotStanding(ValidationError):
    """What is answered, or taken up, has been withdrawn meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            _("Its author has withdrawn this meanwhile. Nothing was sent; your text is still here."), code="withdrawn"
        )


class VideoWithdrawn(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            _("This video has been withdrawn meanwhile. Nothing was sent; your text is still here."), code="withdrawn"
        )


class TooLong(ValidationError):
    def __init__(self, length: int) -> None:
        super().__init__(
            _("This text has %(length)s characters; the limit here is %(limit)s. Shorten it, or open a page for it."),
            code="too_long",
            params={"length": length, "limit": LONGEST},
        )


class NotAThread(ValidationError):
    """An answer is not settled by itself."""

    def __init__(self) -> None:
        super().__init__(_("A whole thread is settled, not one of its answers."), code="not_a_thread")
