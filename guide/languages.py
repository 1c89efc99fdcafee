"""What a language is called."""

from __future__ import annotations

from django.utils.translation import get_language_info


def native_name(language: str) -> str:
    """What a language calls itself, as a heading does: "Français"."""
    name = str(get_language_info(language)["name_local"])
    return name[:1].upper() + name[1:]


def name_of_language(language: str) -> str:
    """What whoever reads the screen calls a language: "Anglais", in French."""
    name = str(get_language_info(language)["name_translated"])
    return name[:1].upper() + name[1:]
