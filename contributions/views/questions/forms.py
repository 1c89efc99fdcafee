"""The forms about questions. What a question may be, the verbs decide; these hold what was typed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.db.models import TextChoices
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign.models import TrainingSession, Video
from campaign.site_forms import FirstLanguageSelect
from common.forms.fields import CleanCharField
from common.forms.tables import TableForm
from common.forms.unchanged import RowForm
from common.markup import one_line
from common.paging import parse_int
from common.words.dates import full_date
from contributions.pages.models import Page
from contributions.questions.errors import LONGEST
from contributions.questions.models import Question, QuestionOrigin
from contributions.questions.querysets import ASKED_BY_ANYBODY
from contributions.revision_hiding import REASON_LENGTH
from contributions.views.hiding import ReasonForm
from themes.models import Theme


class ThemeField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no subscript when it runs
    """One of the campaign’s questions, by its number and short title."""

    widget = FirstLanguageSelect

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Theme.objects.all(), **({"label": _("Campaign question")} | kwargs))

    def label_from_instance(self, theme: Theme) -> str:
        return f"{theme.number}. {theme.short_title}"


class SessionField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no subscript when it runs
    """One of the training sessions, by its place and day."""

    widget = FirstLanguageSelect

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=TrainingSession.objects.order_by("-starts_at", "-pk"), required=False, **kwargs)

    def label_from_instance(self, session: TrainingSession) -> str:
        return _("%(place)s, %(day)s") % {"place": session.place, "day": full_date(session.starts_at)}


class AskQuestionForm(forms.Form):
    """One line. The token is good for one question: a second use leads to the first."""

    text = CleanCharField(
        label=_("Your question, in one line"),
        required=False,
        widget=forms.TextInput(attrs={"maxlength": LONGEST, "autocomplete": "off"}),
    )
    theme = ThemeField(
        empty_label=_("Choose a campaign question"),
        error_messages={"required": _("Choose the campaign question it belongs to.")},
    )
    origin = forms.ChoiceField(label=_("Where the question comes from"), choices=QuestionOrigin.choices, required=False)
    session = SessionField(widget=forms.HiddenInput)
    token = CleanCharField(required=False, widget=forms.HiddenInput)
    video = CleanCharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_editor: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("token", str(uuid4()))
        if not is_editor:
            own = [(value, words) for value, words in QuestionOrigin.choices if value in ASKED_BY_ANYBODY]
            own[0] = (own[0][0], pgettext_lazy("origin of a question", "myself"))
            self.fields["origin"].choices = own  # type: ignore[attr-defined]

    @property
    def has_themes(self) -> bool:
        """Whether there is any to choose: without, nobody can ask."""
        return Theme.objects.exists()

    def clean_origin(self) -> str:
        return str(self.cleaned_data["origin"] or QuestionOrigin.EMPLOYEE)

    def clean_video(self) -> Video | None:
        """Under which one it is asked; what is none that everybody may watch is left out."""
        return Video.objects.visible().filter(pk=parse_int(self.cleaned_data["video"]) or 0).first()

    def clean(self) -> dict[str, Any]:
        """What is asked for a session comes from there, whatever else was chosen."""
        values = super().clean() or {}
        return values | {"origin": QuestionOrigin.SESSION} if values.get("session") else values

    def clean_token(self) -> UUID | None:
        try:
            return UUID(self.cleaned_data["token"])
        except ValueError:
            return None


class RewordForm(RowForm, forms.Form):
    """How an editor puts a question, and where it belongs."""

    text = CleanCharField(label=_("Question"), required=False, widget=forms.TextInput(attrs={"maxlength": LONGEST}))
    theme = ThemeField(empty_label=None)
    origin = forms.ChoiceField(label=_("Where the question comes from"), choices=QuestionOrigin.choices)
    session = SessionField(
        label=_("Asked for this session, or in it"), empty_label=pgettext_lazy("of a question, session", "none")
    )

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        """One taken over from the room of a session stays with it."""
        super().__init__(*args, **kwargs)
        if question.room_question_id is not None or not TrainingSession.objects.exists():
            del self.fields["session"]
        self.follow(question)

    def clean(self) -> dict[str, Any]:
        """What is asked for a session comes from there, whatever else was chosen."""
        values = super().clean() or {}
        return values | {"origin": QuestionOrigin.SESSION} if values.get("session") else values


class QuestionReasonForm(ReasonForm):
    """Why a question is hidden."""

    who_reads = _("The editors read it; it stays beside the question until it is shown again.")
    reason = CleanCharField(label=_("Why?"), required=False, max_length=REASON_LENGTH)


class PageField(CleanCharField):
    """A page that everybody may read, by its title."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"list": "titles", "autocomplete": "off"}
        super().__init__(
            label=_("The title of the page"), required=False, widget=forms.TextInput(attrs=attrs), **kwargs
        )

    def clean(self, value: Any) -> Any:
        title = one_line(str(super().clean(value)))
        found = Page.objects.visible().with_title(title).select_related("theme").first() if title else None
        if found is None:
            raise forms.ValidationError(
                _("No page has this title. Choose one from the list, or open a page."), code="none"
            )
        return found


class QuestionAnswerForm(forms.Form):
    """Which page answers a question."""

    page = PageField()


class QuestionStateFilter(TextChoices):
    ALL = "", pgettext_lazy("states", "All")
    UNANSWERED = "unanswered", _("Without an answer")
    ANSWERED = "answered", _("Answered")


class QuestionPeriod(TextChoices):
    ALL = "", _("Since the beginning")
    WEEK = "7", _("The last seven days")
    MONTH = "30", _("The last thirty days")


class QuestionOrder(TextChoices):
    NEWEST = "", _("The newest first")
    MOST_ASKED = "asked", _("The most asked first")


class QuestionsFilter(forms.Form):
    """What the list is narrowed to, and its order. What makes no sense is left out, never an error."""

    theme = ThemeField(to_field_name="slug", required=False, empty_label=pgettext_lazy("themes", "All"))
    origin = forms.ChoiceField(
        label=_("Origin"), choices=[("", pgettext_lazy("origins", "All")), *QuestionOrigin.choices], required=False
    )
    state = forms.ChoiceField(label=_("State"), choices=QuestionStateFilter.choices, required=False)
    session = SessionField(label=_("Training session"), empty_label=pgettext_lazy("sessions", "All"))
    since = forms.ChoiceField(label=_("Period"), choices=QuestionPeriod.choices, required=False)
    order = forms.ChoiceField(label=_("Order"), choices=QuestionOrder.choices, required=False)

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query)
        self.is_valid()

    def chosen(self, name: str) -> Any:
        return self.cleaned_data.get(name) or ""

    @property
    def begins_at(self) -> datetime | None:
        days = self.chosen("since")
        return timezone.now() - timedelta(days=int(days)) if days else None

    @property
    def has_sessions(self) -> bool:
        return TrainingSession.objects.exists()

    @property
    def is_narrowed(self) -> bool:
        return any(self.chosen(name) for name in ("theme", "origin", "state", "session", "since"))


class ImportForm(TableForm):
    """A list out of a spreadsheet: as a file, or pasted."""

    theme = ThemeField(
        label=_("Campaign question of the lines that name none"), required=False, empty_label=_("None: refuse them")
    )
    origin = forms.ChoiceField(
        label=_("Origin of the lines that name none"),
        choices=[("", _("None: refuse them")), *QuestionOrigin.choices],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "With columns named question, campaign question, origin and date; the last three may be left out."
        )
        self.fields["text"].widget.attrs["placeholder"] = _("question;campaign question;origin;date")
