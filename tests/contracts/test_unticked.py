"""A box that somebody unticked is unticked when she comes back to her draft: a browser sends nothing of it."""

from __future__ import annotations

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

from accounts.models import User
from contributions.models import Image, Page
from guide.models import Reason
from tests import factories
from tests.contracts.row_forms import named, our_forms
from tests.contributions.uploads import makers

# Where the draft of a form comes back that may begin with a tick: who, the key of the draft, its address, the box.
BOXES = {
    "campaign.calendar.phase_forms.ChangePhaseForm": "may_write",
    "campaign.site_forms.SiteSettingsForm": "guide_is_public",
    "contributions.views.merging.SplitForm": "leaves_link",
    "contributions.views.uploads.files.WordsForm": "is_decorative",
    "guide.decisions.forms.ReasonForm": "tells_author",
}
NEVER_TICKED_BEFORE = {
    **dict.fromkeys(
        (
            "accounts.people.forms.UndoForm",
            "contributions.views.hiding.HideVersionForm",
            "campaign.calendar.phase_forms.NewPhaseForm",
            "campaign.calendar.phase_forms.PhaseForm",
            "contributions.views.uploads.files.ImageForm",
            "guide.distribution.forms.OrderForm",
            "guide.distribution.forms.StepForm",
            "guide.editions.lifecycle_forms.FreePlacesForm",
            "guide.editions.lifecycle_forms.PublishForm",
            "guide.editions.lifecycle_forms.ScheduleForm",
            "guide.editions.lifecycle_forms.TakeInForm",
            "guide.editions.lifecycle_forms.WithdrawForm",
            "guide.views.added_language.AddedLanguageForm",
            "guide.views.section.SectionForm",
        ),
        "says yes to one act, and begins empty",
    ),
    **dict.fromkeys(
        (
            "contributions.revision_views.revision.RevisionForm",
            "contributions.views.page_templates.TemplateForm",
            "contributions.views.pages.forms.PageForm",
            "contributions.views.pages.forms.SectionForm",
            "guide.tips.forms.TipForm",
        ),
        "is about one version, and begins empty; see Editing.values_of",
    ),
    **dict.fromkeys(
        ("contributions.views.recent_changes.ChangesFilter", "guide.decisions.forms.DecisionsFilter"),
        "narrows a list",
    ),
    "campaign.calendar.phase_forms.ProposedPhaseForm": "is one of several: see tests/campaign/test_calendar.py",
    **dict.fromkeys(
        ("accounts.forms.LoginForm", "accounts.forms.PreferencesForm", "campaign.invitations.forms.WavePlanForm"),
        "has no text, and has no draft",
    ),
}


def test_every_form_with_a_box_is_known() -> None:
    with_boxes = {
        named(form)
        for form in our_forms()
        if ".admin." not in named(form)
        and any(isinstance(field.widget, forms.CheckboxInput) for field in getattr(form, "base_fields", {}).values())
    }
    assert with_boxes == BOXES.keys() | NEVER_TICKED_BEFORE.keys()


def settings_of(_person: User) -> tuple[str, str]:
    return "site-settings", reverse("site_settings")


def phase_of(_person: User) -> tuple[str, str]:
    phase = factories.create_phase()
    return f"phase:{phase.pk}", reverse("phase", args=[phase.pk])


def new_reason(_person: User) -> tuple[str, str]:
    return "reason:new", reverse("guide:reasons")


def old_reason(_person: User) -> tuple[str, str]:
    reason = Reason.objects.offered()[0]
    return f"reason:{reason.pk}", reverse("guide:reason", args=[reason.pk])


def split(_person: User) -> tuple[str, str]:
    page: Page = factories.create_page()
    return f"page:{page.pk}:split", str(page.screen_url("split"))


def picture(person: User) -> tuple[str, str]:
    makers.place(token="0123456789abcdef", uploader=person, page=factories.create_page())
    Image.objects.update(is_decorative=True, alt="")
    image = Image.objects.get()
    return f"image:{image.pk}:describe", reverse("contributions:image", args=[image.token])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("where", "form"),
    [
        (settings_of, "campaign.site_forms.SiteSettingsForm"),
        (phase_of, "campaign.calendar.phase_forms.ChangePhaseForm"),
        (new_reason, "guide.decisions.forms.ReasonForm"),
        (old_reason, "guide.decisions.forms.ReasonForm"),
        (split, "contributions.views.merging.SplitForm"),
        (picture, "contributions.views.uploads.files.WordsForm"),
    ],
)
def test_an_unticked_box_stays_unticked_in_its_draft(
    where, form: str, administrator: User, as_administrator: Client
) -> None:
    (key, url), box = where(administrator), BOXES[form]
    assert as_administrator.get(url).context["form"][box].value() is True
    factories.store_draft(administrator, key=key, url=url, alt="Un phare", title="Un titre")
    assert not as_administrator.get(url).context["form"][box].value()
    factories.store_draft(administrator, key=key, url=url, alt="Un phare", title="Un titre", **{box: "on"})
    assert as_administrator.get(url).context["form"][box].value() == "on"
