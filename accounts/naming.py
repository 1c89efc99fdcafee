"""The names that people go by today, in words that hold opaque ones: made where the words are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from accounts.models import User
from common import markup


def here(aliases: Iterable[str]) -> dict[str, User]:
    """The people behind opaque names, without those who go by no name or are not here any more."""
    found = User.objects.by_alias(list(aliases)[: markup.MOST_MENTIONS])
    return {alias: person for alias, person in found.items() if person.is_active and not person.is_anonymous_author}


def named(words: Sequence[str]) -> list[str]:
    """Plain words as they are shown, with the name of today for each mention. One query, none where nobody is mentioned."""
    aliases = [alias for some in words for alias in markup.aliases_in(some)]
    if not aliases:
        return list(words)
    names = {alias: person.public_name for alias, person in here(dict.fromkeys(aliases)).items()}
    return [markup.with_shown_names(some, names, nobody()) for some in words]


def nobody() -> str:
    """Who is mentioned and has no name to show."""
    return _("a colleague")
