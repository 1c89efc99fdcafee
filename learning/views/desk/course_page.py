"""A course at the desk: its lessons and items with what is wrong, their order, its settings.

Finds the course or the text that an address of the desk names.

Remarks on the texts of a course, on the screens that tips have: an editor remarks, another answers.

The courses at the desk, and the form that makes one of an edition.
"""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import actor, editors_only
from campaign.languages import first_language
from common.forms.screens import show_form
from common.paging import parse_int
from drafts import autosave
from drafts.sent_forms import accepted
from guide.course_parts import ItemParts
from guide.models import CourseText, Edition, Remark
from guide.reviewing.overview import RemarkList
from guide.views.reviewing.reviews import show_answer, show_remark
from learning.courses import course_settings, making
from learning.courses.course_forms import AddItemForm, AddLessonForm, CourseSettingsForm, MakeCourseForm
from learning.courses.course_publishing import unread
from learning.courses.making import make_course
from learning.courses.outline import outline_of
from learning.models import Course, CourseVersion


def get_course(pk: int) -> Course:
    return get_object_or_404(Course.objects.select_related("text", "edition"), pk=pk)


def withdrawn_edition_of(version: CourseVersion | None) -> Edition | None:
    return version.withdrawn_edition() if version else None


def newer_edition(course: Course) -> Edition | None:
    """Returns the newest edition that is out, where the course is not made for it: it may teach that one instead."""
    newest: Edition | None = Edition.objects.published().defer("names").first()
    return newest if newest and newest.pk != course.edition_id else None


def get_text(pk: int) -> CourseText:
    return get_object_or_404(CourseText.objects.select_related("theme", "tip", "parent__parent"), pk=pk)


def course_of(text: CourseText) -> Course:
    """Returns the course that a text belongs to."""
    return get_object_or_404(Course.objects.select_related("text", "edition"), text=text.top)


@editors_only
@require_safe
def course_at_the_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """Its lessons with their items, what is wrong with each, and its versions."""
    course = get_course(pk)
    outline = outline_of(course)
    context = {
        "course": course,
        "withdrawn": withdrawn_edition_of(course.newest_version()),
        "newest": newer_edition(course),
        "outline": outline,
        "original": first_language(),
        "unread": len(unread(course, outline.texts)),
        "review": RemarkList(Remark.objects.on_texts(outline.texts)),
        "versions": course.versions.select_related("published_by").prefetch_related("documents"),
    }
    return render(request, "learning/desk/course.html", context)


@editors_only
def lesson_new(request: HttpRequest, pk: int) -> HttpResponse:
    course = get_course(pk)

    def add(form: forms.Form) -> CourseText:
        return making.add_lesson(course, title=form.cleaned_data["title"], by=actor(request))

    key, heading = f"course:{pk}:lesson", _("A new lesson")
    form = AddLessonForm(request.POST or None, initial=autosave.words(request, key), label_suffix="")
    return _added(request, form, add, {"course": course, "draft_key": key, "heading": heading})


@editors_only
def item_new(request: HttpRequest, pk: int) -> HttpResponse:
    """An item of a lesson, empty but for its title: its form follows."""
    lesson = get_text(pk)
    course = course_of(lesson)
    if lesson.kind != "lesson":
        return redirect("learning:course_at_the_desk", course.pk)

    def add(form: forms.Form) -> CourseText:
        sent = form.cleaned_data
        return making.add_item(lesson, sent["kind"], title=sent["title"], parts=ItemParts(), by=actor(request))

    key, heading = f"course:{course.pk}:item:{pk}", _("A new item")
    form = AddItemForm(request.POST or None, initial=autosave.words(request, key), label_suffix="")
    return _added(request, form, add, {"course": course, "lesson": lesson, "draft_key": key, "heading": heading})


def _added(
    request: HttpRequest, form: forms.Form, add: Callable[[forms.Form], CourseText], context: dict[str, object]
) -> HttpResponse:
    if done := accepted(request, form, lambda: add(form)):
        return redirect(done.result)
    return show_form(request, form, "learning/desk/new_text.html", context)


