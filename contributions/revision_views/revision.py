"""One revision, read as it stood."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, QueryDict

from common import markup
from common.paging import parse_int
from contributions.history_models import RevisionDetails
from contributions.revision_html import revision_html
from contributions.revisions import Revisioned, UnknownVersion

LARGEST_VERSION = 2**31 - 1
VERSION_DIGITS = 9  # any number of so many is smaller


@dataclass(frozen=True)
class RevisionScreen:
    """A revision for templates/parts/history/revision.html. Where it cannot be laid out, `html` is None: show its source."""

    text: Revisioned
    revision: RevisionDetails
    html: str | None

    @property
    def is_newest(self) -> bool:
        return self.revision.version == self.text.version

    @property
    def older_url(self) -> str:
        return "" if self.revision.is_first else self.text.screen_url(f"revisions/{self.revision.version - 1}")

    @property
    def newer_url(self) -> str:
        return "" if self.is_newest else self.text.screen_url(f"revisions/{self.revision.version + 1}")

    @property
    def changes_url(self) -> str:
        """What this revision changed."""
        return "" if self.revision.is_first else self.text.changes_url(self.revision.version - 1, self.revision.version)

    @property
    def since_url(self) -> str:
        """What has changed since."""
        return "" if self.is_newest else self.text.changes_url(self.revision.version, self.text.version)

    @property
    def hide_url(self) -> str:
        return self.text.screen_url(f"revisions/{self.revision.version}/hide")

    @property
    def revert_url(self) -> str:
        return f"{self.text.screen_url('revert')}?version={self.revision.version}"


def revision_screen_of(text: Revisioned, version: int) -> RevisionScreen:
    """The revision with this number, laid out; raises Http404."""
    revision = revision_or_404(text, version)
    if revision.is_text_hidden:
        return RevisionScreen(text, revision, "")
    try:
        return RevisionScreen(text, revision, revision_html(text, revision))
    except markup.RenderRefused:
        return RevisionScreen(text, revision, None)


def revision_or_404(text: Revisioned, version: int | None) -> RevisionDetails:
    if version is None or not 1 <= version <= LARGEST_VERSION:
        raise Http404
    try:
        return text.revision(version)
    except UnknownVersion:
        raise Http404 from None


def version_in(query: QueryDict, name: str) -> int | None:
    """A version number from an address; None when it is absent, Http404 when it cannot be one."""
    value = query.get(name, "")
    if not value:
        return None
    if not (number := parse_int(value, digits=VERSION_DIGITS)):
        raise Http404
    return number


# All revisions of a text, newest first, paged by key and without their texts.


ROWS = 50


@dataclass(frozen=True)
class History:
    """One page of a history, for templates/parts/history/history.html."""

    text: Revisioned
    revisions: tuple[RevisionDetails, ...]
    next_url: str
    newest_url: str

    @property
    def picks(self) -> tuple[int | None, int | None]:
        """The two versions that are marked for comparison to begin with."""
        versions = [revision.version for revision in self.revisions[:2]]
        return (versions[1], versions[0]) if len(versions) > 1 else (None, None)


def history_of(text: Revisioned, query: QueryDict) -> History:
    """The revisions of `text` older than `?before=`; raises Http404 for one that is no number."""
    before = version_in(query, "before")
    found = list(text.history.with_authors().without_bodies().older_than(before)[: ROWS + 1])
    revisions, here = tuple(found[:ROWS]), text.screen_url("history")
    older = f"{here}?before={revisions[-1].version}" if len(found) > ROWS else ""
    return History(text, revisions, older, here if before else "")
