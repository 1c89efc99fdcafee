"""Completions of courses for whoever looks after them: figures, their file, and the letter to those who have not begun."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import editors_only
from accounts.small_groups import STEP
from common.words.digit_grouping import grouped
from learning.completions.not_begun import remind
from learning.models import Course
from reporting import course_figures
from reporting.downloads import csv_of
from reporting.totals import number_invited


@editors_only
@require_safe
def completions(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    context = {"sections": course_figures.sections(), "courses": course_figures.courses_to_remind_of(now), "step": STEP}
    return render(request, "reporting/completions.html", context)


@editors_only
@require_safe
def completions_csv(request: HttpRequest) -> HttpResponse:
    """The tables of the page, one after the other."""
    return csv_of(course_figures.sections(), _("Completions of courses"))


@editors_only
@require_POST
def course_remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Says in steps to how many a letter goes, and never to whom."""
    number = remind(get_object_or_404(Course, pk=pk))
    shown = course_figures.at_least(number, number_invited())
    if shown:
        messages.success(request, _("A letter goes to at least %(number)s people.") % {"number": grouped(shown)})
    else:
        messages.success(request, _("A letter goes to everybody who can be reminded: only a few people, or nobody."))
    return redirect("reporting:completions")
