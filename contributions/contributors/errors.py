"""Why somebody cannot be thanked, in words for whoever wanted to."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class OwnDoing(ValidationError):
    """Nobody thanks herself."""

    def __init__(self) -> None:
        super().__init__(_("You did this yourself: your colleagues may thank you."), code="own")


class NobodyToThank(ValidationError):
    """The site did it by itself, or whoever did it is no longer known."""

    def __init__(self) -> None:
        super().__init__(_("There is nobody left to thank for this."), code="nobody")
