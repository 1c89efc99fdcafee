"""In which language the campaign writes first: what its pages and tips are typeset, measured and searched in."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings

from language_names import name_of_language
from site_settings.current import current_settings


def first_language() -> str:
    """Returns the code of the language of pages and tips, of which every other language of the guide is a translation."""
    return current_settings().first_language


def first_language_is_fixed() -> bool:
    """Returns whether something has been written in it already: what is written is never in another language afterwards."""
    models = map(apps.get_model, settings.WRITTEN_IN_FIRST_LANGUAGE)
    return any(model._base_manager.exists() for model in models)


def named_languages() -> list[tuple[str, str]]:
    """Returns every language that a guide may be written in, with what the reader of the screen calls it."""
    return [(code, name_of_language(code)) for code in settings.GUIDE_LANGUAGES]
