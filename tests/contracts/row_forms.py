"""The forms of the site: which change a row, and where each of them stands; and which do something else."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module

from django import forms
from django.utils import timezone

from guide.translating.terms import field_of

OURS = (
    "accounts",
    "campaign",
    "contributions",
    "demo",
    "drafts",
    "guide",
    "learning",
    "notifications",
    "reporting",
    "search",
    "themes",
)


def in_days(days: int) -> str:
    return str(timezone.now().date() + timedelta(days=days))


# Where each form that changes a row stands: its address, a field, and what two people make of it.
FORMS = {
    "accounts.people.person_form.PersonForm": ("person_edit", "job", "Un premier", "Un second"),
    "accounts.forms.PreferencesForm": ("preferences", "scheme", "light", "dark"),
    "campaign.calendar.phase_forms.ChangePhaseForm": ("phase", "note", "Un premier", "Un second"),
    "campaign.training.forms.SummaryForm": ("training:session_summary", "summary", "Un premier", "Un second"),
    "campaign.training.forms.SessionForm": ("training:session_edit", "title", "Un premier", "Un second"),
    "campaign.training.forms.AttendanceForm": ("training:attendance", "guest_count", "3", "4"),
    "contributions.views.videos.VideoWithPagesForm": ("videos:video_edit", "title", "Un premier", "Un second"),
    "campaign.videos.forms.VideoForm": ("videos:video_edit", "title", "Un premier", "Un second"),
    "campaign.site_forms.SiteSettingsForm": ("site_settings", "publisher", "Une société", "Une autre"),
    "campaign.site_forms.PublicTextForm": ("public_text", "body", "Un premier", "Un second"),
    "contributions.views.uploads.files.WordsForm": ("contributions:image", "alt", "Un phare", "Une tour"),
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
    "guide.editions.forms.ImprintForm": ("guide:edition_imprint", "place", "Angers", "Brest"),
    "guide.self_check.forms.SelfCheckForm": ("guide:self_check", "title", "Un premier", "Un second"),
    "guide.editions.theme_forms.ThemeForm": ("guide:theme_edit", "short_title", "Un premier", "Un second"),
    "guide.editions.forms.EditionForm": ("guide:edition", "title", "Un premier", "Un second"),
    "guide.translating.terms.AvoidedFormsForm": (
        "guide:avoided_forms",
        field_of("Hameçonnage"),
        "filou",
        "leurre",
    ),
    "guide.translating.target_forms.CoverForm": ("guide:edition_language", "title", "Il primo", "Il secondo"),
    "guide.translating.target_forms.ChoiceForm": ("guide:edition_language", "when_missing", "original", "leave"),
    "guide.translating.target_forms.LanguagesForm": ("guide:edition_languages", "languages", "ja", "en"),
    "learning.courses.course_forms.CourseSettingsForm": ("learning:course_settings", "pass_mark", "65", "80"),
    "learning.courses.item_forms.ItemForm": ("learning:text", "title", "Un premier", "Un second"),
    "campaign.invitations.forms.WaveWordsForm": ("invitations:wave_words", "subject_fr", "Un premier", "Un second"),
    "campaign.invitations.forms.WavePlanForm": ("invitations:wave_plan", "letters_a_minute", "30", "40"),
    "notifications.mail_choices.MailChoicesForm": ("notifications:mail_choices", "mail_rest", "never", "daily"),
}
BASES = {"guide.distribution.forms.CopiesForm", "accounts.administration.UnchangedForm"}
PICKERS = {
    "campaign.calendar.phase_forms.ExtendPhaseForm": "counts from the end that it shows: tests/campaign/test_calendar.py",
    "contributions.views.uploads.files.ImageForm": "sends a new picture",
    "guide.editions.forms.PictureForm": "chooses a picture: see below",
    "learning.courses.course_forms.LessonContentForm": "ticks tips and videos: tests/learning/desk/test_course_desk.py",
    "guide.views.added_language.AddedLanguageForm": "makes a row of what was shown: `seen` says whether it still is",
}
ALSO = {
    "campaign.calendar.phase_forms.ChangePhaseForm": {"reason": ["Parce que"]},
    "guide.editions.lifecycle_forms.ScheduleForm": {"accept_free_places": ["on"]},
}
# What changes no row as somebody has loaded it.
ASK = {
    "accounts.admin": ("AppearanceForm", "how a person appears, in the admin site: see below"),
    "accounts.forms": (
        "ChangePasswordForm LabelledForm LoginForm NewPasswordForm ResetPasswordForm ResetPasswordKeyForm SetPasswordForm",
        "signs in, or chooses a password",
    ),
    "campaign.views.set_up": ("AdministratorForm", "makes an account"),
    "campaign.calendar.phase_forms": (
        "NewPhaseForm PhaseForm ProposedPhaseForm RemovePhaseForm",
        "adds a phase that there was not; or takes one out, and says why",
    ),
    "campaign.training.forms": (
        "AddPersonForm CancelSessionForm SlidesForm",
        "adds somebody or a file, or gives a reason for an act",
    ),
    "accounts.people.views.invitation": ("SlipForm", "signs in"),
    "accounts.people.directory": ("PeopleFilter", "narrows a list"),
    "accounts.people.forms": (
        "ColumnsForm PeopleChangeForm PeopleImportForm UndoForm",
        "brings a list in, or does to many what they are asked for: no value that was loaded is written",
    ),
    "contributions.views.recent_changes": ("ChangesFilter LenientForm PersonFilter", "narrows a list"),
    "contributions.views.hiding": (
        "HideForm HideCommentForm HideSecretForm HideVersionForm ReasonForm SecretForm",
        "gives a reason for an act",
    ),
    "contributions.views.uploads.download": ("LogoForm", "sends a new picture"),
    "contributions.views.uploads.files": ("FileForm HideUploadForm", "sends a file, or gives a reason"),
    "contributions.views.merging": (
        "MergeForm SplitForm TargetForm",
        "names pages; their texts have numbered revisions",
    ),
    "contributions.views.moderation": (
        "LogFilter RollBackForm StopForm",
        "narrows a list, or gives a reason for an act",
    ),
    "contributions.views.page_templates": ("TemplateForm", "has numbered revisions"),
    "contributions.views.pages.forms": ("NewPageForm PageForm SectionForm TitleForm", "has numbered revisions"),
    "contributions.views.passages": ("NuanceForm", "says something new"),
    "contributions.views.protecting.views": ("ProtectForm", "gives a reason for an act"),
    "contributions.views.questions.forms": (
        "AskQuestionForm ImportForm QuestionAnswerForm QuestionReasonForm QuestionsFilter",
        "asks, answers, or narrows a list",
    ),
    "contributions.views.videos": (
        "LeadToPageForm WithdrawVideoForm",
        "names a page, or gives a reason for an act",
    ),
    "contributions.views.reports": ("ReportForm SettleForm", "reports, or settles once"),
    "contributions.revision_views.revision": ("RestoreForm RevisionForm TextForm", "has numbered revisions"),
    "contributions.views.comments.forms": (
        "CommentForm CorrectCommentForm IncorporateForm OpenPageForm",
        "says something new, or has numbered revisions",
    ),
    "guide.bibliography.forms": ("ReferenceImportForm", "brings references in"),
    "learning.courses.course_forms": (
        "AddItemForm AddLessonForm MakeCourseForm PublishCourseForm",
        "adds a course or a text that there was not, or publishes what was shown",
    ),
    "guide.candidates.forms": (
        "BallotForm DropForm NominationForm PollForm",
        "opens a vote, gives a reason, proposes, or casts one's own ballot",
    ),
    "guide.decisions.forms": ("DecisionAnswerForm DecisionsFilter", "answers, or narrows a list"),
    "guide.desk.decision_command": ("NotKeptForm TargetTextForm", "decides; see Submission.number"),
    "guide.distribution.forms": (
        "OrderForm OrdersFilter StepForm",
        "orders, takes an order from the state that was seen, or narrows a list",
    ),
    "guide.views.section": ("SectionForm", "adds a section that there was not"),
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
    "guide.translating.target_forms": (
        "FilterForm NoteForm SuggestionForm TargetsForm TranslationImportForm",
        "asks, remarks, suggests, or carries the digest of each paragraph that it was loaded with",
    ),
    "search.filters": ("SearchForm", "searches"),
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
