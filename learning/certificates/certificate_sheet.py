"""The certificate as a tagged PDF: who has passed which course, and the tips that it teaches."""

from __future__ import annotations

from pathlib import Path

from django.template.loader import render_to_string
from django.utils import timezone, translation

from campaign.site_settings.current import current_settings
from contributions.uploads import storage
from contributions.uploads.logo import KIND
from guide.builds.sheet_printing import print_sheet
from learning.certificates.models import Certificate
from learning.document import Course, LessonTip

STYLES = Path(__file__).parent / "certificate_sheet.css"
LOGO = "logo"


def certificate_sheet(certificate: Certificate) -> bytes | None:
    """Returns the certificate in the language of the attempt; None where it cannot be made now."""
    attempt = certificate.attempt
    content, logo = attempt.content, _logo()
    context = {
        "certificate": certificate,
        "learner": attempt.learner,
        "content": content,
        "language": content.language,
        "tips": tips_in(content),
        "issued_on": timezone.localdate(certificate.issued_at),
        "logo": f"asset:{LOGO}" if logo else "",
    }
    with translation.override(content.language):
        html = render_to_string("learning/certificates/sheet.html", context)
    return print_sheet(html, STYLES.read_text(encoding="utf-8"), {LOGO: logo} if logo else {})


def tips_in(content: Course) -> list[LessonTip]:
    """Returns the tips that a course teaches, each once, in their order."""
    tips = {tip.reference: tip for lesson in content.lessons for tip in lesson.tips}
    return sorted(tips.values(), key=lambda tip: tip.number)


def _logo() -> Path | None:
    """The file of the publisher's logo that is printed."""
    logo = current_settings().logo
    path = storage.folder_of(KIND, logo["token"]) / logo["printed"] if logo else None
    return path if path and path.is_file() else None
