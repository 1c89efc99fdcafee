"""Redirects an edit that was begun before its page was merged: merges it into the target page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse

from common import markup
from contributions.pages.models import Page
from contributions.revision_views import preview_of
from contributions.revision_views.resuming import store_as_draft
from contributions.revisions import UnknownVersion
from contributions.views.protecting.change_proposal import Typed

if TYPE_CHECKING:
    from contributions.views.pages.edit import PageEditing


def go_on(editing: PageEditing, target: Page) -> HttpResponse:
    """The form of the page that took the other one in, with what was changed in that one; nothing is saved yet."""
    form = editing.form(editing.request.POST)
    form.is_valid()
    body = put_into(target, editing.text, Typed.read(editing, form))
    data = editing.request.POST.copy()
    data["title"], data["body"], data["base_version"] = target.title, body, str(target.version)
    there = type(editing).of_whole(editing.request, target)
    words = {name: str(data[name]) for name in ("title", "body", "base_version")}
    draft = store_as_draft(editing.request, there.key, words, label=there.label, url=target.screen_url("edit"))
    if error := there.refusal():
        return there.show(there.form(data), error=error)
    preview = preview_of(target, body, by=editing.request.user, base_version=target.version)
    return there.show(there.form(data), preview=preview, draft=draft)


def put_into(target: Page, source: Page, typed: Typed) -> str:
    """The text of the one page with what somebody changed in the other; where they touch, both texts."""
    try:
        base = source.base(typed.base_version).body
    except UnknownVersion:
        base = source.body
    return markup.merge(base, typed.body, target.body).text
