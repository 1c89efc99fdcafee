"""What a draft may hold: the words of a form, by the names of its fields."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common.markup import clean_text

LARGEST = 1_000_000  # bytes of JSON: ten times the longest page
MOST_FIELDS = 200
LONGEST_NAME = 100
OURS = "draft_"
NEVER = {"csrfmiddlewaretoken", "token", "login", "carried", "next", "choose"}  # "token" is good for one form alone


def may_be_stored(name: str) -> bool:
    """Whether a field of this name may be in a draft: never a password, a token of the form's protection, or our own."""
    return name not in NEVER and not name.startswith(OURS) and "password" not in name.lower()


def words_of(fields: Mapping[str, Any]) -> dict[str, str]:
    """The fields as they are stored; raises ValidationError for what is no form, or more than a draft holds."""
    if not all(isinstance(value, str) for value in fields.values()):
        raise ValidationError(_("A draft holds text only."), code="odd")
    words = {clean_text(name): clean_text(value) for name, value in fields.items() if may_be_stored(name)}
    if len(words) > MOST_FIELDS or any(len(name) > LONGEST_NAME for name in words):
        raise ValidationError(_("This form has too many fields to be saved as a draft."), code="odd")
    if len(json.dumps(words, ensure_ascii=False).encode()) > LARGEST:
        raise ValidationError(_("This text is too long for a draft: save it, or cut it."), code="long")
    return words


def length_of(words: Mapping[str, str]) -> int:
    return sum(len(value.strip()) for value in words.values())
