"""Why pages cannot be merged or split, worded for the editor who asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from common import markup


class NotMerged(ValidationError):
    """One of the two pages cannot be merged as it stands."""


class MergeConflict(ValidationError):
    """Somebody saved one of the pages meanwhile, and changed what the editor changed too: `merge` holds both texts."""

    def __init__(self, merge: markup.Merge) -> None:
        super().__init__(
            _("Somebody has saved one of the two pages meanwhile. Both texts stand here: read them again, then merge."),
            code="changed",
        )
        self.merge = merge


class NothingLeft(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            _("That would be the whole page. Leave it a section or a sentence, or move it to another title."),
            code="nothing_left",
        )


def not_merged(page_is_hidden: bool) -> NotMerged:
    if page_is_hidden:
        return NotMerged(_("One of the two pages is hidden: show it again before you merge them."), code="hidden")
    return NotMerged(_("One of the two pages has been merged already."), code="merged")
