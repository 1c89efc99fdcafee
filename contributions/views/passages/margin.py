"""What stands in the margin of a page: its passages that people agree with or nuance, and what they say about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from accounts import access
from accounts.models import User
from common.database.queries import CompiledQuery
from contributions.comments.models import Comment
from contributions.endorsements.counts import with_endorsements
from contributions.endorsements.models import Endorsement
from contributions.endorsements.rules import is_own
from contributions.pages.models import Page, PageRevision
from contributions.passages.models import Passage
from contributions.passages.querysets import PassageQuerySet
from contributions.passages.relocation import up_to_date

MOST_NOTES = 60
MOST_NUANCES = 120


@dataclass(frozen=True)
class Note:
    """One passage in the margin; `nuances` are the oldest first."""

    passage: Passage
    nuances: Sequence[Comment]
    is_own: bool

    @property
    def can_be_agreed_with(self) -> bool:
        """What has changed is another passage now: what one agreed with is not stretched to it."""
        return not (self.is_own or self.passage.is_changed) or getattr(self.passage, "is_endorsed", False)


def notes_of(page: Page, reader: access.Person) -> list[Note]:
    """In the order of the text. One query, two where there are any; some more the first time after the page has changed."""
    if page.is_hidden:
        return []
    passages = _for_people.all(page.pk, reader.pk) if isinstance(reader, User) else list(_answered(page.pk, reader))
    if not passages:
        return []
    passages = up_to_date(passages, page)
    nuances = nuances_by_passage(passages)
    return [
        Note(passage, nuances[passage.pk], is_own=access.is_contributor(reader) and is_own(passage, reader))  # type: ignore[arg-type]
        for passage in passages
        if not passage.is_gone
    ]


def _answered(page: int, reader: access.Person) -> PassageQuerySet:
    """Those that somebody agrees with or nuances: one that everybody has taken back is not shown."""
    nuances = Comment.objects.filter(passage=OuterRef("pk"), withdrawn_at=None, is_hidden=False)
    endorsements = Endorsement.objects.filter(passage=OuterRef("pk"))
    hidden = PageRevision.objects.filter(id=OuterRef("page"), version=OuterRef("page_version"), is_text_hidden=True)
    rows = Passage.objects.filter(page=page).filter(Exists(nuances) | Exists(endorsements))
    rows = rows.annotate(words_are_hidden=Exists(hidden))  # type: ignore[no-redef]  # the model says what stands there
    return with_endorsements(rows, reader).order_by("start", "pk")[:MOST_NOTES]


_for_people: CompiledQuery[Passage] = CompiledQuery(lambda page, person: _answered(page, User(pk=person)), -7, -8)


def nuances_by_passage(passages: Sequence[Passage]) -> dict[int, list[Comment]]:
    found: defaultdict[int, list[Comment]] = defaultdict(list)
    comments = Comment.objects.standing().filter(passage__in=[passage.pk for passage in passages])
    answers = Count("answers", filter=Q(answers__withdrawn_at=None, answers__is_hidden=False))
    rows = comments.select_related("author").defer("body").annotate(answer_count=answers)
    for nuance in rows.order_by("created_at", "pk")[:MOST_NUANCES]:
        if nuance.passage_id:
            found[nuance.passage_id].append(nuance)
    return found
