"""The forms about decisions: what the list is narrowed to, an author's answer, the reasons that editors choose from."""

from __future__ import annotations

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import access
from accounts.people.picking import PersonField
from campaign.site_forms import FirstLanguageSelect
from common.forms.fields import CleanCharField
from common.forms.unchanged import RowModelForm
from contributions.views.recent_changes import PersonFilter
from guide.decisions.conversation import LONGEST, to_deal_with
from guide.decisions.models import Decision, Outcome, Reason
from guide.decisions.querysets import DecisionQuerySet
from themes.models import Theme


class DecisionsFilter(PersonFilter):
    person_field = "editor"

    theme = forms.ModelChoiceField(
        label=pgettext_lazy("of the guide", "Question"),
        queryset=Theme.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=pgettext_lazy("questions of the guide", "All"),
        widget=FirstLanguageSelect,
    )
    outcome = forms.ChoiceField(label=_("Outcome"), choices=[("", _("Everything")), *Outcome.choices], required=False)
    editor = PersonField(label=_("Decided by"))
    differed = forms.BooleanField(label=_("The editors differed"), required=False)
    answered = forms.BooleanField(label=_("The author has answered"), required=False)

    def decisions(self, reader: access.Person) -> DecisionQuerySet:
        """What the filter asks for, as far as the reader may see it; whose answer waits is for editors alone."""
        rows = Decision.objects.visible_to(reader).with_everything().with_differing().newest_first()
        if theme := self.value("theme"):
            rows = rows.for_theme(theme)
        if outcome := self.value("outcome"):
            rows = rows.filter(outcome=outcome)
        if self.value("editor"):
            rows = rows.filter(by=editor) if (editor := self.chosen_person) else rows.none()
        if self.value("differed"):
            rows = rows.where_editors_differed()
        if self.value("answered") and access.is_editor(reader):
            rows = rows.filter(Exists(to_deal_with().filter(decision=OuterRef("pk"))))
        return rows


class DecisionAnswerForm(forms.Form):
    body = CleanCharField(
        label=_("Your answer"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The editors read it, and those who wrote this text with you: nobody else."),
    )


class ReasonForm(RowModelForm[Reason]):
    class Meta:
        model = Reason
        fields = ("label", "sentence", "tells_author")
        field_classes = {"label": CleanCharField, "sentence": CleanCharField}
        widgets = {"sentence": forms.Textarea(attrs={"rows": 3})}
