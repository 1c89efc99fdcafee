"""The standards of packages."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from django.utils.translation import gettext_lazy as _


class PackageFormat(StrEnum):
    SCORM_2004 = "scorm2004"
    SCORM_12 = "scorm12"
    CMI5 = "cmi5"

    @property
    def label(self) -> str:
        return str(LABELS[self])


LABELS: Final = {
    PackageFormat.SCORM_2004: _("SCORM 2004 (4th edition)"),
    PackageFormat.SCORM_12: "SCORM 1.2",
    PackageFormat.CMI5: "cmi5",
}
