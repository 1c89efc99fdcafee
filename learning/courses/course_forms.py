"""What editors fill in of a course: from which edition it is made, its settings, what a lesson shows, how it is published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from campaign.videos.models import Video
from common.forms.fields import CleanCharField, near
from common.forms.unchanged import RowForm, RowModelForm
from common.words.language_names import name_of_language
from contributions.revisions import TITLE_LENGTH
from guide.course_parts import LessonParts
from guide.course_texts import ITEM_KINDS
from guide.models import CourseText, Edition
from learning.courses.models import REASON_LENGTH, Course


class MakeCourseForm(forms.Form):
    """An edition that is out, and a title."""

    edition = forms.ModelChoiceField(label=_("Edition"), queryset=Edition.objects.none(), empty_label=None)
    title = CleanCharField(label=_("Title"), max_length=TITLE_LENGTH)

    def __init__(self, data: Any = None, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial, label_suffix="")
        self.fields["edition"].queryset = Edition.objects.published().for_lists()  # type: ignore[attr-defined]


class CourseSettingsForm(RowModelForm[Course]):
    """What editors decide of a course besides its texts."""

    class Meta:
        model = Course
        fields = ("edition", "pass_mark", "attempts", "deadline")
        help_texts = {
            "edition": _("Its tips are those that the course teaches."),
            "attempts": _("0: no limit."),
            "deadline": _("After this day nobody can begin another attempt. Optional."),
        }
        widgets = {"deadline": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["edition"].queryset = _editions(self.instance)  # type: ignore[attr-defined]
        self.fields["edition"].empty_label = None  # type: ignore[attr-defined]
        self.fields["deadline"].validators.append(near(years_back=1))


def _editions(course: Course) -> QuerySet[Edition]:
    """Those that are out, and the one that the course has, even where it was withdrawn."""
    return Edition.objects.filter(Q(status="published") | Q(pk=course.edition_id)).order_by("-number").for_lists()


class LessonContentForm(RowForm, forms.Form):
    """Which tips of the edition a lesson shows, in the order of the guide, and which videos."""

    tips = forms.MultipleChoiceField(label=_("Tips"), widget=forms.CheckboxSelectMultiple, required=False)
    videos = forms.MultipleChoiceField(label=_("Videos"), widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(
        self, data: Any, *, lesson: CourseText, tips: Iterable[tuple[str, str]], videos: Iterable[Video]
    ) -> None:
        super().__init__(data, initial=self.row_values(lesson), label_suffix="")
        self.fields["tips"].choices = list(tips)  # type: ignore[attr-defined]
        self.fields["videos"].choices = [(str(video.pk), video.title) for video in videos]  # type: ignore[attr-defined]
        self.follow(lesson)

    def row_values(self, row: CourseText) -> dict[str, Any]:
        shown = row.lesson
        return {"tips": list(map(str, shown.tips)), "videos": list(map(str, shown.videos))}

    @property
    def parts(self) -> LessonParts:
        return LessonParts(tuple(map(int, self.cleaned_data["tips"])), tuple(map(int, self.cleaned_data["videos"])))


class AddLessonForm(forms.Form):
    """A title; the rest is written in its own form."""

    title = CleanCharField(label=_("Title of the lesson"), max_length=TITLE_LENGTH)


class AddItemForm(forms.Form):
    """A kind, and a title by which the item is found."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[(kind.value, kind.label) for kind in ITEM_KINDS])
    title = CleanCharField(label=_("Title"), max_length=TITLE_LENGTH)


class PublishCourseForm(forms.Form):
    """In which languages, of those that are complete; and where nobody else has read it, why not."""

    languages = forms.MultipleChoiceField(label=_("Languages"), widget=forms.CheckboxSelectMultiple)
    unread_reason = CleanCharField(
        label=_("Why nobody else reads it first"), max_length=REASON_LENGTH, required=False, widget=forms.TextInput
    )

    def __init__(self, data: Any = None, *, languages: Sequence[str], draft: Mapping[str, str]) -> None:
        reason = draft.get("unread_reason", "")
        super().__init__(data, initial={"languages": languages, "unread_reason": reason}, label_suffix="")
        choices = [(language, name_of_language(language)) for language in languages]
        self.fields["languages"].choices = choices  # type: ignore[attr-defined]
