"""The forms of distribution. What may be entered the verbs decide: these ask, and hold what was typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign.currencies import site_currency
from campaign.languages import first_language, guide_languages
from common.forms.fields import CleanCharField, CountField, near
from common.forms.unchanged import RowModelForm
from common.words.language_names import name_of_language
from guide.distribution.channels import Agency, Channel
from guide.distribution.copies import AmountField, EditionCopies, Handout, Order, PrintedForm, PrintRun
from guide.distribution.ordering import MOST_COPIES
from guide.editions import Edition, EditionText

MOST_PRINTED = 10_000_000


def language_choices(languages: Any = None) -> list[tuple[str, str]]:
    return [(code, name_of_language(code)) for code in languages or guide_languages()]


def language_field(languages: Any = None) -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Language"), choices=language_choices(languages), initial=first_language)


def languages_of_copies(copies: EditionCopies) -> list[str]:
    """Returns those in which an edition is out, and the one of the row."""
    found = {copies.language} if copies.pk else set()
    found.update(Edition.objects.out().values_list("language", flat=True))
    texts = EditionText.objects.filter(edition__in=Edition.objects.out(), document__isnull=False)
    found.update(texts.values_list("language", flat=True))
    return sorted(found, key=lambda code: (code != first_language(), code))


def day(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, required=required, widget=widget, help_text=help_text, validators=[near(years_back=10)]
    )


def line(label: Any, *, most: int = 300, required: bool = False, help_text: Any = "") -> CleanCharField:
    return CleanCharField(label=label, max_length=most, required=required, help_text=help_text)


class EditionField(forms.ModelChoiceField[Edition]):
    def __init__(self, **kwargs: Any) -> None:
        rows = Edition.objects.out().defer("names")
        super().__init__(rows, label=_("Edition"), to_field_name="number", empty_label=None, **kwargs)


class ChannelField(forms.ModelChoiceField[Channel]):
    def __init__(self, **kwargs: Any) -> None:
        rows = Channel.objects.in_use()
        super().__init__(rows, label=_("Channel"), to_field_name="code", required=False, **kwargs)


class ChannelForm(RowModelForm[Channel]):
    name = line(_("Name"), most=120, required=True, help_text=_("“Agency at the station”, “Newsletter of March”."))
    code = CleanCharField(
        label=_("Code"),
        required=False,
        help_text=_("It ends the short address. Leave it empty, and one is proposed from the name."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}),
    )
    note = line(_("Note"))

    class Meta:
        model = Channel
        fields = ("name", "kind", "language", "note")

    field_order = ("name", "kind", "language", "code", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"] = language_field()
        self.order_fields(self.field_order)
        if self.instance.pk:
            del self.fields["kind"], self.fields["code"]

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).strip().lower()


class AgencyForm(RowModelForm[Agency]):
    contact = line(_("Contact"), most=120, help_text=_("The person who looks after the copies there."))
    address = CleanCharField(
        label=_("Where parcels go"), required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=1_000
    )

    class Meta:
        model = Agency
        fields = ("contact", "email", "address")
        help_texts = {"email": _("We write to it when an order is accepted, refused or sent.")}


class CopiesForm(RowModelForm[Any]):
    """Of an edition that is out: which language, which form, how many."""

    edition = EditionField()
    copies = CountField(label=_("Copies"), min_value=1, max_value=MOST_PRINTED)
    channel = ChannelField()
    note = line(_("Note"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"] = language_field(languages_of_copies(self.instance))
        self.fields["channel"].empty_label = _("none in particular")  # type: ignore[attr-defined]
        if self.instance.channel_id:  # one that is closed meanwhile stays
            self.fields["channel"].queryset = Channel.objects.all()  # type: ignore[attr-defined]
        self.order_fields(["edition", "language", "form", "copies"])

    def _post_clean(self) -> None:
        """The verbs look at the row, and say beside which field it will not do."""
        for name in self._meta.fields or ():
            if name in self.cleaned_data:
                setattr(self.instance, name, self.cleaned_data[name])


class PrintRunForm(CopiesForm):
    printer = line(_("Printer"), most=120)
    format = line(_("Format and paper"), most=120, help_text=_("“A5, 28 pages, uncoated 90 g, cover 250 g”."))
    ordered_on = day(_("Ordered on"))
    delivered_on = day(_("Delivered on"), help_text=_("From that day the copies count as printed."))

    class Meta:
        model = PrintRun
        fields = (
            "edition",
            "language",
            "form",
            "copies",
            "channel",
            "printer",
            "format",
            "cost",
            "ordered_on",
            "delivered_on",
            "note",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cost"] = AmountField(site_currency(), required=False, help_text=_("Only editors see it."))

    def clean(self) -> dict[str, Any]:
        sent = self.cleaned_data
        ordered, delivered = sent.get("ordered_on"), sent.get("delivered_on")
        if ordered and delivered and delivered < ordered:
            self.add_error("delivered_on", _("That is before it was ordered."))
        return sent


class HandoutForm(CopiesForm):
    on = day(_("On"), required=True)

    class Meta:
        model = Handout
        fields = ("edition", "language", "form", "copies", "channel", "on", "note")


class OrderForm(forms.Form):
    """What an agency asks for, of the edition that readers get."""

    language = forms.ChoiceField(label=_("Language"))
    form = forms.ChoiceField(label=_("What"), choices=PrintedForm.choices)
    copies = CountField(label=_("Copies"), min_value=1, max_value=MOST_COPIES)
    wanted_by = day(_("Wanted by"), help_text=_("Leave it empty if there is no hurry."))
    note = line(_("A note to the editors"))
    again = forms.BooleanField(label=_("Yes, order it a second time"), required=False)

    def __init__(self, *args: Any, languages: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = language_choices(languages)  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """What editors make of an order."""

    to = forms.ChoiceField(choices=Order.State.choices, widget=forms.HiddenInput, required=False)
    seen = forms.ChoiceField(choices=Order.State.choices, widget=forms.HiddenInput)
    words = line(_("A note to the agency"))
    from_next_run = forms.BooleanField(
        label=_("What is missing comes from the next print run"), required=False, initial=False
    )

    def clean(self) -> dict[str, Any]:
        if not self.cleaned_data.get("to"):
            raise ValidationError(_("Choose what to do with it, using one of the buttons."), code="no_act")
        return self.cleaned_data


class OrdersFilter(forms.Form):
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("To answer or to send")), ("all", pgettext_lazy("orders", "All")), *Order.State.choices],
    )
