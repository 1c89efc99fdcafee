"""The form of the template of new pages."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from contributions.revision_views import RevisionForm


class TemplateForm(RevisionForm):
    """A text without a title, which may be empty."""

    title = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].label = _("Template")
        self.fields["body"].widget.attrs["placeholder"] = _("## A heading, and below it what goes there.")
