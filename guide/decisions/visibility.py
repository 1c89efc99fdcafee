"""Who may read of which decision: whoever may read the text that it is about."""

from __future__ import annotations

from django.db.models import Q

from accounts import access
from accounts.models import User


def visibility_filter(reader: access.Person, submission: str = "") -> Q:
    """What stands; for its author what she withdrew or editors hid; for editors what is hidden. `submission` leads there."""
    comment, page = f"{submission}comment", f"{submission}page"
    own = Q(**{f"{comment}__author": reader}) if isinstance(reader, User) else Q(pk__in=[])
    if access.is_editor(reader):
        return Q(**{comment: None}) | Q(**{f"{comment}__withdrawn_at": None}) | own
    is_page = Q(**{comment: None}) & Q(**{f"{page}__is_hidden": False})
    stands = Q(**{f"{comment}__is_hidden": False, f"{comment}__withdrawn_at": None})
    is_comment = Q(**{f"{page}": None}) & (stands | own)
    under_hidden = Q(**{f"{comment}__page__is_hidden": True}) | Q(**{f"{comment}__video__withdrawn_at__isnull": False})
    return (is_page | is_comment) & ~under_hidden
