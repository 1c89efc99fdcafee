"""The rows of a comparison, drawn in Python: two long texts have hundreds of them."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from common import markup
from common.html import NOTHING, escaped, fill, join
from common.html.icons import icon

register = template.Library()

FOLDED = (
    '<tbody>\n<tr class="skip-row">\n<td colspan="2">\n<a class="btn plain small" href="{}#{}" data-unfold="{}">{}\n{}</a>\n'
    '</td>\n</tr>\n</tbody>\n<tbody id="{}" hidden>\n{}</tbody>\n'
)
SHOWN = '<tbody id="{}">{}</tbody>\n'
SAME = '<tr class="same"><td colspan="2"{}>{}</td></tr>\n'
BOTH = '<tr><td class="both" colspan="2"{}>{}{}</td></tr>\n'
CELL = "<td {}{}{}>{}{}{}</td>"
OLD, NEW = SafeString('class="old"'), SafeString('class="new"')
MOVED_FROM, MOVED_TO = SafeString('class="old moved"'), SafeString('class="new moved"')
SIGN = '<span class="sg" aria-hidden="true">{}</span>'
NEITHER = '<td class="none"><span class="vh">{}</span></td>'
HINT = '<p class="hint" lang="{}">{}</p>'
WIDE = SafeString(' colspan="2"')


@register.simple_tag
def diff_rows(
    diff: markup.Diff,
    name: str,
    *,
    is_unified: bool = False,
    is_unfolded: bool = False,
    unfolded_url: str = "",
    spoken: str = "",
) -> SafeString:
    """The parts of the table of a comparison, whose ids begin with `name`; long runs of unchanged rows are folded, and a link
    to `unfolded_url` shows them all where there is no script. `spoken` says the language of the texts.
    """
    drawn, parts = DiffRows(spoken, is_unified=is_unified), []
    for number, group in enumerate(diff.groups(), 1):
        ident, rows = f"{name}-{number}", join([drawn.row(row) for row in group.rows])
        if group.is_folded and not is_unfolded:
            words = _unfold(len(group.rows))
            parts.append(fill(FOLDED, unfolded_url, ident, ident, icon("arrows-vertical"), words, ident, rows))
        else:
            parts.append(fill(SHOWN, ident, rows))
    return join(parts)


class DiffRows:
    """Draws rows side by side, or with both texts in one cell. What many of them say is worded once."""

    def __init__(self, spoken: str, *, is_unified: bool) -> None:
        self._spoken, self._is_unified = spoken, is_unified
        self._plus, self._minus, self._either = (fill(SIGN, sign) for sign in "+−±")
        self._moved = fill(SIGN, icon("arrows-move"))
        self._not_older = fill(NEITHER, _("Nothing in the older version"))
        self._not_newer = fill(NEITHER, _("Nothing in the newer version"))

    def row(self, row: markup.DiffRow) -> SafeString:
        older, newer = SafeString(row.older_html), SafeString(row.newer_html)
        if row.kind == "same":
            return fill(SAME, self._spoken, newer)
        if row.kind == "changed" and self._is_unified:
            return fill(BOTH, self._spoken, self._either, SafeString(row.unified_html))
        if row.kind == "changed":
            return _row(self._cell(OLD, self._minus, older), self._cell(NEW, self._plus, newer))
        if row.kind in {"added", "moved_to"}:
            cell = self._only((NEW, MOVED_TO), self._plus, newer, _here(row.move))
            return _row(NOTHING if self._is_unified else self._not_older, cell)
        cell = self._only((OLD, MOVED_FROM), self._minus, older, _there(row.move))
        return _row(cell, NOTHING if self._is_unified else self._not_newer)

    def _cell(self, side: SafeString, sign: SafeString, html: SafeString) -> SafeString:
        return fill(CELL, side, NOTHING, self._spoken, sign, NOTHING, html)

    def _only(
        self, sides: tuple[SafeString, SafeString], sign: SafeString, html: SafeString, hint: SafeString
    ) -> SafeString:
        """A passage that the other version does not have there; a moved one, which has the second class, says where it is."""
        wide = WIDE if self._is_unified else NOTHING
        side, sign = (sides[1], self._moved) if hint else (sides[0], sign)
        return fill(CELL, side, wide, self._spoken, sign, hint, html)


def _row(first: SafeString, second: SafeString) -> SafeString:
    return fill("<tr>{}{}</tr>\n", first, second)


def _here(move: int) -> SafeString:
    return _hint(_("Moved passage %(n)s: it stands here now"), move)


def _there(move: int) -> SafeString:
    return _hint(_("Moved passage %(n)s: it stood here"), move)


def _hint(words: str, move: int) -> SafeString:
    return fill(HINT, get_language(), words % {"n": move}) if move else NOTHING


def _unfold(n: int) -> SafeString:
    words = ngettext("Show %(n)s unchanged passage", "Show %(n)s unchanged passages", n) % {"n": n}
    return SafeString(escaped(words))
