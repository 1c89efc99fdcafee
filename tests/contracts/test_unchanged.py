"""Two people who change one row: the second is shown what the first has saved, in every form of every model."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module

import pytest
from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from form_rules.unchanged import RowForm
from guide.editions.setup import WIDTH_FOR_PRINT
from guide.models import Channel, Edition
from guide.translating.avoided_forms import field_of
from tests import factories
from tests.contracts.addresses import address
from tests.contributions.uploads import makers
from tests.sending import LOADED, loaded, sent_by

OURS = (
    "accounts",
    "campaign",
    "contributions",
    "demo",
    "drafts",
    "guide",
    "invitations",
    "notifications",
    "reporting",
    "search",
    "site_settings",
    "themes",
)


def in_days(days: int) -> str:
    return str(timezone.now().date() + timedelta(days=days))


# Where each form that changes a row stands: its address, a field, and what two people make of it.
FORMS = {
    "accounts.forms.PreferencesForm": ("preferences", "scheme", "light", "dark"),
    "campaign.calendar.phase_forms.ChangePhaseForm": ("phase", "note", "Un premier", "Un second"),
    "campaign.training.forms.SummaryForm": ("training:session_summary", "summary", "Un premier", "Un second"),
    "campaign.training.forms.SessionForm": ("training:session_edit", "title", "Un premier", "Un second"),
    "campaign.training.forms.AttendanceForm": ("training:attendance", "guest_count", "3", "4"),
    "contributions.views.videos.forms.VideoWithPagesForm": ("videos:video_edit", "title", "Un premier", "Un second"),
    "campaign.videos.forms.VideoForm": ("videos:video_edit", "title", "Un premier", "Un second"),
    "campaign.site_forms.SiteSettingsForm": ("site_settings", "publisher", "Une société", "Une autre"),
    "contributions.views.uploads.forms.WordsForm": ("contributions:image", "alt", "Un phare", "Une tour"),
    "contributions.views.pages.forms.MoveForm": ("contributions:page_move", "title", "Un premier", "Un second"),
    "contributions.views.questions.forms.RewordForm": (
        "contributions:question_edit",
        "text",
        "Que faire ?",
        "Que dire ?",
    ),
    "guide.bibliography.forms.ReferenceForm": ("guide:reference", "title", "Un premier", "Un second"),
    "guide.decisions.forms.ReasonForm": ("guide:reason", "label", "Un premier", "Un second"),
    "guide.distribution.forms.AgencyForm": ("guide:channel_agency", "contact", "Zoé", "Yves"),
    "guide.distribution.forms.ChannelForm": ("guide:channel_edit", "name", "Lille-Nord", "Lille-Sud"),
    "guide.distribution.forms.HandoutForm": ("guide:handout", "note", "Un premier", "Un second"),
    "guide.distribution.forms.PrintRunForm": ("guide:print_run", "note", "Un premier", "Un second"),
    "guide.editions.lifecycle_forms.ScheduleForm": ("guide:edition_publish", "day", in_days(20), in_days(30)),
    "guide.editions.forms.ImprintForm": ("guide:edition_imprint", "place", "Nantes", "Brest"),
    "guide.editions.theme_forms.ThemeForm": ("guide:theme_edit", "short_title", "Un premier", "Un second"),
    "guide.editions.forms.EditionForm": ("guide:edition", "title", "Un premier", "Un second"),
    "guide.translating.avoided_forms.AvoidedFormsForm": ("guide:avoided_forms", field_of("Mot"), "filou", "leurre"),
    "guide.translating.forms.CoverForm": ("guide:edition_language", "title", "Il primo", "Il secondo"),
    "guide.translating.forms.ChoiceForm": ("guide:edition_language", "when_missing", "original", "leave"),
    "guide.translating.forms.LanguagesForm": ("guide:edition_languages", "languages", "ja", "en"),
    "invitations.forms.WaveWordsForm": ("invitations:wave_words", "subject_fr", "Un premier", "Un second"),
    "invitations.forms.WavePlanForm": ("invitations:wave_plan", "letters_a_minute", "30", "40"),
    "notifications.mail_choices.MailChoicesForm": ("notifications:mail_choices", "mail_rest", "never", "daily"),
}
BASES = {"guide.distribution.forms.CopiesForm", "accounts.administration.UnchangedForm"}
PICKERS = {
    "campaign.calendar.phase_act_forms.ExtendPhaseForm": "counts from the end that it shows: tests/campaign/test_calendar.py",
    "contributions.views.uploads.forms.ImageForm": "sends a new picture",
    "guide.editions.forms.PictureForm": "chooses a picture: see below",
    "guide.translating.added_language_form.AddedLanguageForm": "makes a row of what was shown: `seen` says whether it still is",
}
ALSO = {
    "campaign.calendar.phase_forms.ChangePhaseForm": {"reason": ["Parce que"]},
    "guide.editions.lifecycle_forms.ScheduleForm": {"accept_free_places": ["on"]},
}
# What changes no row as somebody has loaded it.
ASK = {
    "accounts.admin": ("NewPersonForm PersonForm", "a person, in the admin site: see below"),
    "accounts.forms": (
        "ChangePasswordForm HouseForm LoginForm NewPasswordForm ResetPasswordForm ResetPasswordKeyForm SetPasswordForm",
        "signs in, or chooses a password",
    ),
    "campaign.administrator_form": ("AdministratorForm", "makes an account"),
    "campaign.calendar.phase_forms": ("NewPhaseForm PhaseForm ProposedPhaseForm", "adds a phase that there was not"),
    "campaign.training.forms": (
        "AddPersonForm CancelSessionForm SlidesForm",
        "adds somebody or a file, or gives a reason for an act",
    ),
    "campaign.calendar.phase_act_forms": (
        "RemovePhaseForm",
        "takes a phase out, and says why",
    ),
    "accounts.people.directory": ("PeopleFilter", "narrows a list"),
    "accounts.people.forms": (
        "PeopleChangeForm PeopleImportForm UndoForm",
        "brings a list in, or does to many what they are asked for: no value that was loaded is written",
    ),
    "contributions.views.recent_changes.filters": ("ChangesFilter LenientForm PersonFilter", "narrows a list"),
    "contributions.views.hiding.asking_reason": ("ReasonForm", "gives a reason for an act"),
    "contributions.views.hiding.forms": (
        "HideForm HideCommentForm HideSecretForm HideVersionForm SecretForm",
        "gives a reason for an act",
    ),
    "contributions.views.uploads.logo": ("LogoForm", "sends a new picture"),
    "contributions.views.uploads.forms": ("FileForm HideUploadForm", "sends a file, or gives a reason"),
    "contributions.views.merging.forms": (
        "MergeForm SplitForm TargetForm",
        "names pages; their texts have numbered revisions",
    ),
    "contributions.views.moderation.forms": ("RollBackForm StopForm", "gives a reason for an act"),
    "contributions.views.moderation.log": ("LogFilter", "narrows a list"),
    "contributions.views.page_templates.forms": ("TemplateForm", "has numbered revisions"),
    "contributions.views.pages.forms": ("NewPageForm PageForm SectionForm", "has numbered revisions"),
    "contributions.views.pages.title_forms": ("TitleForm", "has numbered revisions"),
    "contributions.views.passages.forms": ("NuanceForm", "says something new"),
    "contributions.views.protecting.views": ("ProtectForm", "gives a reason for an act"),
    "contributions.views.questions.forms": (
        "AskQuestionForm ImportForm QuestionAnswerForm QuestionReasonForm QuestionsFilter",
        "asks, answers, or narrows a list",
    ),
    "contributions.views.videos.forms": (
        "LeadToPageForm WithdrawVideoForm",
        "names a page, or gives a reason for an act",
    ),
    "contributions.views.reports.forms": ("ReportForm SettleForm", "reports, or settles once"),
    "contributions.revision_views.forms": ("RestoreForm RevisionForm TextForm", "has numbered revisions"),
    "contributions.views.comments.forms": (
        "CommentForm CorrectCommentForm IncorporateForm OpenPageForm",
        "says something new, or has numbered revisions",
    ),
    "guide.bibliography.forms": ("ReferenceImportForm", "brings references in"),
    "guide.candidates.forms": (
        "BallotForm DropForm NominationForm PollForm",
        "opens a vote, gives a reason, proposes, or casts one's own ballot",
    ),
    "guide.decisions.forms": ("DecisionAnswerForm DecisionsFilter", "answers, or narrows a list"),
    "guide.desk.forms": ("NotKeptForm TargetTextForm", "decides; see Submission.number"),
    "guide.distribution.forms": (
        "OrderForm OrdersFilter StepForm",
        "orders, takes an order from the state that was seen, or narrows a list",
    ),
    "guide.views.drift": ("DriftAnswerForm", "answers a drift in the version that was seen"),
    "guide.editions.lifecycle_forms": (
        "ErratumForm FreePlacesForm ProofForm PublishForm TakeInForm WhyForm WithdrawForm",
        "takes an edition a step on, from the state that was seen",
    ),
    "guide.tips.forms": (
        "PlaceForm PromotionForm TipForm",
        "has numbered revisions, or takes a place that the database reserves for one",
    ),
    "guide.reviewing.forms": (
        "AskForm LinkForm RemarkAnswerForm RemarkForm SendBackForm",
        "takes a review a step on, remarks, or lets somebody in",
    ),
    "guide.translating.forms": (
        "TranslationImportForm",
        "brings translations in, each beside what stood there when it was looked at",
    ),
    "guide.translating.target_forms": (
        "FilterForm NoteForm SuggestionForm TargetsForm",
        "asks, remarks, suggests, or carries the digest of each paragraph that it was loaded with",
    ),
    "search.forms": ("SearchForm", "searches"),
}
ASKING = {f"{module}.{name}" for module, (names, _why) in ASK.items() for name in names.split()}


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
    assert rows - BASES == FORMS.keys() | PICKERS.keys()
    assert {named(form) for form in our_forms() if not issubclass(form, RowForm)} == ASKING


def test_every_form_of_a_model_looks_whether_its_row_was_changed() -> None:
    of_admin = {"accounts.admin"}
    of_models = [form for form in our_forms() if issubclass(form, forms.BaseModelForm)]
    assert [
        named(form) for form in of_models if not issubclass(form, RowForm) and form.__module__ not in of_admin
    ] == []


def an_editor() -> User:
    return User.objects.having(Role.EDITOR)[0]


@pytest.fixture
def prepared(world: dict[str, Client], form: str) -> tuple[Client, str, str, str, str]:
    """Who sends the form, its address, the field, and the two values."""
    name, field, first, second = FORMS[form]
    if form.endswith("ChoiceForm"):
        Edition.objects.in_preparation().choose_for("it", when_missing="", when_outdated="")
    if form.endswith("ScheduleForm"):
        edition, editor = Edition.objects.in_preparation(), an_editor()
        edition.take_to_proof(by=editor, unread_reason="Relu sur papier.")
        edition.schedule(timezone.now() + timedelta(days=9), by=editor, accept_free_places=True)
    return world["administrator"], address(name), field, first, second


@pytest.mark.parametrize("form", sorted(FORMS))
def test_the_second_of_two_is_shown_what_the_first_has_saved(
    form: str, prepared: tuple[Client, str, str, str, str]
) -> None:
    client, path, field, first, second = prepared
    before = loaded(client, path, [field]) | ALSO.get(form, {})
    assert client.post(path, before | {field: [first]}).status_code == 302
    refused = client.post(path, before | {field: [second]})
    assert refused.status_code == 422, refused.status_code
    assert "Quelqu’un d’autre a enregistré entre-temps" in refused.text
    shown = sent_by(refused.text, [field])
    assert shown[field] == [second]
    assert client.post(path, shown | ALSO.get(form, {})).status_code == 302
    assert loaded(client, path, [field])[field] == [second]


@pytest.mark.parametrize("digest", [None, "title:0123456789ab x"])
@pytest.mark.parametrize("form", sorted(FORMS))
def test_whoever_does_not_say_what_was_loaded_replaces_nothing(
    form: str, digest: str | None, prepared: tuple[Client, str, str, str, str]
) -> None:
    client, path, field, _first, second = prepared
    before = loaded(client, path, [field])
    sent = before | ALSO.get(form, {}) | {field: [second], LOADED: [digest]}
    refused = client.post(path, {name: value for name, value in sent.items() if value != [None]})
    assert refused.status_code == 422
    assert loaded(client, path, [field])[field] == before[field]
    shown = sent_by(refused.text, [field])
    assert shown[field] == [second]
    assert client.post(path, shown | ALSO.get(form, {})).status_code == 302
    assert loaded(client, path, [field])[field] == [second]


@pytest.mark.parametrize("picker", ["guide:edition_cover", "guide:edition_picture"])
@pytest.mark.parametrize("is_told", [True, False])
def test_a_picture_is_chosen_by_whoever_saw_the_one_that_stands_there(
    picker: str, is_told: bool, world: dict[str, Client]
) -> None:
    editor = an_editor()
    first, second = (
        makers.create_picture(uploader=editor, picture=makers.halves(WIDTH_FOR_PRINT, height)) for height in (40, 50)
    )
    client, path = world["editor"], address(picker)
    before = loaded(client, path, ["picture"])
    assert client.post(path, before | {"picture": [first.token]}).status_code == 302
    sent = before if is_told else {}
    refused = client.post(path, sent | {"picture": [second.token]})
    assert (refused.status_code, "Quelqu’un d’autre a choisi entre-temps" in refused.text) == (422, True)
    assert first.address in refused.text.partition('id="library"')[0]
    assert client.post(path, sent_by(refused.text, ["picture"]) | {"picture": [second.token]}).status_code == 302
    assert second.address in client.get(path).text.partition('id="library"')[0]


def test_what_was_left_alone_is_shown_as_the_other_has_saved_it(world: dict[str, Client]) -> None:
    client, path = world["editor"], address("guide:edition_imprint")
    before = loaded(client, path, ["place"])
    client.post(path, before | {"place": ["Nantes"], "contact": ["Zoé"]})
    refused = sent_by(client.post(path, before | {"place": ["Brest"]}).text, ["place"])
    assert (refused["place"], refused["contact"]) == (["Brest"], ["Zoé"])


def test_two_who_say_the_same_are_not_asked(world: dict[str, Client]) -> None:
    client, path = world["editor"], address("guide:edition_imprint")
    before = loaded(client, path, ["place"]) | {"place": ["Nantes"]}
    assert [client.post(path, before).status_code for _ in range(2)] == [302, 302]


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


@pytest.mark.parametrize("is_told", [True, False])
def test_of_two_administrators_the_second_is_shown_the_first(is_told: bool, world: dict[str, Client]) -> None:
    row, field, client = factories.create_contributor(username="zoe2"), "job", world["administrator"]
    path = reverse("admin:accounts_user_change", args=[row.pk])
    before = loaded(client, path, [field])
    assert client.post(path, before | {field: ["Un premier"]}).status_code == 302
    refused = client.post(
        path,
        (before if is_told else {name: before[name] for name in before if name != LOADED}) | {field: ["Un second"]},
    )
    assert (refused.status_code, "Un premier" in refused.text) == (200, True)
    row.refresh_from_db()
    assert row.job == "Un premier"
    assert client.post(path, sent_by(refused.text, [field])).status_code == 302
