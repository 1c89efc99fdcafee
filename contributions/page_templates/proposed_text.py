"""What the template of new pages says before anybody has changed it, and may begin anew from, in each language."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext_lazy as _

PARTS = (
    (_("The situation"), _("When it comes up, and for whom.")),
    (_("Why it matters"), _("What it changes, for you and for others.")),
    (_("What to do"), _("What one does, in order, a sentence each.")),
    (_("Where to turn"), _("Who can help, and where there is more to read.")),
)


def proposed_text(language: str) -> str:
    """Returns the headings in that language, each with the words on what goes there."""
    with translation.override(language):
        return "\n\n".join(f"## {title}\n\n{hint}" for title, hint in PARTS)
