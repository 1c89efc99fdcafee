"""One way to name somebody, wherever a person is asked for: a user name, an alias, or any part of the name that she shows.

Accents and case do not count. Where several go by what was typed, they are offered, told apart by where they work and
their user names. Whoever goes by no name is found by her alias alone. What a completion puts in is the name with the user
name behind it, in brackets: that is exactly one person.

A field that names somebody, with completion where scripts run.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import PersonQuerySet, User, name_words
from common.forms.fields import CleanCharField
from common.words.text_lists import side_by_side

MOST_OFFERED = 12
IN_BRACKETS = re.compile(r"\(([^()]+)\)\s*$")


@dataclass(frozen=True)
class Pick:
    """Whom a text names: one person, several that may be meant, or nobody."""

    person: User | None = None
    several: tuple[User, ...] = ()


def pick(text: str) -> Pick:
    """Returns who is named, whether her account is stopped or not."""
    if not text.strip() or "\0" in text:
        return Pick()
    if known := _exactly(text):
        return Pick(known)
    found = matching(User.objects.get_queryset(), text, at_most=MOST_OFFERED)
    words = name_words(text)
    exact = [person for person in found if name_words(person.public_name) == words]
    if len(found) == 1 or len(exact) == 1:
        return Pick((exact or found)[0])
    return Pick(several=tuple(found))


def _exactly(text: str) -> User | None:
    """Who has this user name or alias, alone or in brackets behind a name."""
    bracketed = IN_BRACKETS.search(text)
    handles = [text.strip(), *([bracketed[1].strip()] if bracketed else [])]
    return next((found for handle in handles if (found := User.objects.by_handle(handle).first())), None)


def matching(people: PersonQuerySet, letters: str, *, at_most: int) -> list[User]:
    """Those of whose name each word begins a word; where there are none, those in whose name each stands anywhere."""
    found = list(people.named_like(letters).order_by("name_key", "pk")[:at_most])
    return found or list(people.named_with(letters).order_by("name_key", "pk")[:at_most])


def distinguishing_words(people: Sequence[User]) -> list[str]:
    """What stands beside the name of each: where she works, and her user name too where others of these go by the same."""
    shown = [(person.public_name, person.public_work_place) for person in people]
    times = Counter(shown)
    return [
        side_by_side((place, person.handle)) if times[name, place] > 1 else place
        for person, (name, place) in zip(people, shown, strict=True)
    ]


class PersonInput(forms.TextInput):
    """What frontend/scripts/people/person.js makes a combobox of; without it, the form asks which one is meant."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        data = {
            "person": static("dist/person.js"),
            "people": f"{reverse('contributions:people')}?all",
            "people-label": gettext("Colleagues"),
            "people-one": gettext("One colleague. Arrow down to choose."),
            "people-many": gettext("{count} colleagues. Arrows to choose, Enter to put one in."),
        }
        words = {"placeholder": _("name, or user name"), "autocomplete": "off", "spellcheck": "false"}
        shared = words | {f"data-{key}": text for key, text in data.items()}
        return super().get_context(name, value, shared | (attrs or {}))


class PersonField(CleanCharField):
    """Somebody, named as `accounts.people.picking` understands it."""

    def __init__(self, **values: Any) -> None:
        super().__init__(**{"label": _("Person"), "required": False, "widget": PersonInput, **values})
