"""A form that gives a page its title: where another page has one that looks the same, it asks once."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _

from contributions.pages.models import Page
from contributions.pages.titles import clean_title


class TitleForm(forms.Form):
    """Refuses a title that a reader would take for another page's, until the form is sent again with it.

    `page` is the one that has or gets the title, None for a new one; `lookalike` is the other page, for the template
    contributions/pages/_similar_title.html, which stands inside of the form.
    """

    page: Page | None = None
    lookalike: Page | None = None

    def clean_title(self) -> str:
        title = clean_title(self.cleaned_data["title"])
        if self.page is None or title != self.page.title:
            self._ask_about_lookalike(title)
        return title

    def _ask_about_lookalike(self, title: str) -> None:
        others = Page.objects.visible().looking_like(title).select_related("theme")
        self.lookalike = (others.exclude(pk=self.page.pk) if self.page else others).first()
        if self.lookalike is not None and self.data.get("keeps_title") != title:
            raise forms.ValidationError(
                _("Another page has a title that looks like this one. Choose another title, or send this form again."),
                code="looks_alike",
            )
