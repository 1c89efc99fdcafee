"""The questions that people ask, in one line. Those that ask the same are one: its wordings are all looked through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from accounts import access
from accounts.models import public_name
from contributions.cached_urls import cached_reverse
from contributions.models import Question, QuestionAnswer
from guide.models import Source as TipSource
from search.documents import CurrentText, DisplayedText, Document, ThemeLabel, of_entries
from search.models import IndexEntry, IndexSource, ResultKind, ResultState
from search.query import Audience


def texts(keys: Sequence[int]) -> Iterator[Document]:
    """The first of each group, with the other wordings of it."""
    firsts = list(Question.objects.filter(pk__in=keys, duplicate_of=None))
    others = defaultdict(list)
    for first, text in Question.objects.filter(duplicate_of__in=firsts, is_hidden=False).values_list(
        "duplicate_of", "text"
    ):
        others[first].append(text)
    in_guide = _in_guide([one.pk for one in firsts])
    for one in firsts:
        yield Document(
            source=IndexSource.QUESTION,
            object_id=one.pk,
            kind=ResultKind.QUESTION,
            title=one.text,
            body="\n".join(others[one.pk]),
            at=one.created_at,
            version=0,
            theme_id=one.theme_id,
            people=(one.asked_by_id,) if one.asked_by_id else (),
            state=ResultState.IN_GUIDE
            if one.pk in in_guide
            else ResultState.ANSWERED
            if one.answer_count
            else ResultState.UNANSWERED,
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


def _rows(*, are_editors: bool) -> QuerySet[Question]:
    asked = Question.objects.visible_to_readers(are_editors=are_editors).filter(duplicate_of=None).order_by()
    of_theme = {
        "theme_number": F("theme__number"),
        "theme_title": F("theme__short_title"),
        "theme_paper": F("theme__paper"),
    }
    of_asker = {name: F(f"asked_by__{name}") for name in ("first_name", "last_name", "username", "attribution")}
    return asked.only("text", "created_at").annotate(**of_theme, **of_asker)


def now(entries: Sequence[IndexEntry], reader: access.Person) -> dict[int, CurrentText]:
    """A question has no versions; one that was reworded since shows in its words."""
    rows: Iterable[Any] = _rows(are_editors=access.is_editor(reader)).filter(
        pk__in=[entry.object_id for entry in entries]
    )
    titles = {entry.object_id: entry.title for entry in entries}
    return of_entries(entries, {row.pk: CurrentText(int(row.text != titles[row.pk]), None, row) for row in rows})


def bodies(keys: Sequence[int]) -> dict[int, tuple[str, str]]:
    return {text.object_id: (text.title, text.body) for text in texts(keys)}


def shown(_entry: IndexEntry, row: Any) -> DisplayedText:
    is_somebodys = row.attribution is not None
    return DisplayedText(
        url=cached_reverse("contributions:question", row.pk),
        title=row.text,
        people=public_name(row.first_name, row.last_name, row.username, row.attribution or "") if is_somebodys else "",
        theme=None if row.theme_number is None else ThemeLabel(row.theme_number, row.theme_title, row.theme_paper),
        at=row.created_at,
    )
