"""The inbox: a few lines of a list around the text that is open, and what was read last.

The three questions behind a decision: into which page, of what a duplicate, why it is not kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.forms import Form
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.naming import named
from common import markup
from contributions.history_models import RevisionDetails
from contributions.models import Comment, Page, PageRevision, Patrol
from drafts import autosave
from guide.desk import decision_command
from guide.desk.submission_detail import SimilarTexts, find_similar
from guide.desk.waiting import ABOVE, BELOW, MOST_COUNTED, DeskList, DeskQuery, TextKey, WaitingList, with_texts
from guide.drift.detection import Text, text_now
from guide.drift.models import Drift
from guide.editions import Edition
from guide.sources.models import Tie
from themes.models import Theme

READ_LATELY = 3
LATELY = timedelta(days=3)
MOST_REVIEWS = 200
MOST_LINES = ABOVE + BELOW + 1 + READ_LATELY
MOST_LATELY = 2 * READ_LATELY + MOST_LINES


@dataclass
class InboxRow:
    """One text of a list. `read_by` is whoever read it last, nobody where nobody has."""

    key: TextKey
    text: Page | Comment
    moment: datetime
    version: int
    author: User | None = None
    is_unread: bool = False
    read_by: User | None = None
    read_at: datetime | None = None

    @property
    def theme(self) -> Theme:
        return self.text.theme

    @property
    def is_page(self) -> bool:
        return isinstance(self.text, Page)

    @property
    def author_name(self) -> str:
        if self.author is None:
            return _("A former colleague")
        return _("Anonymous") if self.author.is_anonymous_author else self.author.public_name


@dataclass(frozen=True)
class Inbox:
    """`position` is that of the open text, from 1; 0 where it is not in the list (any more)."""

    lines: tuple[InboxRow, ...]
    lately: tuple[InboxRow, ...]
    opened: TextKey | None
    count: int
    position: int
    previous: TextKey | None
    next: TextKey | None
    beyond: TextKey | None
    left: int

    @property
    def is_counted(self) -> bool:
        return self.count < MOST_COUNTED


def inbox_of(asked: DeskQuery, theme: Theme | None, count: int, themes: Mapping[int, Theme]) -> Inbox:
    """The list that is asked for, around the text that is asked for; without one, its beginning, the first text open.

    `count` is how many there are in it, as far as it is counted; `themes` are all there are, by their keys.
    """
    waiting = WaitingList(asked.listed, theme.pk if theme else None)
    spot = waiting.spot_of(asked.text) if asked.text else None
    above = waiting.before(spot)[::-1] if spot else []
    below = waiting.from_spot(spot) if spot else waiting.first()
    shown, beyond = below[: BELOW + 1], below[BELOW + 1 :]
    opened = asked.text or (TextKey.of(shown[0]) if shown else None)
    is_listed = bool(shown) and TextKey.of(shown[0]) == opened
    passed = waiting.number_before(spot) if above and spot else 0
    after = shown[1:] if is_listed else shown
    lines = [_line(row, themes) for row in [*above, *shown]]
    lately = read_lately({line.key for line in lines}, themes) if asked.listed == DeskList.READ else []
    _complete([*lines, *lately])
    return Inbox(
        lines=tuple(lines),
        lately=tuple(lately),
        opened=opened,
        count=count,
        position=passed + 1 if is_listed else 0,
        previous=TextKey.of(above[-1]) if above else None,
        next=TextKey.of(after[0]) if after else None,
        beyond=TextKey.of(beyond[0]) if beyond else None,
        left=max(count - passed - len(shown), 0),
    )


def next_after(asked: DeskQuery, theme: Theme | None, text: TextKey) -> TextKey | None:
    """What is read once this text has left the list: the next one, at the end the first one again."""
    waiting = WaitingList(asked.listed, theme.pk if theme else None)
    spot = waiting.spot_of(text)
    following = waiting.from_spot(spot) if spot else []
    return _other_than(text, following) or _other_than(text, waiting.first())


def _other_than(text: TextKey, rows: Iterable[Any]) -> TextKey | None:
    return next((key for key in map(TextKey.of, rows) if key != text), None)


def read_lately(shown: set[TextKey], themes: Mapping[int, Theme]) -> list[InboxRow]:
    """What the team has read in the last days, and who it was; two queries."""
    found: dict[TextKey, InboxRow] = {}
    for relation in ("page", "comment"):
        for row in _read_since(relation, timezone.now() - LATELY):
            if (line := _line(row, themes)).key not in shown:
                found.setdefault(line.key, line).read_at = row.at
    return sorted(found.values(), key=lambda line: line.read_at or line.moment, reverse=True)[:READ_LATELY]


def _read_since(relation: str, since: datetime) -> QuerySet[Patrol]:
    """The last patrols of pages, or of contributions, that readers see."""
    rows = Patrol.objects.filter(by__isnull=False, at__gte=since, **{f"{relation}__is_hidden": False})
    rows = rows.filter(comment__withdrawn_at=None) if relation == "comment" else rows
    return with_texts(rows).order_by("-at")[:MOST_LATELY]


def _line(row: Any, themes: Mapping[int, Theme]) -> InboxRow:
    text = row.page or row.comment
    text.theme = themes[text.theme_id]
    version = row.version if isinstance(row, Patrol) else 1
    return InboxRow(TextKey.of(row), text, row.written_at, version, author=getattr(text, "author", None))


def _complete(lines: Sequence[InboxRow]) -> None:
    """Says of each line who wrote and who has read it; two queries."""
    by_key = {line.key: line for line in lines}
    for review in _reviews_of(by_key):
        line = by_key[TextKey.of(review)]
        if review.by is None:
            line.is_unread = True
        elif review.at and (line.read_at is None or review.at >= line.read_at):
            line.read_by, line.read_at = review.by, review.at
    for row in _revisions_of(lines):
        by_key[TextKey("page", row.id)].author = row.author


def _reviews_of(keys: Iterable[TextKey]) -> QuerySet[Patrol]:
    pages, comments = ([key.pk for key in keys if key.relation == relation] for relation in ("page", "comment"))
    about = Patrol.objects.filter(Q(page__in=pages) | Q(comment__in=comments))
    return about.select_related("by").order_by("-version")[:MOST_REVIEWS]


def _revisions_of(lines: Sequence[InboxRow]) -> Any:
    """Of each page of a list, the version that the line is about, with its author."""
    about = [Q(id=line.key.pk, version=line.version) for line in lines if line.is_page]
    if not about:
        return ()
    rows = PageRevision.objects.filter(reduce(or_, about))
    return rows.select_related("history_user").defer("body").order_by("version")


QUESTIONS = ("merge", "duplicate", "not_kept")


@dataclass(frozen=True)
class Panels:
    """Each with what was typed into it; `opened` is the one that was sent."""

    merge: decision_command.TargetTextForm
    duplicate: decision_command.TargetTextForm
    not_kept: decision_command.NotKeptForm
    alike: SimilarTexts
    draft_keys: dict[str, str]
    opened: str = ""

    @classmethod
    def of(cls, request: HttpRequest, text: Page | Comment) -> Panels:
        """Each with the draft that waits for it, or with what was just sent."""
        sent, found = request.POST.get("outcome", ""), find_similar(text)
        keys = {name: TextKey.of_text(text).draft_key(name) for name in QUESTIONS}
        autosave.look_up(request, list(keys.values()))

        def given(name: str) -> dict[str, Any]:
            return {"data": request.POST} if sent == name else {"initial": autosave.words(request, keys[name])}

        return cls(
            merge=decision_command.merging(text, found, **given("merge")),
            duplicate=decision_command.duplicates(found, **given("duplicate")),
            not_kept=decision_command.NotKeptForm(**given("not_kept")),
            alike=found,
            draft_keys=keys,
            opened=sent,
        )


def form_sent(request: HttpRequest, text: Page | Comment) -> Form | None:
    """The one question that was answered; None where the outcome asks nothing."""
    match request.POST.get("outcome", ""):
        case "merge":
            return decision_command.merging(text, find_similar(text), data=request.POST)
        case "duplicate":
            return decision_command.duplicates(find_similar(text), data=request.POST)
        case "not_kept":
            return decision_command.NotKeptForm(request.POST)
    return None


# A drift as its screen shows it: the passage then and now, who changed it, and the sentences of the tip that rest on it.


def _as_read(words: str) -> str:
    return named([markup.plain_text(words, with_mentions=True)])[0]


@dataclass(frozen=True)
class DriftDetail:
    """`revision` is the one in which it was noticed: None where no words were changed."""

    drift: Drift
    text: Text
    revision: RevisionDetails | None

    @property
    def changes(self) -> tuple[markup.WordChange, ...]:
        """The words of the passage, with what went and what came."""
        return markup.word_changes(self.before, _as_read(self.drift.words))

    @property
    def before(self) -> str:
        return _as_read(self.drift.before)

    @property
    def is_out_of_sight(self) -> bool:
        return self.drift.why in {"hidden", "withdrawn"}

    @property
    def is_withdrawn(self) -> bool:
        """Whether its author took the words out of everybody's sight."""
        comment = self.drift.source.comment
        return comment is not None and comment.withdrawn_at is not None

    @property
    def is_merged(self) -> bool:
        """Whether the words are those of another page, into which theirs was merged."""
        return self.text != self.drift.source.origin

    @property
    def changes_url(self) -> str:
        """What changed in the whole text since the version that the tip rests on; "" where that cannot be compared."""
        older, newer = self.drift.before_version, self.drift.version
        if self.revision is None or self.is_merged or older >= newer:
            return ""
        return self.text.changes_url(older, newer)

    @property
    def erratum_url(self) -> str:
        """Where the edition that readers have lists what this tip should have said; "" where it does not have it."""
        edition, tip = Edition.objects.current(), self.drift.source.tip
        if edition is None:
            return ""
        frozen = next((one for one in edition.guide.tips if one.reference == tip.reference), None)
        if frozen is None:
            return ""
        query = urlencode({"language": edition.language, "text": f"tip-{frozen.number}"})
        return f"{reverse('guide:edition_errata', args=[edition.number])}?{query}"

    @property
    def ties(self) -> QuerySet[Tie]:
        """The sentences of the tip that rest on this source."""
        rows = Tie.objects.filter(source=self.drift.source_id, is_lost=False)
        return rows.exclude(state=Tie.State.REFUSED).order_by("pk")


def drift_detail(drift: Drift) -> DriftDetail:
    text = text_now(drift.source)
    rows = text.history.with_authors().without_bodies().filter(version=drift.version, version__gt=1)
    is_of_words = not drift.is_contradiction and drift.why not in {"hidden", "withdrawn"}
    return DriftDetail(drift, text, rows.first() if is_of_words else None)


def body_taken_over(drift: Drift, body: str) -> str:
    """A tip's text with the new wording in the place of the passage, where it says it word for word; else as it is."""
    if drift.is_contradiction or drift.kind == Drift.Kind.GONE or not drift.words or body.count(drift.before) != 1:
        return body
    return body.replace(drift.before, drift.words)
