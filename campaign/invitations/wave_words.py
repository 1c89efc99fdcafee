"""What a wave says in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from campaign.site_settings.current import current_settings
from common import markup


@dataclass(frozen=True)
class WaveWords:
    """`language` is the one that they are in, which is not always the one that was asked for."""

    language: str
    subject: str = ""
    body: str = ""
    html: str = ""

    @classmethod
    def of(cls, words: Mapping[str, Any], language: str) -> WaveWords:
        """Returns those in this language; in the first one of the site where they are missing."""
        found = language if is_whole(words, language) else current_settings().interface_language
        return cls(found, **words.get(found, {}))


def is_whole(words: Mapping[str, Any], language: str) -> bool:
    """Whether both subject and text are there."""
    here = words.get(language, {})
    return bool(here.get("subject") and here.get("body"))


def missing_languages(words: Mapping[str, Any]) -> list[str]:
    """The languages of the site in which people read those of the first one, by their codes."""
    return [code for code, _name in settings.LANGUAGES if not is_whole(words, code)]


def ordered_languages() -> list[tuple[str, Any]]:
    """The languages of the site with their names, its first one first."""
    first = current_settings().interface_language
    return sorted(settings.LANGUAGES, key=lambda pair: pair[0] != first)


def rendered_words(subject: str, body: str, *, language: str) -> dict[str, str]:
    """Returns what a wave holds of one language. Raises markup.RenderRefused."""
    subject = markup.typeset_title(markup.one_line(subject), language)
    html = markup.render(body, language=language).html if body else ""
    return {"subject": subject, "body": body, "html": html}


def proposed_words() -> dict[str, dict[str, str]]:
    """Returns a letter to people whose accounts are new, in each language of the site, for an organiser to change."""
    return {code: _proposed(code) for code, _name in settings.LANGUAGES}


def _proposed(language: str) -> dict[str, str]:
    with translation.override(language):
        subject = _("You are invited to “%(title)s”") % {"title": current_settings().name}
        body = _(
            "Here you can read what your colleagues have written, improve it, and add what you know yourself: a few "
            "lines are enough."
        )
        return rendered_words(subject, body, language=language)
