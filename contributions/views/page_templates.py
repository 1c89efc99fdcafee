"""Screens of the page template."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import editors_only
from campaign.languages import worded_languages
from contributions.page_templates.models import PageTemplate, proposed_text
from contributions.revision_views import Editing, RevisionForm, RevisionScreens

# The form of the template of new pages.


class TemplateForm(RevisionForm):
    """A text without a title, which may be empty."""

    title = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].label = gettext_lazy("Template")
        self.fields["body"].widget.attrs["placeholder"] = gettext_lazy("## A heading, and below it what goes there.")


# The template of new pages at the editors' desk: edited, looked back at and restored as every text is.


class TemplateEditing(Editing[PageTemplate]):
    template = "contributions/page_templates/page_template.html"
    frame = "contributions/page_templates/_revisions.html"

    def form(self, data: Mapping[str, Any] | None = None, *, initial: dict[str, Any] | None = None) -> RevisionForm:
        return TemplateForm(data, initial=initial)

    def as_it_stands(self) -> dict[str, Any]:
        """With the proposal in its place where the address asks for one: nothing of it is saved yet."""
        language = self.request.GET.get("proposal", "")
        is_known = language in dict(self._proposals)
        return super().as_it_stands() | ({"body": proposed_text(language)} if is_known else {})

    @cached_property
    def around(self) -> Mapping[str, Any]:
        return {**super().around, "proposals": self._proposals}

    @cached_property
    def _proposals(self) -> list[tuple[str, str]]:
        """Each language of the guide that has words of its own for the proposal; English, where none has."""
        return [(code, str(get_language_info(code)["name_local"])) for code in worded_languages()]

    def sent(self, form: RevisionForm) -> dict[str, Any]:
        return form.cleaned_data | {"title": self.text.title}


@editors_only
def page_template(request: HttpRequest) -> HttpResponse:
    """The template has no page to read: its address is the form that edits it."""
    return TemplateEditing(request, PageTemplate.objects.current()).respond()


@require_POST
@editors_only
def page_template_preview(request: HttpRequest) -> HttpResponse:
    return TemplateEditing(request, PageTemplate.objects.current()).preview_fragment()


class TemplateRevisions(RevisionScreens[PageTemplate]):
    frame = TemplateEditing.frame

    @property
    def heading(self) -> str:
        return _("History of the template of new pages")
