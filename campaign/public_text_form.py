"""What an administrator writes of the site itself, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaign.site_settings.public_texts import LONGEST, PublicText
from common.forms.fields import CleanCharField
from common.forms.unchanged import RowForm


class PublicTextForm(RowForm, forms.Form):
    """One text of `row`, in its language."""

    body = CleanCharField(
        label=_("Text"),
        required=False,
        max_length=LONGEST,
        help_text=_("Leave it empty to keep the original wording."),
    )

    def __init__(self, data: Any = None, *, row: PublicText, words: Mapping[str, str] | None = None) -> None:
        """`words` are those of a draft that waits."""
        super().__init__(data, initial={**self.row_values(row), **(words or {})}, label_suffix="")
        self.fields["body"].widget = forms.Textarea(
            attrs={"class": "voice long", "rows": 24, "lang": row.language, "data-editor": True}
        )
        self.follow(row)

    def row_values(self, row: PublicText) -> dict[str, Any]:
        return {"body": row.body}
