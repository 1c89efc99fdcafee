"""The texts around the tips. A section has no page to read: its address is the form that edits it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from accounts.access import editors_only
from contributions.revision_views import Editing
from guide.sections import Section
from guide.views.lookup import get_section


class SectionEditing(Editing[Section]):
    template = "guide/sections/section.html"
    conflict_template = "guide/revisions/conflict.html"
    name = "section"

    @property
    def label(self) -> str:
        return self.text.label


@editors_only
def section(request: HttpRequest, key: str) -> HttpResponse:
    return SectionEditing(request, get_section(key)).respond()


@require_POST
@editors_only
def section_presence(request: HttpRequest, key: str) -> HttpResponse:
    return SectionEditing(request, get_section(key)).presence_fragment()


@require_POST
@editors_only
def section_preview(request: HttpRequest, key: str) -> HttpResponse:
    return SectionEditing(request, get_section(key)).preview_fragment()
