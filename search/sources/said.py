"""What people say in a few sentences: contributions, and the comments among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import markup
from accounts import access
from contributions.models import Contribution
from contributions.talk.kinds import Kind as Saying
from search.models import Entry, Kind, Source, State
from search.sources.counts import useful_of
from search.texts import LONGEST_BODY, Shown, Text
from search.wanted import Audience

KINDS = {Saying.ANSWER: Kind.COMMENT, Saying.NUANCE: Kind.COMMENT, Saying.QUESTION: Kind.QUESTION}


def texts(keys: Sequence[int]) -> Iterator[Text]:
    """What its author has withdrawn is nobody's to find; what is hidden, or under a hidden page, is the editors'."""
    rows = Contribution.objects.filter(pk__in=keys, withdrawn_at=None).select_related("page").defer("body_html")
    useful = useful_of("contribution", keys)
    for one in rows.defer("body_html", "page__body", "page__body_html", "page__contents"):
        is_hidden = one.is_hidden or bool(one.page and one.page.is_hidden)
        yield Text(
            source=Source.SAID,
            object_id=one.pk,
            kind=kind_of(one),
            body=markup.plain_text(one.body)[:LONGEST_BODY],
            at=one.created_at,
            version=one.version,
            theme_id=one.theme_id,
            page_id=one.page_id,
            people=(one.author_id,),
            state=state_of(one),
            audience=Audience.EDITORS if is_hidden else Audience.READERS,
            useful=useful.get(one.pk, 0),
        )


def kind_of(one: Contribution) -> Kind:
    return KINDS.get(Saying(one.kind), Kind.CONTRIBUTION)


def state_of(one: Contribution) -> str:
    """Threads are open or settled; an answer is part of one."""
    if one.reply_to_id is not None:
        return ""
    return State.SETTLED if one.resolved_at else State.OPEN


def keys_after(key: int, at_most: int) -> list[int]:
    return list(Contribution.objects.filter(pk__gt=key).order_by("pk").values_list("pk", flat=True)[:at_most])


def versions(entries: Iterable[Entry], reader: access.Person) -> dict[int, int]:
    by_key = {entry.object_id: entry.pk for entry in entries}
    rows = Contribution.objects.visible_to(reader).filter(pk__in=by_key, withdrawn_at=None)
    return {by_key[pk]: version for pk, version in rows.order_by().values_list("pk", "version")}


def bodies(keys: Sequence[int]) -> dict[int, tuple[str, str]]:
    rows = Contribution.objects.filter(pk__in=keys).order_by().values_list("pk", "body")
    return {pk: ("", markup.plain_text(body)[:LONGEST_BODY]) for pk, body in rows}


def shown(entries: Iterable[Entry], reader: access.Person) -> dict[int, Shown]:
    by_key = {entry.object_id: entry.pk for entry in entries}
    rows = Contribution.objects.visible_to(reader).filter(pk__in=by_key, withdrawn_at=None)
    return {
        by_key[one.pk]: Shown(
            url=one.get_absolute_url(),
            version=one.version,
            place=one.page.title if one.page else one.theme.question,
            kind=one.get_kind_display(),
            people=one.author.public_name,
            theme=one.theme,
            at=one.created_at,
        )
        for one in rows.order_by().for_lists().defer("body_html")
    }
