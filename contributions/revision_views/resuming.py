"""A text that somebody left half written: what became of it meanwhile, and her words brought together with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.access import actor
from accounts.models import User
from common import markup
from common.markup import one_line
from common.paging import parse_int
from common.words.text_lists import with_and
from contributions.history_models import RevisionDetails
from contributions.mentions import as_written
from contributions.revision_views.revision import LARGEST_VERSION
from contributions.revisions import Revisioned
from drafts import autosave
from drafts.field_texts import may_be_stored
from drafts.models import Draft

MOST_NAMES = 3


class TitleAndBody(NamedTuple):
    """What stands in the form of a text."""

    title: str
    body: str


@dataclass(frozen=True)
class InterveningRevisions:
    """What was saved since a version that somebody began with."""

    text: Revisioned
    base_version: int
    revisions: tuple[RevisionDetails, ...]
    reader: User

    @property
    def count(self) -> int:
        return len(self.revisions)

    @property
    def newest_version(self) -> int:
        return self.base_version + self.count

    @property
    def changes_url(self) -> str:
        return self.text.changes_url(self.base_version, self.newest_version)

    @property
    def names(self) -> str:
        """By whom, as it stands inside a sentence."""
        names = list(dict.fromkeys(self._name(revision) for revision in self.revisions))
        others = [pgettext("at the end of a list of names", "others")] if len(names) > MOST_NAMES else []
        return with_and([*names[:MOST_NAMES], *others])

    def _name(self, revision: RevisionDetails) -> str:
        author, name = revision.author, revision.author_name
        if author == self.reader:
            return _("yourself")
        return name if author and not author.is_anonymous_author else name[:1].lower() + name[1:]


@dataclass(frozen=True)
class WaitingDraft:
    """A draft that waits. `meanwhile` is None where nothing was saved since, or where there was nothing to begin with."""

    draft: Draft
    meanwhile: InterveningRevisions | None = None


@dataclass(frozen=True)
class ResumedDraft:
    """A draft that was put into the form: as it was left, or merged with what was saved meanwhile."""

    draft: Draft
    words: TitleAndBody
    base_version: int
    meanwhile: InterveningRevisions | None = None
    is_merged: bool = False
    is_section_gone: bool = False

    @property
    def is_in_conflict(self) -> bool:
        """Saving it will show both texts."""
        return self.meanwhile is not None and not self.is_merged and not self.is_section_gone


def draft_key(text: Revisioned) -> str:
    """What the drafts of the form that edits a text are found by."""
    return f"{text._meta.model_name}:{text.pk}:edit"


def base_version_of(draft: Draft) -> int:
    """The version that the draft began with; 0 where it does not say."""
    value = draft.fields.get("base_version", "")
    number = parse_int(value, digits=10) if isinstance(value, str) else None
    return number if number and number <= LARGEST_VERSION else 0


def waiting_drafts(request: HttpRequest, key: str, text: Revisioned | None = None) -> Sequence[WaitingDraft]:
    """The drafts that wait for this form, besides the one that was put into it; two queries, however many there are."""
    if request.method != "GET" or not isinstance(request.user, User):
        return ()
    if not Draft.objects.is_one_waiting_for(request.user, key):
        return ()
    taken = autosave.draft_in(request, key)
    drafts = [draft for draft in Draft.objects.waiting_for(request.user, key) if draft != taken]
    since = _revisions_since(text, [base_version_of(draft) for draft in drafts])
    return [WaitingDraft(draft, _meanwhile(text, base_version_of(draft), since, request.user)) for draft in drafts]


def bring_up(text: Revisioned, draft: Draft, *, base: TitleAndBody, newest: TitleAndBody, reader: User) -> ResumedDraft:
    """The draft's words, which began with `base`, merged with what stands there now; as they were where they touch it."""
    version = base_version_of(draft)
    mine = TitleAndBody(
        one_line(draft.fields.get("title", base.title)), markup.clean_text(draft.fields.get("body", ""))
    )
    if version == text.version:
        return ResumedDraft(draft, mine, version)
    meanwhile = saved_since(text, version, reader)
    merge = markup.merge(as_written(base.body), mine.body, as_written(newest.body))
    titles_differ = base.title not in {mine.title, newest.title} and mine.title != newest.title
    if titles_differ or not merge.is_clean:
        return ResumedDraft(draft, mine, version, meanwhile)
    title = newest.title if mine.title == base.title else mine.title
    return ResumedDraft(draft, TitleAndBody(title, merge.text), text.version, meanwhile, is_merged=True)


def saved_since(text: Revisioned, version: int, reader: User) -> InterveningRevisions | None:
    """Returns what was saved since a version with which somebody began; None for nothing."""
    return _meanwhile(text, version, _revisions_since(text, [version]), reader)


def store_as_draft(request: HttpRequest, key: str, words: Mapping[str, str], *, label: str, url: str) -> Draft | None:
    """Stores what the person sent as the draft of her sitting, where it could not be saved; None if it cannot be stored.

    Where the form that she sent has another key (that of a section), the words go on under this one.
    """
    person, sent = actor(request), request.POST.get("draft_key", key)
    writing = autosave.writing_in(request.POST.get("draft_writing", "")) if sent == key else None
    before = Draft.objects.resumed(person, key, writing) if writing else None
    fields = {name: value for name, value in request.POST.items() if may_be_stored(name)} | dict(words)
    try:
        stored = Draft.objects.store(
            person,
            key=key,
            writing=writing or uuid4(),
            fields=fields,
            sequence=before.sequence + 1 if before else 1,
            label=label,
            url=url,
        )
    except ValidationError:
        return None
    if sent != key:
        autosave.sent(request)
    return None if stored.ended_at else stored


def _revisions_since(text: Revisioned | None, bases: Iterable[int]) -> tuple[RevisionDetails, ...]:
    """What was saved since the oldest of these versions, oldest first."""
    oldest = min((base for base in bases if base), default=0)
    if text is None or not oldest or oldest >= text.version:
        return ()
    rows = text.history.with_authors().without_bodies().filter(version__gt=oldest, version__lte=text.version)
    return tuple(rows.order_by("version"))


def _meanwhile(
    text: Revisioned | None, base: int, since: Sequence[RevisionDetails], reader: User
) -> InterveningRevisions | None:
    revisions = tuple(revision for revision in since if base and revision.version > base)
    return InterveningRevisions(text, base, revisions, reader) if text and revisions else None
