"""The questions that people ask, in one line. Those that ask the same are one: its wordings are all looked through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Exists, OuterRef, Q

from accounts import access
from contributions.models import Question, QuestionAnswer
from guide.models import Source as TipSource
from search.models import Entry, Kind, Source, State
from search.texts import Shown, Text
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


def versions(entries: Iterable[Entry], reader: access.Person) -> dict[int, int]:
    """A question has no versions; one that was reworded since shows in its words."""
    by_key = {entry.object_id: entry for entry in entries}
    rows = Question.objects.visible_to(reader).filter(pk__in=by_key, duplicate_of=None).order_by()
    return {by_key[pk].pk: int(text != by_key[pk].title) for pk, text in rows.values_list("pk", "text")}


def bodies(keys: Sequence[int]) -> dict[int, tuple[str, str]]:
    return {text.object_id: (text.title, text.body) for text in texts(keys)}


def shown(entries: Iterable[Entry], reader: access.Person) -> dict[int, Shown]:
    by_key = {entry.object_id: entry for entry in entries}
    rows = Question.objects.visible_to(reader).filter(pk__in=by_key, duplicate_of=None)
    return {
        by_key[one.pk].pk: Shown(
            url=one.get_absolute_url(),
            version=int(one.text != by_key[one.pk].title),
            title=one.text,
            people=one.asked_by.public_name if one.asked_by else "",
            theme=one.theme,
            at=one.created_at,
        )
        for one in rows.order_by().select_related("theme", "asked_by")
    }
