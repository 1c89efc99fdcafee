"""What changed, in words: “Three passages revised, one picture added”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common import markup
from common.words.text_lists import side_by_side

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
