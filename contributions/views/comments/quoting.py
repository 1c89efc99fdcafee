"""Quoting what somebody said in an answer: her words as a quotation, and who said them above it."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.naming import here
from common import markup
from common.paging import parse_int
from contributions.comments.models import Comment

LONGEST_QUOTED = 600


def quoted_in(request: HttpRequest, comment: Comment) -> str:
    """The quotation that an address asks for: `?quote=` what, in its thread, `&words=` which part of it; else nothing."""
    asked = request.GET.get("quote", "")
    if not (pk := parse_int(asked)):
        return ""
    rows = Comment.objects.visible_to(request.user).standing().select_related("author")
    found = rows.filter(pk=pk).first()
    if found is None or (found.reply_to_id or found.pk) != (comment.reply_to_id or comment.pk):
        return ""
    return quotation(found, markup.clean_text(request.GET.get("words", "")))


def quotation(comment: Comment, words: str = "") -> str:
    """For a box: `words` of it, or all of it where they are not in it."""
    text = _as_read(comment)
    chosen = " ".join(words.split())
    if not chosen or chosen not in " ".join(text.split()):
        chosen = text if len(text) <= LONGEST_QUOTED else markup.shorten(text, LONGEST_QUOTED)
    else:
        chosen = words.strip()[:LONGEST_QUOTED]
    lines = "\n".join(f"> {line.strip()}".rstrip() for line in _as_typed(comment, chosen).split("\n"))
    return f"{_author_of_comment(comment)}\n\n{lines}\n\n"


def _as_read(comment: Comment) -> str:
    return markup.html_text(comment.body_html, is_named=True)


def _as_typed(comment: Comment, words: str) -> str:
    """Words of it with the user name of whoever is mentioned: no name that is shown stays in another text."""
    for person in here(markup.mentions_in(comment.body)).values():
        words = words.replace(f"@{person.public_name}", f"@{person.username}")
    return words


def _author_of_comment(comment: Comment) -> str:
    """The mention of whoever can be mentioned; nobody's name stays in a text by itself."""
    author = comment.author
    if author.is_anonymous_author or not author.is_active:
        return _("A colleague said:")
    return _("@%(name)s said:") % {"name": author.username}
