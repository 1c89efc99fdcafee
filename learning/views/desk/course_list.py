"""The courses at the desk, and the form that makes one of an edition."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.access import actor, editors_only
from common.forms.screens import show_form
from common.paging import parse_int
from drafts import autosave
from drafts.sent_forms import accepted
from guide.models import Remark
from learning.courses.course_forms import MakeCourseForm
from learning.courses.making import make_course
from learning.models import Course

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
