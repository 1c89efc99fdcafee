"""Why words cannot be hidden or brought back, worded for the person who asked."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class NewestVersion(ValidationError):
    """Everybody reads the newest version: it is changed first, and then hidden as an older one."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This is the current text, which everybody reads. Remove the words from it first, then hide this version."
            ),
            code="newest",
        )


class PresentTitle(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            _("This is the title that the page has now. Move the page to another title first."), code="present_title"
        )
