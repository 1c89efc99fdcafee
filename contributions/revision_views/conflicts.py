"""Two texts to bring together: a proposal already merged, and for each passage that both changed, whose words to take.

The screen posts a normal edit on the newer version. It works without scripts: a button that chooses a side posts the
whole form, and the same screen comes back with the choice put into the proposal and everything else as it was typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

from django.http import Http404, QueryDict

from common import markup
from common.paging import parse_int
from contributions.history_models import RevisionDetails
from contributions.mentions import as_written
from contributions.revision_hiding import TextHidden
from contributions.revision_views.resuming import draft_key
from contributions.revision_views.revision import VERSION_DIGITS, RevisionForm, revision_or_404
from contributions.revisions import EditConflict, Revisioned

type Choice = Literal["both", "mine", "theirs"]

CHOICES: tuple[Choice, ...] = ("both", "mine", "theirs")


@dataclass(frozen=True)
class ConflictPassage:
    """A passage that both changed."""

    index: int
    piece: markup.MergeChunk
    choice: Choice
    is_base_hidden: bool = False

    @property
    def text(self) -> str:
        return {"both": self.piece.text, "mine": self.piece.mine, "theirs": self.piece.theirs}[self.choice]

    @property
    def spans(self) -> tuple[markup.Span, ...]:
        """The proposal as it was chosen, and who wrote what of it; without the line ends after it."""
        spans = self.piece.proposal if self.choice == "both" else (markup.Span(self.text, self.choice),)
        if not self.text.strip():
            return ()
        return (*spans[:-1], replace(spans[-1], text=spans[-1].text.rstrip("\n")))

    @property
    def mine(self) -> tuple[markup.WordChange, ...]:
        return markup.word_changes(self.piece.mine if self.is_base_hidden else self.piece.base, self.piece.mine)

    @property
    def theirs(self) -> tuple[markup.WordChange, ...]:
        return markup.word_changes(self.piece.theirs if self.is_base_hidden else self.piece.base, self.piece.theirs)


@dataclass(frozen=True)
class ConflictScreen:
    """Everything that templates/parts/conflict/conflict.html shows, and what its form has to carry.

    An edit: `base` is what both began with, `mine` what the person typed, `theirs` what was saved meanwhile.
    An undoing (`mine_version` is set): `base` is the version to undo, `mine` the text as it stands, `theirs` what
    stood before.
    """

    text: Revisioned
    base: RevisionDetails
    theirs: RevisionDetails
    mine: str
    title: str
    choices: tuple[Choice, ...]
    mine_version: int | None = None
    form: RevisionForm | None = None
    was_edited: bool = False

    @cached_property
    def merge(self) -> markup.Merge:
        return markup.merge(as_written(self.base.body), self.mine, as_written(self.theirs.body))

    @cached_property
    def passages(self) -> tuple[ConflictPassage, ...]:
        """Words that the editors have hidden are merged with, and shown to nobody."""
        found = _passages(self.merge, self.choices)
        return tuple(replace(one, is_base_hidden=True) for one in found) if self.base.is_text_hidden else found

    @property
    def is_undoing(self) -> bool:
        return self.mine_version is not None

    @property
    def titles_differ(self) -> bool:
        return (
            not self.is_undoing
            and self.base.title not in {self.title, self.theirs.title}
            and self.title != self.theirs.title
        )

    @property
    def words(self) -> dict[str, str]:
        """What the person typed, and what it began with: the draft of it."""
        return {"title": self.title, "body": self.mine, "base_version": str(self.base.version)}

    @property
    def carried(self) -> dict[str, str]:
        """The proposal as it was chosen so far, for a draft that leads back to this screen."""
        values = self.form.initial if self.form else {}
        chosen = {"choices": " ".join(self.choices)}
        return {name: str(values[name]) for name in ("title", "body", "base_version") if name in values} | chosen

    @property
    def draft_key(self) -> str:
        return draft_key(self.text)

    @property
    def action(self) -> str:
        return self.text.screen_url("edit")


def conflict_of(text: Revisioned, conflict: EditConflict, *, mine: str, form: RevisionForm) -> ConflictScreen:
    """The screen for an edit that met another; `mine` is what the person typed, `form` what she posted."""
    mine = as_written(markup.clean_text(mine))
    screen = ConflictScreen(text, conflict.base, conflict.current, mine, conflict.title, ())
    screen = replace(screen, choices=_all_both(screen.merge))
    return _with_form(screen, screen.merge.text, conflict.title, form.data)


def undo_conflict_of(text: Revisioned, conflict: EditConflict, *, summary: str) -> ConflictScreen:
    """The screen for an undoing that later edits stand in the way of."""
    before, mine = text.revision(conflict.base.version - 1), as_written(conflict.current.body)
    screen = ConflictScreen(text, conflict.base, before, mine, text.title, (), mine_version=conflict.current.version)
    screen = replace(screen, choices=_all_both(screen.merge))
    return _with_form(screen, screen.merge.text, text.title, {"summary": summary})


def conflict_resumed(text: Revisioned, words: Mapping[str, str]) -> ConflictScreen | None:
    """The same screen out of a draft of it; None if it is of another form, or if somebody has saved since."""
    newest = words.get("conflict_mine_version") or words.get("conflict_theirs", "")
    if newest != str(text.version) or words.get("base_version") != newest:
        return None
    try:
        screen = _carried(text, words)
    except (Http404, TextHidden):
        return None
    return _with_form(screen, markup.clean_text(words.get("body", "")), words.get("title", ""), words)


def conflict_again(text: Revisioned, data: QueryDict) -> ConflictScreen:
    """The same screen after one of its buttons: `choose` is "0:mine" for a passage, "title:theirs" for the title.

    A proposal that was corrected by hand keeps its corrections: only the passage chosen is replaced, and if it is
    not to be found any more, nothing is (`was_edited`). Raises Http404 for a form that was tampered with.
    """
    screen = _carried(text, data)
    place, _, side = data.get("choose", "").partition(":")
    if side not in CHOICES:
        raise Http404
    choice: Choice = side
    body, title = markup.clean_text(data.get("body", "")), data.get("title", "")
    if place == "title":
        title = screen.theirs.title if choice == "theirs" else screen.title
    else:
        chosen = _replaced(screen.choices, place, choice)
        now = _rechosen(body, screen.merge, screen.choices, chosen)
        screen = replace(screen, choices=chosen if now is not None else screen.choices, was_edited=now is None)
        body = body if now is None else now
    return _with_form(screen, body, title, data)


def _carried(text: Revisioned, data: Mapping[str, str]) -> ConflictScreen:
    """The screen as it was, from the hidden fields of its form."""
    mine_version = _number(data.get("conflict_mine_version", ""))
    mine = (
        as_written(_visible_or_404(text, mine_version).body)
        if mine_version
        else markup.clean_text(data.get("conflict_mine", ""))
    )
    base = (_visible_or_404 if mine_version else _base_or_404)(text, _number(data.get("conflict_base", "")))
    screen = ConflictScreen(
        text,
        base,
        _visible_or_404(text, _number(data.get("conflict_theirs", ""))),
        mine,
        markup.clean_text(data.get("conflict_title", "")),
        _choices(data.get("choices", "")),
        mine_version,
    )
    if len(screen.choices) != len(screen.merge.conflicts):
        raise Http404
    return screen


def _base_or_404(text: Revisioned, version: int | None) -> RevisionDetails:
    """What an edit began with, to merge with: its words even where they are hidden."""
    return text.base(revision_or_404(text, version).version)


def _visible_or_404(text: Revisioned, version: int | None) -> RevisionDetails:
    """Raises TextHidden where it has been hidden since the screen was shown."""
    revision = revision_or_404(text, version)
    if revision.is_text_hidden:
        raise TextHidden
    return revision


def _choices(carried: str) -> tuple[Choice, ...]:
    return tuple(choice for name in carried.split() for choice in CHOICES if choice == name)


def _all_both(merge: markup.Merge) -> tuple[Choice, ...]:
    return tuple("both" for _piece in merge.conflicts)


def _with_form(screen: ConflictScreen, body: str, title: str, data: Mapping[str, Any]) -> ConflictScreen:
    newest = screen.mine_version or screen.theirs.version
    values = {
        "title": title,
        "body": body,
        "summary": data.get("summary", ""),
        "is_minor": bool(data.get("is_minor")),
        "base_version": newest,
    }
    return replace(screen, form=RevisionForm(initial=values))


def _passages(merge: markup.Merge, choices: tuple[Choice, ...]) -> tuple[ConflictPassage, ...]:
    pairs = zip(merge.conflicts, choices, strict=True)
    return tuple(ConflictPassage(index, piece, choice) for index, (piece, choice) in enumerate(pairs))


def _text_with(merge: markup.Merge, choices: tuple[Choice, ...]) -> str:
    chosen = iter(_passages(merge, choices))
    return "".join(piece.text if piece.kind == "stable" else next(chosen).text for piece in merge.pieces)


def _replaced(choices: tuple[Choice, ...], place: str, choice: Choice) -> tuple[Choice, ...]:
    index = parse_int(place)
    if index is None or index >= len(choices):
        raise Http404
    return (*choices[:index], choice, *choices[index + 1 :])


def _rechosen(body: str, merge: markup.Merge, was: tuple[Choice, ...], now: tuple[Choice, ...]) -> str | None:
    """The text with the new choice; None where what was chosen before cannot be found in it."""
    if body == _text_with(merge, was):
        return _text_with(merge, now)
    for before, after in zip(_passages(merge, was), _passages(merge, now), strict=True):
        old, new = before.text.strip(), after.text.strip()
        if old != new:
            if not old or body.count(old) != 1:
                return None
            return body.replace(old, new)
    return body


def _number(value: str) -> int | None:
    return parse_int(value, digits=VERSION_DIGITS) or None
