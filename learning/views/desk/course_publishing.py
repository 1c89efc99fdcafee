"""A course as learners will see it, read by a second person, published; and its versions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import actor, editors_only
from campaign.languages import first_language
from common.forms.fields import add_error
from common.words.language_names import name_of_language
from drafts import autosave
from guide import serving
from guide.editions.assembly import COPIES
from guide.models import CourseText, Remark
from learning.attempts.item_results import item_results
from learning.courses.content_assembly import content_of
from learning.courses.course_forms import PublishCourseForm
from learning.courses.course_publishing import CannotBePublished, find_right, mark_of, publish, unread
from learning.courses.outline import outline_of
from learning.courses.problems import CourseProblem, faults, problems_in
from learning.document import Item
from learning.items.form_context import item_context, template_of
from learning.models import Course
from learning.views.desk.course_page import get_course

REFUSED = 422


@editors_only
@require_safe
def course_preview(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """The whole course on one page, in a language of its edition."""
    course = get_course(pk)
    if language not in course.languages():
        raise Http404
    texts = course.texts()
    content = content_of(course, language, texts=texts)
    is_original = language == first_language()
    remarks = _remarks_on(texts) if is_original else {}
    context = {
        "course": course,
        "content": content,
        "remarks": remarks.get(course.text.key, []),
        "lessons": [
            (
                lesson,
                remarks.get(lesson.key, []),
                [(item, _form_of(item, language), remarks.get(item.key, [])) for item in lesson.items],
            )
            for lesson in content.lessons
        ],
        "mark": mark_of(texts),
        "unread": unread(course, texts),
        "is_original": is_original,
        "languages": [(code, name_of_language(code)) for code in course.languages()],
    }
    return render(request, "learning/desk/preview/preview.html", context)


def _remarks_on(texts: Sequence[CourseText]) -> dict[str, list[Remark]]:
    """Returns the open remarks by the key of their text; one query."""
    found: defaultdict[str, list[Remark]] = defaultdict(list)
    for remark in Remark.objects.open().on_texts(texts):
        found[remark.text.key].append(remark)
    return found


def _form_of(item: Item, language: str) -> str:
    """As learners see it; nothing of an item that cannot be answered yet."""
    if any(faults(item.kind, item.parts)):
        return ""
    context = item_context(item, language, number=1, of=1, name_prefix=f"item-{item.key}-")
    with translation.override(language):
        return render_to_string(template_of(item), context)


@editors_only
@require_safe
def course_preview_picture(request: HttpRequest, pk: int, language: str, name: str) -> HttpResponseBase:
    """A picture of a tip in the preview: an edition's copy, whose name is made of its content. Editors may see each."""
    if language not in get_course(pk).languages():
        raise Http404
    path = serving.file_in(Path(settings.MEDIA_ROOT) / COPIES, name)
    if path is None:
        raise Http404
    return serving.serve(request, path, is_public=False)


@editors_only
@require_POST
def course_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody has read the preview and finds it right; `seen` says what stood there."""
    course = get_course(pk)
    try:
        find_right(course, by=actor(request), seen=request.POST.get("seen", ""))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("learning:course_preview", pk, first_language())
    messages.success(request, _("Noted: you have read it and found it right."))
    return redirect("learning:course_at_the_desk", pk)


@editors_only
def course_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """The languages that are complete, what the others lack; published, nothing of it changes any more."""
    course = get_course(pk)
    key = f"course:{pk}:publish"
    lacking = {language: _lacking(course, language) for language in course.languages()}
    complete = [language for language, problems in lacking.items() if not problems]
    form = PublishCourseForm(request.POST or None, languages=complete, draft=autosave.words(request, key))
    if form.is_valid():
        try:
            version = publish(course, by=actor(request), **form.cleaned_data)
        except ValidationError as refusal:
            _explain(form, refusal, course)
        else:
            autosave.sent(request)
            messages.success(request, _("The course is published."))
            return redirect("learning:course_version", pk, version.number)
    outline = outline_of(course)
    context = {"course": course, "outline": outline, "form": form, "draft_key": key}
    context["unread"] = unread(course, outline.texts)
    context["open_remarks"] = Remark.objects.open().filter(course_text__in=[text.pk for text in outline.texts]).count()
    context["lacking"] = [(name_of_language(code), problems) for code, problems in lacking.items() if problems]
    return render(request, "learning/desk/publish.html", context, status=REFUSED if form.is_bound else 200)


def _explain(form: PublishCourseForm, refusal: ValidationError, course: Course) -> None:
    """Says above the form or beside a field what the screen does not list anyway, with links, as what is to be mended."""
    if not (isinstance(refusal, CannotBePublished) and outline_of(course).all_grave):
        add_error(form, refusal)


def _lacking(course: Course, language: str) -> list[CourseProblem]:
    return [] if language == first_language() else problems_in(course, language)


@editors_only
@require_safe
def course_version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What a version holds, in which languages, where it is downloaded, and what people get wrong in it."""
    course = get_course(pk)
    rows = course.versions.select_related("published_by", "edition").prefetch_related("documents")
    version = get_object_or_404(rows, number=number)
    contents = [(name_of_language(one.language), one.content) for one in version.documents.all()]
    newest = course.newest_version()
    context = {"course": course, "version": version, "contents": contents}
    context["withdrawn"] = version.withdrawn_edition()
    context["is_newest"] = newest is not None and newest.number == number
    content = version.content_in(get_language() or "")
    context |= {"content": content, "results": item_results(version, content)}
    return render(request, "learning/desk/version.html", context)
