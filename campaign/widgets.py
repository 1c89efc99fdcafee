"""What is chosen from a list of words of the campaign."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language

from campaign.languages import first_language


class FirstLanguageSelect(forms.Select):
    """A list to choose from whose lines, but for the empty one, say the first language on a screen in another."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if not value or first_language() == get_language():
            return option
        return option | {"attrs": {"lang": first_language(), **option["attrs"]}}
