"""Why a page cannot be written, each worded for the person who wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from contributions.pages.models import Page
    from contributions.pages.traces import Protection


class PageHidden(ValidationError):
    """Worded so that whoever posts to a guessed address does not learn whether a page is hidden there."""

    def __init__(self) -> None:
        super().__init__(
            _("There is no page to read here: perhaps it was hidden. Nothing was saved; your text is still here."),
            code="hidden",
        )


class PageProtected(ValidationError):
    """Editors alone write this page; everybody else proposes the change in its discussion."""

    def __init__(self, protection: Protection | None) -> None:
        message = _("This page is protected (%(reason)s). Nothing was saved; your text is still here.")
        reason = protection.reason.rstrip(".。 ") if protection else "…"
        super().__init__(message, code="protected", params={"reason": reason})


class PageMerged(ValidationError):
    """The page has been merged meanwhile into `page`, where the text can be put."""

    def __init__(self, page: Page | None) -> None:
        super().__init__(
            _("This page has been merged into another one meanwhile. Nothing was saved; your text is still here."),
            code="merged",
        )
        self.page = page


class SectionGone(ValidationError):
    """The section that somebody edits alone is not in the version that she began with."""

    def __init__(self) -> None:
        super().__init__(
            _("This section is not in the page any more. Your text is still here: you can put it into the whole page."),
            code="section_gone",
        )


class TitleTaken(ValidationError):
    """Holds the `page` that has the title, so that the reader can open it."""

    def __init__(self, page: Page | None) -> None:
        super().__init__(_("A page already has this title."), code="taken")
        self.page = page
