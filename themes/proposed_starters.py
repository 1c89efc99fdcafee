"""The beginnings of sentences that a new theme is offered, for any campaign; whoever adds the theme changes them."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext_lazy as _

STARTERS = (
    _("It happened to me that …"),
    _("What I always do: …"),
    _("I would tell a new colleague …"),
    _("When in doubt, …"),
)


def proposed_starters(language: str) -> list[str]:
    """Returns them in a language of the guide."""
    with translation.override(language):
        return [str(starter) for starter in STARTERS]
