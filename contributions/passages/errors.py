"""Why words cannot be a passage, worded for the person who chose them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class NotInThePage(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            _("These words do not stand in the page any more. Choose the passage again."), code="not_in_the_page"
        )


class PassageTooLong(ValidationError):
    def __init__(self) -> None:
        super().__init__(_("This passage is long: choose a few sentences of it."), code="too_long")
