"""Who may read of which decision: whoever may read the text that it is about."""

from __future__ import annotations

from django.db.models import Q

from accounts import access
from accounts.models import User


def in_sight_of(reader: access.Person, matter: str = "") -> Q:
    """What stands; for its author what she withdrew or editors hid; for editors what is hidden. `matter` is the way there."""
    said, page = f"{matter}contribution", f"{matter}page"
    own = Q(**{f"{said}__author": reader}) if isinstance(reader, User) else Q(pk__in=[])
    if access.is_editor(reader):
        return Q(**{said: None}) | Q(**{f"{said}__withdrawn_at": None}) | own
    is_page = Q(**{said: None}) & Q(**{f"{page}__is_hidden": False})
    stands = Q(**{f"{said}__is_hidden": False, f"{said}__withdrawn_at": None})
    is_said = Q(**{f"{page}": None}) & (stands | own)
    under_hidden = Q(**{f"{said}__page__is_hidden": True})
    return (is_page | is_said) & ~under_hidden
