"""Why a report cannot be settled, worded for the editor."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class AlreadySettled(ValidationError):
    def __init__(self) -> None:
        super().__init__(_("Somebody has settled this report meanwhile."), code="settled")
