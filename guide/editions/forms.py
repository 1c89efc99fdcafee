"""What is asked about an edition in preparation: its cover and places, its imprint, its pictures."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from campaign.site_settings.current import current_settings, first_language_words
from common.forms.fields import CleanCharField
from common.forms.unchanged import RowForm
from contributions.models import Image
from guide.editions.models import Edition
from guide.editions.setup import IMPRINT
from themes.models import MOST_PLACES, Theme

LICENCES = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC BY-NC 4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
    "CC BY-NC-SA 4.0": "https://creativecommons.org/licenses/by-nc-sa/4.0/",
    "CC BY-ND 4.0": "https://creativecommons.org/licenses/by-nd/4.0/",
    "CC BY-NC-ND 4.0": "https://creativecommons.org/licenses/by-nc-nd/4.0/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "Licence Ouverte 2.0": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
}


class EditionForm(RowForm, forms.Form):
    """The settings of the edition in preparation, and how many places each theme has."""

    title = CleanCharField(label=_("Title"), max_length=120, required=False)
    subtitle = CleanCharField(label=_("Subtitle"), max_length=200, required=False)
    summary = CleanCharField(
        label=pgettext_lazy("edition", "Summary"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The paragraph under the title of the web page."),
    )

    def __init__(self, data: QueryDict | None = None, *, edition: Edition, draft: dict[str, str]) -> None:
        super().__init__(data, initial=self.words_of(edition) | draft)
        self.rows = edition.places.rows
        for row in self.rows:
            self.fields[f"places_{row.theme.number}"] = forms.IntegerField(
                label=first_language_words(row.theme.short_title), min_value=0, max_value=MOST_PLACES, initial=row.count
            )
        self.follow(edition)

    @staticmethod
    def words_of(edition: Edition) -> dict[str, Any]:
        return {"title": edition.full_title, "subtitle": edition.full_subtitle, "summary": edition.summary}

    def row_values(self, row: Edition) -> dict[str, Any]:
        return self.words_of(row) | {f"places_{place.theme.number}": place.count for place in row.places.rows}

    @property
    def place_fields(self) -> list[forms.BoundField]:
        return [self[f"places_{row.theme.number}"] for row in self.rows]

    @property
    def counts(self) -> dict[Theme, int]:
        """How many places each theme is to have, of those whose number changes."""
        wanted = {row.theme: self.cleaned_data[f"places_{row.theme.number}"] for row in self.rows}
        before = {row.theme: row.count for row in self.rows}
        return {theme: count for theme, count in wanted.items() if count != before[theme]}


class ImprintForm(RowForm, forms.Form):
    """Who answers for the edition. What stays empty is not printed."""

    publisher = CleanCharField(label=_("Publisher"), max_length=120, required=False)
    place = CleanCharField(label=_("Place of publication"), max_length=80, required=False)
    licence = CleanCharField(
        label=_("Licence"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "licences"}),
        help_text=_("Under which others may use it: choose a common one, or write another."),
    )
    licence_url = CleanCharField(
        label=_("Address of the licence"),
        max_length=300,
        required=False,
        help_text=_("Left empty, it is that of the licence, where it is a common one."),
    )
    director = CleanCharField(
        label=_("Director of publication"),
        max_length=120,
        required=False,
        help_text=_("Whoever answers for it by law, in countries where an imprint has to say so."),
    )
    isbn = CleanCharField(
        label=_("ISBN"), max_length=40, required=False, help_text=_("With its hyphens, if the edition has one.")
    )
    legal_deposit = CleanCharField(
        label=_("Legal deposit"),
        max_length=80,
        required=False,
        help_text=_("The month and year, or what your national library asks for."),
    )
    printer = CleanCharField(
        label=_("Printing house"), max_length=200, required=False, help_text=_("Its name and town.")
    )
    contact = CleanCharField(
        label=_("Contact"),
        max_length=200,
        required=False,
        help_text=_("Where readers can write to: a postal or an e-mail address."),
    )
    credits = CleanCharField(
        label=_("Credits"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Who drew, photographed and laid it out, and who held the training sessions. Editors and translators who "
            "have agreed to be named are added by themselves."
        ),
    )
    emergency = CleanCharField(
        label=_("Emergency numbers"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "One a line, the number first: they are printed on the poster and on the leaflet, in every language."
        ),
    )
    field_order = IMPRINT

    def __init__(self, data: Any, *, edition: Edition, draft: dict[str, str]) -> None:
        super().__init__(data, initial=model_to_dict(edition, IMPRINT) | draft)
        self.fields["publisher"].help_text = _("Left empty: %(name)s") % {"name": current_settings().publisher}
        self.follow(edition)

    @property
    def values(self) -> dict[str, str]:
        sent = {name: self.cleaned_data[name] for name in IMPRINT}
        if not sent["licence_url"]:
            sent["licence_url"] = LICENCES.get(sent["licence"], "")
        return sent


class PictureForm(RowForm, forms.Form):
    """The picture on the cover, or the one at the head of a chapter; empty for none."""

    picture = forms.ModelChoiceField(
        queryset=Image.objects.none(),
        to_field_name="token",
        required=False,
        error_messages={"invalid_choice": _("This picture is not there any more: choose another.")},
    )

    def __init__(self, data: Any, *, edition: Edition, theme: Theme | None, by: User) -> None:
        super().__init__(data, auto_id=False)  # the form stands in the page once for each picture
        self.theme = theme
        self.fields["picture"].queryset = Image.objects.for_reader(by).in_sight()  # type: ignore[attr-defined]
        self.follow(edition)

    def row_values(self, row: Edition) -> dict[str, Any]:
        return {"picture": row.picture_of(self.theme)}

    def _refusal(self, name: str, value: Any) -> ValidationError:
        words = _("Somebody else has chosen meanwhile. What stands here now is theirs: choose again to replace it.")
        return ValidationError(words, code="changed_meanwhile")
