"""The questions that people ask, in one line. Those that ask the same are one: its wordings are all looked through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q

from accounts import access
from accounts.models import public_name
from contributions.addresses import address_of
from contributions.models import Question, QuestionAnswer
from guide.models import Source as TipSource
from kept.queries import KeptRows
from search.models import Entry, Kind, Source, State
from search.texts import Now, OfTheme, Shown, Text, of_entries
from search.wanted import Audience


def texts(keys: Sequence[int]) -> Iterator[Text]:
    """The first of each group, with the other wordings of it."""
    firsts = list(Question.objects.filter(pk__in=keys, duplicate_of=None))
    others = defaultdict(list)
    for first, text in Question.objects.filter(duplicate_of__in=firsts, is_hidden=False).values_list(
        "duplicate_of", "text"
    ):
        others[first].append(text)
    in_guide = _in_guide([one.pk for one in firsts])
    for one in firsts:
        yield Text(
            source=Source.QUESTION,
            object_id=one.pk,
            kind=Kind.QUESTION,
            title=one.text,
            body="\n".join(others[one.pk]),
            at=one.created_at,
            version=0,
            theme_id=one.theme_id,
            people=(one.asked_by_id,) if one.asked_by_id else (),
            state=State.IN_GUIDE if one.pk in in_guide else State.ANSWERED if one.answer_count else State.UNANSWERED,
            audience=Audience.EDITORS if one.is_hidden else Audience.READERS,
            useful=max(one.asked_count - 1, 0),
        )


def _in_guide(keys: list[int]) -> set[int]:
    """The groups that a page answers on which a tip rests."""
    resting = TipSource.objects.filter(page=OuterRef("page")).exclude(tip__number=None)
    answers = QuestionAnswer.objects.filter(
        Q(question__in=keys) | Q(question__duplicate_of__in=keys), page__is_hidden=False
    )
    rows = answers.filter(Exists(resting)).order_by().values_list("question", "question__duplicate_of")
    return {first or own for own, first in rows}


def keys_after(key: int, at_most: int) -> list[int]:
    return list(Question.objects.filter(pk__gt=key).order_by("pk").values_list("pk", flat=True)[:at_most])


class Row(NamedTuple):
    pk: int
    text: str
    created_at: datetime
    theme: int | None
    theme_title: str
    first_name: str
    last_name: str
    username: str
    attribution: str | None


COLUMNS = ("pk", "text", "created_at", "theme__number", "theme__short_title")
ASKER = ("asked_by__first_name", "asked_by__last_name", "asked_by__username", "asked_by__attribution")


@cache
def _rows(*, are_editors: bool) -> KeptRows[Any]:
    asked = Question.objects.visible_to_readers(are_editors=are_editors).filter(duplicate_of=None)
    columns = asked.order_by().values_list(*COLUMNS, *ASKER)
    return KeptRows(lambda keys: columns.filter(pk__in=keys))


def now(entries: Sequence[Entry], reader: access.Person) -> dict[int, Now]:
    """A question has no versions; one that was reworded since shows in its words."""
    rows = map(Row._make, _rows(are_editors=access.is_editor(reader)).of([entry.object_id for entry in entries]))
    titles = {entry.object_id: entry.title for entry in entries}
    return of_entries(entries, {row.pk: Now(int(row.text != titles[row.pk]), None, row) for row in rows})


def bodies(keys: Sequence[int]) -> dict[int, tuple[str, str]]:
    return {text.object_id: (text.title, text.body) for text in texts(keys)}


def shown(_entry: Entry, row: Row) -> Shown:
    is_somebodys = row.attribution is not None
    return Shown(
        url=address_of("contributions:question", row.pk),
        title=row.text,
        people=public_name(row.first_name, row.last_name, row.username, row.attribution or "") if is_somebodys else "",
        theme=None if row.theme is None else OfTheme(row.theme, row.theme_title),
        at=row.created_at,
    )
