"""Two people who change one row: the second is shown what the first has saved, in every form of every model."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib import import_module

import pytest
from django import forms
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from campaign.models import Phase
from form_rules.unchanged import RowForm
from guide.models import Channel, Edition
from tests import factories
from tests.contracts.addresses import address
from themes.models import Theme

OURS = (
    "accounts",
    "campaign",
    "contributions",
    "demo",
    "drafts",
    "guide",
    "notifications",
    "reporting",
    "search",
    "themes",
)
# Where each form that changes a row stands: its address, a field, and what two people make of it.
FORMS = {
    "accounts.forms.PreferencesForm": ("preferences", "scheme", "light", "dark"),
    "contributions.images.forms.WordsForm": ("contributions:image", "alt", "Un phare", "Une tour"),
    "contributions.questions.forms.RewordForm": ("contributions:question_edit", "text", "Que faire ?", "Que dire ?"),
    "guide.bibliography.forms.ReferenceForm": ("guide:reference", "title", "Un premier", "Un second"),
    "guide.decisions.forms.ReasonForm": ("guide:reason", "label", "Un premier", "Un second"),
    "guide.distribution.forms.AgencyForm": ("guide:channel_agency", "contact", "Zoé", "Yves"),
    "guide.distribution.forms.ChannelForm": ("guide:channel_edit", "name", "Lille-Nord", "Lille-Sud"),
    "guide.distribution.forms.HandoutForm": ("guide:handout", "note", "Un premier", "Un second"),
    "guide.distribution.forms.PrintRunForm": ("guide:print_run", "note", "Un premier", "Un second"),
    "guide.editions.forms.ImprintForm": ("guide:edition_imprint", "place", "Nantes", "Brest"),
    "guide.forms.EditionForm": ("guide:edition", "title", "Un premier", "Un second"),
    "guide.translations.forms.CoverForm": ("guide:edition_language", "title", "Il primo", "Il secondo"),
    "guide.translations.forms.ChoiceForm": ("guide:edition_language", "when_missing", "original", "leave"),
    "guide.translations.forms.LanguagesForm": ("guide:edition_languages", "languages", "ja", "en"),
    "notifications.mail_choices.MailChoicesForm": ("notifications:mail_choices", "mail_rest", "never", "daily"),
}
BASES = {"guide.distribution.forms.CopiesForm", "accounts.administration.UnchangedForm"}
# What changes no row as somebody has loaded it.
ASK = {
    "accounts.admin": "a person, in the admin site: see below",
    "accounts.forms": "signs in, or chooses a password",
    "contributions.changes.filters": "narrows a list",
    "contributions.hiding.forms": "gives a reason for an act",
    "contributions.images.forms": "sends a file, or gives a reason",
    "contributions.merging.forms": "names pages; their texts have numbered revisions",
    "contributions.order.forms": "gives a reason for an act",
    "contributions.order.views.log": "narrows a list",
    "contributions.outlines.forms": "has numbered revisions",
    "contributions.pages.forms": "has numbered revisions, or moves a page that it names",
    "contributions.pages.title_forms": "has numbered revisions",
    "contributions.passages.forms": "says something new",
    "contributions.protecting.views": "gives a reason for an act",
    "contributions.questions.forms": "asks, answers, or narrows a list",
    "contributions.reports.forms": "reports, or settles once",
    "contributions.revision_screens.forms": "has numbered revisions",
    "contributions.talk.forms": "says something new, or has numbered revisions",
    "guide.bibliography.forms": "brings references in",
    "guide.candidates.forms": "opens a vote, gives a reason, or casts one's own ballot",
    "guide.decisions.forms": "answers, or narrows a list",
    "guide.desk.forms": "decides; see Matter.number",
    "guide.distribution.forms": "orders, takes an order from the state that was seen, or narrows a list",
    "guide.drift.views": "answers a drift in the version that was seen",
    "guide.edition_forms": "takes an edition a step on",
    "guide.forms": "has numbered revisions, or takes a place that the database keeps for one",
    "guide.reviewing.forms": "takes a review a step on, remarks, or lets somebody in",
    "guide.translations.forms": "brings translations in, or begins with the translation that was seen",
    "search.forms": "searches",
    "themes.admin": "a theme, in the admin site: see below",
}


def named(form: type) -> str:
    return f"{form.__module__}.{form.__qualname__}"


def our_forms() -> Iterator[type[forms.BaseForm]]:
    for name in OURS:
        package = import_module(name)
        for module in pkgutil.walk_packages(package.__path__, f"{name}."):
            if ".migrations." not in module.name and ".management." not in module.name:
                for _name, found in inspect.getmembers(import_module(module.name), inspect.isclass):
                    if issubclass(found, forms.BaseForm) and found.__module__ == module.name:
                        yield found


def test_every_form_that_changes_a_row_is_known() -> None:
    rows = {named(form) for form in our_forms() if issubclass(form, RowForm)}
    others = {form for form in our_forms() if not issubclass(form, RowForm)}
    assert rows - BASES - {"contributions.images.forms.ImageForm"} == FORMS.keys()  # which sends a picture
    assert {named(form) for form in others if form.__module__ not in ASK} == set()
    assert ASK.keys() - {form.__module__ for form in others} == set()


def test_every_form_of_a_model_looks_whether_its_row_was_changed() -> None:
    of_admin = {"accounts.admin", "themes.admin"}
    of_models = [form for form in our_forms() if issubclass(form, forms.BaseModelForm)]
    assert [
        named(form) for form in of_models if not issubclass(form, RowForm) and form.__module__ not in of_admin
    ] == []


class Sent(HTMLParser):
    """What a browser would send of the form of a page that has this field."""

    def __init__(self, field: str, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[dict[str, list[str]]] = []
        self._area, self._select = "", ""
        self.feed(html)
        (self.values,) = [form for form in self.forms if field in form and "loaded" in form]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        name = values.get("name") or ""
        if tag == "form":
            self.forms.append({})
        if not self.forms:
            return
        if tag == "input" and name:
            is_off = values.get("type") in {"checkbox", "radio"} and "checked" not in values
            self.forms[-1].setdefault(name, []).extend([] if is_off else [values.get("value") or ""])
        elif tag == "textarea":
            self._area = name
            self.forms[-1][name] = [""]
        elif tag == "select":
            self._select = name
            self.forms[-1][name] = []
        elif tag == "option" and self._select and ("selected" in values or not self.forms[-1][self._select]):
            self.forms[-1][self._select] = [values.get("value") or ""]
        elif tag == "button" and values.get("type") == "submit" and name:
            self.forms[-1].setdefault(name, [values.get("value") or ""])

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1][self._area][0] += data

    def handle_endtag(self, tag: str) -> None:
        self._area = "" if tag == "textarea" else self._area
        self._select = "" if tag == "select" else self._select


def loaded_with(field: str, client: Client, path: str) -> dict[str, list[str]]:
    fields = dict(Sent(field, client.get(path).text).values)
    return {name: values for name, values in fields.items() if name not in {"act", "remove", "draft_writing"}}


@pytest.mark.parametrize("form", sorted(FORMS))
def test_the_second_of_two_is_shown_what_the_first_has_saved(form: str, world: dict[str, Client]) -> None:
    name, field, first, second = FORMS[form]
    if form.endswith("ChoiceForm"):
        Edition.objects.in_preparation().choose_for("it", when_missing="", when_outdated="")
    client, path = world["administrator"], address(name)
    loaded = loaded_with(field, client, path)
    assert client.post(path, loaded | {field: [first]}).status_code == 302
    refused = client.post(path, loaded | {field: [second]})
    assert refused.status_code == 422, refused.status_code
    assert "Quelqu’un d’autre a enregistré entre-temps" in refused.text
    shown = Sent(field, refused.text).values
    assert shown[field] == [second]
    again = {name: values for name, values in shown.items() if name not in {"act", "remove", "draft_writing"}}
    assert client.post(path, again).status_code == 302
    assert loaded_with(field, client, path)[field] == [second]


def test_what_was_left_alone_is_shown_as_the_other_has_saved_it(world: dict[str, Client]) -> None:
    client, path = world["editor"], address("guide:edition_imprint")
    loaded = loaded_with("place", client, path)
    client.post(path, loaded | {"place": ["Nantes"], "contact": ["Zoé"]})
    refused = Sent("place", client.post(path, loaded | {"place": ["Brest"]}).text).values
    assert (refused["place"], refused["contact"]) == (["Brest"], ["Zoé"])


def test_two_who_say_the_same_are_not_asked(world: dict[str, Client]) -> None:
    client, path = world["editor"], address("guide:edition_imprint")
    loaded = loaded_with("place", client, path) | {"place": ["Nantes"]}
    assert [client.post(path, loaded).status_code for _ in range(2)] == [302, 302]


def test_a_row_that_was_removed_meanwhile_is_said_to_be_gone(world: dict[str, Client]) -> None:
    client, path = world["editor"], address("guide:channel_edit")
    form = next(form for form in our_forms() if named(form) == "guide.distribution.forms.ChannelForm")
    channel = Channel.objects.get(code="lille")
    bound = form({"name": "Lille", "language": "fr"}, instance=channel)  # type: ignore[call-arg]
    assert bound.is_valid()
    bound.row = Channel(pk=999)  # type: ignore[attr-defined]
    with pytest.raises(forms.ValidationError), bound.unchanged():  # type: ignore[attr-defined]
        pass
    assert client.get(path).status_code == 200


def editable() -> list[type]:
    request = HttpRequest()
    request.user = factories.create_administrator(username="autre")  # type: ignore[assignment]
    return [model for model, one in admin.site._registry.items() if one.has_change_permission(request)]


def test_every_page_of_the_admin_site_that_writes_looks_too(world: dict[str, Client]) -> None:
    request = HttpRequest()
    request.user = factories.create_administrator(username="encore")  # type: ignore[assignment]
    for model in editable():
        page = admin.site._registry[model]
        row = model._default_manager.first() or model()  # type: ignore[attr-defined]
        assert issubclass(page.get_form(request, row, change=True), RowForm), model


@pytest.mark.parametrize("model", ["theme", "phase", "user"])
def test_of_two_administrators_the_second_is_shown_the_first(model: str, world: dict[str, Client]) -> None:
    factories.create_phase() if model == "phase" and not Phase.objects.exists() else None
    row, field = {
        "theme": (Theme.objects.first(), "sentence"),
        "phase": (Phase.objects.first(), "note"),
        "user": (settings.AUTH_USER_MODEL and factories.create_contributor(username="zoe2"), "job"),
    }[model]
    client = world["administrator"]
    path = reverse(f"admin:{row._meta.app_label}_{model}_change", args=[row.pk])  # type: ignore[union-attr]
    loaded = Sent(field, client.get(path).text).values
    loaded = {name: values for name, values in loaded.items() if not name.startswith("_")}
    assert client.post(path, loaded | {field: ["Un premier"]}).status_code == 302
    refused = client.post(path, loaded | {field: ["Un second"]})
    assert (refused.status_code, "Un premier" in refused.text) == (200, True)
    row.refresh_from_db()  # type: ignore[union-attr]
    assert getattr(row, field) == "Un premier"
    again = {name: values for name, values in Sent(field, refused.text).values.items() if not name.startswith("_")}
    assert client.post(path, again).status_code == 302
