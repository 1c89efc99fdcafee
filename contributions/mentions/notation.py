"""The two ways in which a mention is written: stored as `@[alias]`, typed and shown in forms as `@user.name`."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from accounts.models import User
from accounts.naming import here
from common import markup


def as_stored(text: str) -> str:
    """Returns a text that was typed with the alias of everybody mentioned; a name that nobody has stays a word."""
    if "@" not in text or not (typed := markup.typed_in(text)):
        return text
    aliases = _aliases_of(typed)
    return markup.with_mentions(text, lambda name: aliases.get(name) or aliases.get(name.lower(), ""))


def as_written(text: str) -> str:
    """Returns a stored text as a form shows it. Whoever has no name to show, or is gone, stays an alias."""
    if not (aliases := markup.mentions_in(text)):
        return text
    shown = {alias: person.username for alias, person in here(aliases).items()}
    return markup.with_names(text, lambda alias: shown.get(alias, ""))


def resolve(text: str) -> dict[str, markup.Mentioned]:
    """Whom each mention of a text means, by the name that she goes by now. One query, none where nobody is mentioned."""
    if not (aliases := markup.mentions_in(text)):
        return {}
    return {alias: markup.Mentioned(person.public_name, address_of(person)) for alias, person in here(aliases).items()}


def address_of(person: User) -> str:
    return reverse("contributions:contributor", args=[person.handle])


def _aliases_of(typed: Iterable[str]) -> dict[str, str]:
    names = {*typed, *(name.lower() for name in typed)}
    found = User.objects.get_queryset().may_be_mentioned().filter(username__in=names)
    return dict(found.values_list("username", "alias"))
