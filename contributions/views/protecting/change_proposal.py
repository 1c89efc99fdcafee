"""A change of a page that one may not write any more, given back to be proposed in the page's discussion."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from common import markup
from contributions.pages.models import Page
from contributions.pages.moderated_page import PageMerged, PageProtected
from contributions.revision_views import RevisionForm
from contributions.revision_views.resuming import base_version_of, draft_key, waiting_drafts
from contributions.revisions import UnknownVersion
from contributions.views.comments.forms import Box, CommentForm, box_of_page
from drafts import autosave

if TYPE_CHECKING:
    from contributions.revision_views import Editing


class Typed(NamedTuple):
    """What somebody has written in place of a version of the page."""

    title: str
    body: str
    base_version: int

    @classmethod
    def read(cls, editing: Editing[Page], form: RevisionForm) -> Typed:
        """Of the whole page, also where one section of it was written."""
        sent = dict(form.cleaned_data)
        with suppress(ValidationError, KeyError):  # where the section is not there, its words alone are known
            sent = editing.sent(form)
        return cls(str(sent.get("title", "")), str(sent.get("body", "")), sent.get("base_version", 0))


def around_refusal(editing: Editing[Page], form: RevisionForm, error: ValidationError) -> dict[str, Any]:
    """What the screen offers besides the text, which is stored as a draft whatever becomes of the screen."""
    if not isinstance(error, (PageProtected, PageMerged)):
        return {}
    page, typed = editing.text, Typed.read(editing, form)
    words = {"title": typed.title or page.title, "body": typed.body, "base_version": str(typed.base_version)}
    around = {"draft": editing.store_draft(words)}
    if isinstance(error, PageMerged):
        return around | {"merged": error.page}
    return around | {"proposal": box_of_change(editing.request, page, typed)}


def show_protected(request: HttpRequest, page: Page, key: str) -> HttpResponse:
    """Why the page cannot be written, and what can be done: its discussion, with what was begun before, if anything was."""
    draft = autosave.draft_in(request, key) or autosave.waiting(request, draft_key(page))
    typed = None
    if draft is not None:
        typed = Typed(draft.fields.get("title", ""), draft.fields.get("body", ""), base_version_of(draft))
    waiting = waiting_drafts(request, draft_key(page))
    context = {"page": page, "theme": page.theme, "waiting": waiting, "draft": draft}
    context["box"] = box_of_change(request, page, typed)
    return render(request, "contributions/moderation/page_protected.html", context)


def box_of_change(request: HttpRequest, page: Page, typed: Typed | None) -> Box:
    """The page's open box, with the passages that were changed in it."""
    body = change_in_words(page, typed) if typed else ""
    label = _("The change that you propose")
    return box_of_page(request, page, CommentForm(initial={"body": body}, auto_id="say-%s", label=label, rows=8))


def change_in_words(page: Page, typed: Typed) -> str:
    """Each passage that was changed: as it stands, quoted, and as it was written."""
    try:
        base = page.base(typed.base_version)
    except UnknownVersion:
        return typed.body
    return "\n\n".join(_changes(base.body, markup.clean_text(typed.body), is_hidden=base.is_text_hidden))


def _changes(before: str, after: str, *, is_hidden: bool) -> Iterator[str]:
    old, new = _paragraphs(before), _paragraphs(after)
    for what, i, j, k, n in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        if not is_hidden:
            yield from (_quoted(paragraph) for paragraph in old[i:j])
        yield from new[k:n] or ([_("(to be removed)")] if not is_hidden else [])


def _paragraphs(text: str) -> list[str]:
    return [part.strip("\n") for part in text.split("\n\n") if part.strip()]


def _quoted(paragraph: str) -> str:
    return "\n".join(f"> {line}" for line in paragraph.split("\n"))
