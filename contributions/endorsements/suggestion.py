"""A passage that is offered to somebody who has two minutes: to agree with, or to nuance."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from accounts import access
from accounts.models import User
from contributions.comments.models import Comment
from contributions.endorsements.counts import with_endorsements
from contributions.endorsements.rules import is_own
from contributions.passages.models import Passage, PassageState
from themes.models import Theme

LEAST_AGREED = 2


def passage_to_agree_with(theme: Theme, reader: access.Person) -> Passage | None:
    """The passage of the theme that most agree with, that still stands, and that the reader has neither answered nor
    written: the same one until she answers it. One query.
    """
    if not isinstance(reader, User):
        return None
    standing = Passage.objects.for_theme(theme).filter(standing=PassageState.UNCHANGED, looked_in=F("page__version"))
    answered = Comment.objects.filter(passage=OuterRef("pk"), author=reader)
    rows: QuerySet[Any] = with_endorsements(standing.filter(~Exists(answered)), reader)
    rows = rows.filter(is_endorsed=False, useful_count__gte=LEAST_AGREED).select_related("page__theme")
    rows = rows.defer("page__body", "page__body_html", "page__contents").order_by("-useful_count", "pk")
    return next((passage for passage in rows[:5] if not is_own(passage, reader)), None)
