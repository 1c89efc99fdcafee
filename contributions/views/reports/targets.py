"""From an address to what is reported: only what the reader may read herself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from accounts import access
from accounts.models import User
from common.paging import parse_int
from contributions.comments.models import Comment
from contributions.moderation.reports.models import KINDS
from contributions.pages.models import Page
from contributions.questions.models import Question

if TYPE_CHECKING:
    from contributions.moderation.reports.models import Reportable


def thing_at(kind: str, key: str, reader: access.Person) -> Reportable:
    """A page, contribution or question by its number, a person by her handle; raises Http404."""
    if kind not in KINDS:
        raise Http404
    found = _person(key) if kind == "person" else _numbered(kind, key, reader)
    if found is None:
        raise Http404
    return found


def _person(handle: str) -> User | None:
    return None if "\0" in handle else User.objects.by_handle(handle).filter(is_active=True).first()


def _numbered(kind: str, key: str, reader: access.Person) -> Page | Comment | Question | None:
    if parse_int(key) is None:
        return None
    if kind == "page":
        return Page.objects.visible_to(reader).narrow().select_related("theme").filter(pk=key).first()
    if kind == "comment":
        rows = Comment.objects.visible_to(reader).select_related("author", "theme", "page__theme")
        return rows.filter(pk=key).first()
    return Question.objects.visible_to(reader).select_related("theme").filter(pk=key).first()