@editors_only
@require_POST
def text_shift(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes places with the lesson or item before it, or with `to=down` the one behind."""
    text = get_text(pk)
    if text.kind != "course":
        try:
            making.move(text, 1 if request.POST.get("to") == "down" else -1, seen=request.POST.get("seen"))
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
    return _back_to(text)


@editors_only
@require_POST
def text_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a lesson or an item out, or with `to=back` puts it back."""
    text = get_text(pk)
    if text.kind != "course" and request.POST.get("to") == "back":
        making.put_back(text)
    elif text.kind != "course":
        making.remove(text)
        messages.success(request, _("It is taken out. Below it can be put back."))
    return _back_to(text)


def _back_to(text: CourseText) -> HttpResponse:
    address = reverse("learning:course_at_the_desk", args=[course_of(text).pk])
    return redirect(f"{address}#text-{text.pk}")


@editors_only
def course_settings_form(request: HttpRequest, pk: int) -> HttpResponse:
    """The settings, with what they were before."""
    course = get_course(pk)
    key = f"course:{pk}:settings"
    proposed = {"edition": request.GET["edition"]} if request.GET.get("edition", "").isdecimal() else {}
    initial = proposed | autosave.words(request, key)
    form = CourseSettingsForm(request.POST or None, instance=course, initial=initial)
    if accepted(request, form, lambda: course_settings.change(form.instance, by=actor(request))):
        messages.success(request, _("Saved. A version that is published keeps what it was published with."))
        return redirect("learning:course_at_the_desk", pk)
    context = {"course": get_course(pk), "draft_key": key}
    context["versions"] = course_settings.settings_history(course)
    return show_form(request, form, "learning/desk/settings.html", context)


def _reopen(request: HttpRequest, course: Course) -> None:
    try:
        course_settings.reopen(course, by=actor(request))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("The course is open again."))


@editors_only
@require_POST
def course_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Closes the course for learners, or with `to=open` opens it again."""
    course = get_course(pk)
    if request.POST.get("to") == "open":
        _reopen(request, course)
    else:
        course_settings.close(course, by=actor(request))
        messages.success(request, _("The course is closed: nobody begins it any more, whoever has begun goes on."))
    return redirect("learning:course_at_the_desk", pk)


FROM_THE_PREVIEW = "preview"


@editors_only
def text_remark(request: HttpRequest, pk: int) -> HttpResponse:
    """A remark on a text; whoever reads the preview goes on there."""
    text = get_text(pk)
    query = request.POST if request.method == "POST" else request.GET
    if query.get("from") == FROM_THE_PREVIEW:
        back = reverse("learning:course_preview", args=[course_of(text).pk, first_language()])
    else:
        back = text.get_absolute_url()
    return show_remark(request, text, back=back)


@editors_only
def text_remark_answer(request: HttpRequest, pk: int, remark: int) -> HttpResponse:
    text = get_text(pk)
    desk = reverse("learning:course_at_the_desk", args=[course_of(text).pk])
    return show_answer(request, text, remark, back=f"{desk}#remarks")


DRAFT = "courses:new"


@editors_only
def courses_at_the_desk(request: HttpRequest) -> HttpResponse:
    """Every course, the newest first; `?edition=` is chosen in the form that makes another one."""
    sent = request.POST if request.method == "POST" else None
    asked = {"edition": parse_int(request.GET.get("edition", ""))}
    form = MakeCourseForm(sent, initial=asked | autosave.words(request, DRAFT))
    if done := accepted(
        request,
        form,
        lambda: make_course(form.cleaned_data["edition"], title=form.cleaned_data["title"], by=actor(request)),
    ):
        messages.success(request, _("The course has a lesson for each chapter that has tips. Now write its items."))
        return redirect("learning:course_at_the_desk", done.result.pk)
    courses = Course.objects.select_related("text", "edition").annotate(newest=Max("versions__number")).order_by("-pk")
    waiting = Remark.objects.open().count_by_course()
    rows = [(course, waiting.get(course.text_id, 0)) for course in courses]
    context = {"courses": rows, "draft_key": DRAFT}
    return show_form(request, form, "learning/desk/courses.html", context)
