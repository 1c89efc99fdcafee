"""A passage that is offered to somebody who has two minutes: to agree with, or to nuance."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from accounts import access
from accounts.models import User
from accounts.readers import query_reader
from common.database.queries import CompiledQuery
from contributions.comments.models import Comment
from contributions.endorsements.counts import with_endorsements
from contributions.endorsements.rules import is_own
from contributions.passages.models import Passage, PassageState
from themes.models import Theme

LEAST_AGREED = 2
OF_PAGE = ("id", "theme_id", "slug", "title", "byline", "version", "is_hidden")


def passage_to_agree_with(theme: Theme, reader: access.Person) -> Passage | None:
    """The passage of the theme that most agree with, that still stands, and that the reader has neither answered nor
    written: the same one until she answers it. One query.
    """
    if not isinstance(reader, User):
        return None
    rows = _agreed.all(theme.pk, reader.pk)
    found = next((passage for passage in rows if not is_own(passage, reader)), None)
    if found:
        found.page.theme = theme
    return found


def _agreed_in(theme: int, person: int) -> QuerySet[Any]:
    reader = query_reader(person, is_editor=False, watches=False)  # who she is, is all that it depends on
    standing = Passage.objects.for_theme(theme).filter(standing=PassageState.UNCHANGED, looked_in=F("page__version"))
    answered = Comment.objects.filter(passage=OuterRef("pk"), author=person)
    rows: QuerySet[Any] = with_endorsements(standing.filter(~Exists(answered)), reader)
    return rows.filter(is_endorsed=False, useful_count__gte=LEAST_AGREED).order_by("-useful_count", "pk")[:5]


_agreed: CompiledQuery[Passage] = CompiledQuery(_agreed_in, -7, -8, related={"page": OF_PAGE})
