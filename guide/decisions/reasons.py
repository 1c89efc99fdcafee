"""The reasons that a new site begins with: what editors choose, what the author reads, whether she is told at all."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

FIRST_REASONS = (
    (
        _("Said already"),
        _("Another text says the same thing, a little earlier. Yours has confirmed that it matters."),
        True,
    ),
    (
        _("Beside the question"),
        _(
            "Your text speaks of something else than this question. It stays where you wrote it, for those who look for it."
        ),
        True,
    ),
    (
        _("Too particular"),
        _(
            "What you tell happened in very particular circumstances. A step that everybody can take would find its place."
        ),
        True,
    ),
    (
        _("To be checked"),
        _("We could not confirm this point. If you know where it comes from, answer us: we will read it again."),
        True,
    ),
    (
        _("No room left"),
        _(
            "It was a close choice, and there are few places. Your text stays in the wiki, and waits for the next edition."
        ),
        True,
    ),
    (
        _("Part of a conversation"),
        _("An answer that helped where it stands: it does its work in the discussion."),
        False,
    ),
)
