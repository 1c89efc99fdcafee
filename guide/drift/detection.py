"""Looks for the passage that a tip rests on in the text as it stands now, and stores what has become of it.

The source is held while that is done: of two workers one waits, then reads what the other may not have seen. So whoever looks
last has read the newest text, whatever woke it.

Who hears of a drift: the editors, once, where a tip of the guide rests on something else than it says.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.access import editors_to_notify
from campaign.languages import first_language
from common import markup
from contributions.models import Comment, Page
from contributions.revisions import UnknownVersion
from guide.drift.models import Drift
from guide.sources.models import Source
from notifications.kinds import NotificationKind
from notifications.models import Notification


def notify_editors(drift: Drift) -> None:
    """Without the words: those of a text that was hidden would stand in a letter. The place is the tip's."""
    tip = drift.source.tip
    if tip.number is None:
        return
    Notification.objects.notify(
        editors_to_notify(),
        kind=NotificationKind.DRIFTED,
        place=f"guide:{tip.number}",
        place_title=tip.title,
        url=drift.get_absolute_url(),
        key=f"guide.drift:{drift.pk}:1",
        at=drift.noticed_at,
    )


MOST_LOOKED_THROUGH = 30

type Text = Page | Comment


@dataclass(frozen=True)
class SourceStatus:
    """State of a passage in a version of the text; a hidden text counts as gone."""

    text: Text
    status: markup.PassageStatus
    out_of_sight: str = ""

    @property
    def kind(self) -> str:
        return str(self.status.standing)


def check_source(pk: int, *, why: str = "", at: datetime | None = None) -> None:
    """Looks for one source. Done twice, it does nothing the second time."""
    with transaction.atomic():
        source = hold_source(pk)
        if source is None or source.question_id:
            return
        look = source_status(source)
        Source.objects.filter(pk=pk).update(standing=look.kind, looked_in=look.text.version)
        drift = _update_drift(source, look, why=look.out_of_sight or why, at=at)
        if drift is not None and drift.is_alarm:
            notify_editors(drift)


def hold_source(pk: int) -> Source | None:
    """The source, held until the transaction ends: who answers a drift holds it first as well."""
    return Source.objects.select_for_update(of=("self",)).select_related("tip").filter(pk=pk).first()


def source_status(source: Source) -> SourceStatus:
    text = text_now(source)
    if hidden := _out_of_sight(text):
        return SourceStatus(text, markup.PassageStatus("gone"), hidden)
    return SourceStatus(
        text, markup.passage_status_of(source.anchor, _text_then(source), text.body, language=first_language())
    )


def text_now(source: Source) -> Text:
    """The text as it stands: of a page that was merged into another one, that one."""
    if source.comment_id:
        return Comment.objects.select_related("page").get(pk=source.comment_id)
    assert source.page_id is not None  # noqa: S101 - a question does not drift
    page = Page.objects.select_related("theme").get(pk=source.page_id)
    return Page.objects.select_related("theme").get(pk=page.merged_into_id) if page.merged_into_id else page


def _out_of_sight(text: Text) -> str:
    """ "hidden" or "withdrawn"; "" where everybody may read it."""
    if isinstance(text, Page):
        return "hidden" if text.is_hidden else ""
    if text.withdrawn_at is not None:
        return "withdrawn"
    return "hidden" if text.is_hidden or (text.page is not None and text.page.is_hidden) else ""


def _text_then(source: Source) -> str:
    """The text in which the passage was chosen, to compare with: even where the editors have hidden that version."""
    origin = source.origin
    assert isinstance(origin, Page | Comment)  # noqa: S101 - a question has no versions
    try:
        return origin.base(source.version).body
    except UnknownVersion:
        return source.passage


def _update_drift(source: Source, look: SourceStatus, *, why: str, at: datetime | None) -> Drift | None:
    """Opens, updates or closes the source's drift. Returns the open drift, or None."""
    row = Drift.objects.open().filter(source=source, comment=None).first()
    if look.kind == "unchanged":
        if row is not None:
            closed = {"answer": Drift.Answer.RESTORED, "answered_at": at or timezone.now()}
            Drift.objects.filter(pk=row.pk, answer="").update(**closed)
        return None
    if row is None and _is_known(source, look):
        return None
    if row is not None and (row.kind, row.words) == (look.kind, look.status.words):
        return row
    version, moment = _since(source, look)
    found = {"kind": look.kind, "words": look.status.words, "version": version, "why": why}
    found["noticed_at"] = row.noticed_at if row is not None and row.is_alarm else at or moment
    if row is None:
        return Drift.objects.create(source=source, before=source.passage, before_version=source.version, **found)
    Drift.objects.filter(pk=row.pk, answer="").update(**found)
    row.refresh_from_db()
    return row


def _since(source: Source, look: SourceStatus) -> tuple[int, datetime]:
    """Returns the version that changed the passage, and when: not always the newest, since an event may have been lost."""
    newest, moment = look.text.version, timezone.now()
    if look.out_of_sight or look.text != source.origin:
        return newest, moment
    later = look.text.history.filter(version__gt=max(source.version, source.looked_in), version__lte=newest)
    for revision in later.with_authors().order_by("version")[:MOST_LOOKED_THROUGH]:
        status = markup.passage_status_of(source.anchor, source.passage, revision.body, language=first_language())
        if status.words == look.status.words:
            return revision.version, revision.date
    return newest, moment


def _is_known(source: Source, look: SourceStatus) -> bool:
    """Whether the editors have answered this very change: the same words, or words that say what those said."""
    last = Drift.objects.filter(source=source, comment=None).order_by("-pk").first()
    if last is None or last.answer == Drift.Answer.RESTORED or (last.kind == "gone") != (look.kind == "gone"):
        return False
    return markup.compare_meaning(last.words, look.status.words, first_language()) != "changed"
