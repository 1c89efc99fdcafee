"""The languages of the guide: that in which the campaign writes first, and those into which the guide is translated.

Pages and tips are typeset, measured and searched in the first. Which there may be, `common.markup.language` knows.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.utils.module_loading import import_string

from campaign.site_settings.current import current_settings
from common.markup.language import LANGUAGES
from common.words.language_names import ENGLISH, has_catalogue, name_of_language


def first_language() -> str:
    """Returns the code of the language of pages and tips, of which every other language of the guide is a translation."""
    return current_settings().first_language


def first_language_is_fixed() -> bool:
    """Returns whether something has been written in it already: what is written is never in another language afterwards."""
    models = map(apps.get_model, settings.WRITTEN_IN_FIRST_LANGUAGE)
    return any(model._base_manager.exists() for model in models)


def guide_languages() -> tuple[str, ...]:
    """Returns the codes of the languages that an administrator has chosen for the guide, the first one first."""
    return current_settings().guide_languages


def worded_languages() -> list[str]:
    """Returns those of them in which the site can propose a text; English, where it can in none."""
    return [code for code in guide_languages() if has_catalogue(code)] or [ENGLISH]


@dataclass(frozen=True)
class LanguageUse:
    """What there is in a language besides the original: texts translated, and the edition in preparation, if it has it."""

    texts: int
    in_preparation: int | None


def language_use(language: str) -> LanguageUse:
    """Returns what there is in a language of the guide, of which what stands above knows."""
    found: LanguageUse = import_string(settings.LANGUAGE_USE)(language)
    return found


def named_languages() -> list[tuple[str, str]]:
    """Returns every language that a guide may be written in, with what the reader of the screen calls it, by that name."""
    return sorted(((code, name_of_language(code)) for code in LANGUAGES), key=lambda pair: pair[1].casefold())
