"""What changed, in words: “Three passages revised, one picture added”.

What a person is told when a text was saved, and when it was not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common import markup
from common.paging import parse_int
from common.words.text_lists import side_by_side, with_and
from contributions.history_models import RevisionDetails
from contributions.revision_html import changes_between
from contributions.revision_views.revision import version_in
from contributions.revisions import EditConflict, Restored, Revisioned, Saved, SaveResult

NUMBERS = {
    2: gettext_lazy("two"),
    3: gettext_lazy("three"),
    4: gettext_lazy("four"),
    5: gettext_lazy("five"),
    6: gettext_lazy("six"),
    7: gettext_lazy("seven"),
    8: gettext_lazy("eight"),
    9: gettext_lazy("nine"),
    10: gettext_lazy("ten"),
}


def diff_in_words(diff: markup.Diff | None, facts: Sequence[str] = ()) -> str:
    """The title of a comparison. `facts` name what changed besides the text: "title", "theme"…"""
    parts = [*_facts_in_words(facts), *(_passages_in_words(diff) if diff else ())]
    if not parts:
        return _("Nothing has changed") if diff and diff.is_empty else _("What has changed")
    sentence = side_by_side(parts)
    return sentence[:1].upper() + sentence[1:]


def _facts_in_words(facts: Sequence[str]) -> Iterator[str]:
    words = {
        "title": _("a new title"),
        "theme": _("another question"),
        "place": _("another place"),
        "quotation": _("another quotation"),
        "answers": _("other answers, tips or kinds"),
        "item": _("other answers are right"),
        "lesson": _("other tips or videos"),
    }
    return (words[fact] for fact in facts if fact in words)


def _passages_in_words(diff: markup.Diff) -> Iterator[str]:
    """The parts of the sentence, what there is none of left out."""
    counted = [
        (diff.changed, ngettext("one passage revised", "%(n)s passages revised", diff.changed)),
        (diff.added, ngettext("one passage added", "%(n)s passages added", diff.added)),
        (diff.removed, ngettext("one passage removed", "%(n)s passages removed", diff.removed)),
        (diff.moved, ngettext("one passage moved", "%(n)s passages moved", diff.moved)),
        (diff.images_added, ngettext("one picture added", "%(n)s pictures added", diff.images_added)),
        (diff.images_removed, ngettext("one picture removed", "%(n)s pictures removed", diff.images_removed)),
        (diff.tables_added, ngettext("one table added", "%(n)s tables added", diff.tables_added)),
        (diff.tables_removed, ngettext("one table removed", "%(n)s tables removed", diff.tables_removed)),
    ]
    return (words % {"n": NUMBERS.get(count, count)} for count, words in counted if count)


# Two revisions of a text side by side, or one over the other.


@dataclass(frozen=True)
class Fact:
    """Something besides the text that a revision may change: its title, its theme, its number."""

    name: str
    older: str
    newer: str

    @property
    def is_changed(self) -> bool:
        return self.older != self.newer


@dataclass(frozen=True)
class Comparison:
    """Two revisions for templates/parts/diff/diff.html. `diff` is None where they cannot be laid out: then show the sources."""

    text: Revisioned
    older: RevisionDetails
    newer: RevisionDetails
    diff: markup.Diff | None
    facts: tuple[Fact, ...]
    is_unified: bool
    is_unfolded: bool

    @property
    def both(self) -> tuple[RevisionDetails, RevisionDetails]:
        """The two, the older first."""
        return self.older, self.newer

    @property
    def hidden(self) -> tuple[RevisionDetails, ...]:
        """Those of the two whose texts the editors have hidden."""
        return tuple(revision for revision in self.both if revision.is_text_hidden)

    @property
    def is_text_hidden(self) -> bool:
        return bool(self.hidden)

    @cached_property
    def title(self) -> str:
        return diff_in_words(self.diff, [fact.name for fact in self.facts])

    @property
    def is_one_version(self) -> bool:
        return self.older.version == self.newer.version

    @property
    def is_one_step(self) -> bool:
        return self.newer.version - self.older.version == 1

    @property
    def steps(self) -> int:
        return self.newer.version - self.older.version

    @property
    def url(self) -> str:
        return self.text.changes_url(self.older.version, self.newer.version)

    @property
    def unfolded_url(self) -> str:
        return f"{self.url}{'&view=unified' if self.is_unified else ''}&all=1"

    @property
    def previous_url(self) -> str:
        """The change before: the step that led to the older version."""
        version = self.older.version
        return self.text.changes_url(version - 1, version) if version > 1 else ""

    @property
    def next_url(self) -> str:
        version = self.newer.version
        return self.text.changes_url(version, version + 1) if version < self.text.version else ""

    @property
    def revert_url(self) -> str:
        if self.is_one_version or self.older.version == self.text.version or self.older.is_text_hidden:
            return ""
        return f"{self.text.screen_url('revert')}?version={self.older.version}"

    @property
    def undo_url(self) -> str:
        """Undoing the newest version is reverting to the one before, which is offered already."""
        if not self.is_one_step or self.newer.version == self.text.version or self.is_text_hidden:
            return ""
        return f"{self.text.screen_url('undo')}?version={self.newer.version}"


def comparison_of(
    text: Revisioned,
    query: QueryDict,
    *,
    more_facts: Callable[[Any, Any], Sequence[Fact]] = lambda older, newer: (),
) -> Comparison:
    """`?older=` against `?newer=`, whichever way round; the newest against the one before, without them.

    `more_facts` says what else differs between the two revisions. Raises Http404 for a version that does not exist.
    """
    older, newer = _ends(text, query)
    facts = [Fact("title", older.title, newer.title), *more_facts(older, newer)]
    diff = None
    if not (older.is_text_hidden or newer.is_text_hidden):
        with suppress(markup.RenderRefused):
            diff = changes_between(text, older, newer)
    changed = tuple(fact for fact in facts if fact.is_changed)
    return Comparison(text, older, newer, diff, changed, query.get("view") == "unified", bool(query.get("all")))


def may_be_one_step(query: QueryDict) -> bool:
    """Returns whether the address may ask what one version changed, for which its author can be thanked."""
    older, newer = (parse_int(query.get(name, "")) for name in ("older", "newer"))
    return not (older and newer) or abs(newer - older) == 1


def _ends(text: Revisioned, query: QueryDict) -> tuple[RevisionDetails, RevisionDetails]:
    """The two revisions that an address asks to compare, the older first; one query."""
    newer = version_in(query, "newer") or text.version
    older = version_in(query, "older") or max(newer - 1, 1)
    rows = text.history.with_authors().filter(version__in=[older, newer])
    found: dict[int, RevisionDetails] = {row.version: row for row in rows}
    if len(found) < len({older, newer}):
        raise Http404
    return found[min(older, newer)], found[max(older, newer)]


def announce_saved(request: HttpRequest, outcome: SaveResult) -> None:
    """Says, on the next page, how an edit was saved."""
    values = {"version": outcome.version}
    match outcome.how:
        case Saved.UNCHANGED:
            messages.info(request, _("This is already the text of version %(version)s: nothing was added.") % values)
        case Saved.ALONE:
            messages.success(request, _("Saved. Version %(version)s.") % values)
        case Saved.MERGED:
            messages.success(request, merged_with(outcome))


def merged_with(outcome: SaveResult) -> str:
    values = {"version": outcome.version}
    if not outcome.others:
        return _("Saved. Your changes and the ones you made elsewhere are merged. Version %(version)s.") % values
    names = with_and(person.public_name for person in outcome.others)
    return _("Saved. Your changes and those of %(names)s are merged. Version %(version)s.") % (
        values | {"names": names}
    )


# What going back, or undoing, would do to a text: shown before it is done.


UNDO, REVERT = "undo", "revert"


@dataclass(frozen=True)
class RestoreScreen:
    """For templates/parts/history/restore.html. `diff` is None where it cannot be shown."""

    is_undoing: bool
    is_done: bool = False  # the text is so already
    is_in_the_way: bool = False  # later changes touch it: both texts are shown next
    diff: markup.Diff | None = None
    facts: tuple[Fact, ...] = ()


def restore_screen_of(text: Revisioned, revision: RevisionDetails, act: str) -> RestoreScreen:
    """Returns what the act would do to the text as it is now. What forbids it, the form says when it is sent."""
    is_undoing = act == UNDO
    try:
        restored = (text.undone if is_undoing else text.reverted_to)(revision.version)
    except EditConflict:
        return RestoreScreen(is_undoing, is_in_the_way=True)
    except ValidationError:
        return RestoreScreen(is_undoing)
    if restored.is_already(text):
        return RestoreScreen(is_undoing, is_done=True)
    return RestoreScreen(is_undoing, diff=_diff(text, restored), facts=_facts(text, restored))


def _diff(text: Revisioned, restored: Restored) -> markup.Diff | None:
    with suppress(markup.RenderRefused):
        return markup.compare(text.render_text(text.body).html, text.render_text(restored.body).html)
    return None


def _facts(text: Revisioned, restored: Restored) -> tuple[Fact, ...]:
    names = {"title": "title", "quote": "quotation"}
    facts = [Fact(names[name], getattr(text, name), value) for name, value in restored.changes.items() if name in names]
    return tuple(fact for fact in facts if fact.is_changed)


def announce_restored(request: HttpRequest, outcome: SaveResult, act: str) -> None:
    """Says, on the next page, what became of it."""
    if outcome.how is Saved.UNCHANGED and act == UNDO:
        messages.info(request, _("Already undone: nothing was added."))
    else:
        announce_saved(request, outcome)
