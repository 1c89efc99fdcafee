"""The forms of the texts of a course: its title and description, its lessons and what they show, its items.

The versions of a text of a course, on the screens that texts of the guide share.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import actor, editors_only
from campaign.videos.models import Video
from common.forms.fields import add_error
from common.forms.screens import show_form
from common.forms.upload_handler import fields_refused, receives_files, size_refused
from common.paging import parse_int
from contributions.revision_views import Editing, Fact, RevisionScreens
from contributions.uploads.limits import most_picture_bytes, too_large
from drafts import autosave
from guide.course_texts import CourseTextRevision
from guide.models import CourseText, Tip
from guide.reviewing.overview import RemarkList
from guide.tips.models import tip_keys_in
from learning.courses.course_forms import LessonContentForm
from learning.courses.item_fields import MovedTurn, moved_turn
from learning.courses.item_forms import ItemForm, parts_in_words, reword, show_in_lesson
from learning.courses.making import confirm
from learning.courses.problems import problems_of
from learning.models import Course
from learning.views.desk.course_page import course_of, get_text

REFUSED = 422
PICTURES_AT_ONCE = 3
"""So many of the largest may be sent with an item."""


class CourseTextEditing(Editing[CourseText]):
    """The title and the Markdown of a course or a lesson."""

    template = "learning/desk/text.html"
    frame = "guide/desk/_revisions.html"

    @cached_property
    def around(self) -> Mapping[str, Any]:
        return {**super().around, "course": course_of(self.text), "review": remarks_on(self.text)}


def remarks_on(text: CourseText) -> RemarkList:
    return RemarkList(list(text.remarks.with_people()))


def _most_bytes() -> int:
    return PICTURES_AT_ONCE * most_picture_bytes()


@receives_files(_most_bytes, of_each=most_picture_bytes)
@editors_only
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a text: Markdown for a course and its lessons, field by field for an item."""
    found = get_text(pk)
    return _item(request, found) if found.is_item else CourseTextEditing(request, found).respond()


@editors_only
@require_POST
def text_presence(request: HttpRequest, pk: int) -> HttpResponse:
    return CourseTextEditing(request, get_text(pk)).presence_fragment()


@editors_only
@require_POST
def text_preview(request: HttpRequest, pk: int) -> HttpResponse:
    return CourseTextEditing(request, get_text(pk)).preview_fragment()


def _item(request: HttpRequest, item: CourseText) -> HttpResponse:
    key, course = f"coursetext:{item.pk}:item", course_of(item)
    sent = request.POST if request.method == "POST" else None
    moved = moved_turn(sent) if sent and item.kind == "dialogue" else None
    form = ItemForm(
        moved.data if moved else sent,
        request.FILES if sent is not None else None,
        item=item,
        tips=_tips_for(item, course),
        by=actor(request),
        draft=autosave.words(request, key),
        refused=fields_refused(request),
    )
    if moved:
        _say_what_ended(form, moved)
    elif size := size_refused(request):
        form.add_error(None, too_large(size, _most_bytes(), is_picture=False))
    elif form.is_valid() and _is_saved(request, form, item):
        autosave.sent(request)
        messages.success(request, _("Saved."))
        return redirect(item)
    problems = [one for one in problems_of(course) if one.text and one.text.pk == item.pk]
    context = {"course": course, "text": item, "form": form, "draft_key": key, "moved": moved}
    context["is_outdated"] = any(one.is_outdated for one in problems)  # which a note says that has the button
    context["problems"] = [one for one in problems if not one.is_outdated]
    context["review"] = remarks_on(item)
    status = REFUSED if form.errors and not moved else 200
    return render(request, "learning/desk/item/item.html", context, status=status)


def _say_what_ended(form: ItemForm, moved: MovedTurn) -> None:
    words = _("It led to the turn that now stands before it. The dialogue ends here, unless you choose again.")
    for name in moved.ended:
        form.add_error(name, ValidationError(words, code="before"))


def _is_saved(request: HttpRequest, form: ItemForm, item: CourseText) -> bool:
    sent = form.cleaned_data
    try:
        with form.unchanged():
            item.refresh_from_db()
            reword(
                item,
                form.parts,
                title=sent["title"],
                tip=form.tip,
                author=actor(request),
                base_version=item.version,
                summary=sent["summary"],
            )
            form.describe_pictures()
    except ValidationError as refusal:
        add_error(form, refusal)
        return False
    return True


def _tips_for(item: CourseText, course: Course) -> list[Tip]:
    """Those of the edition, in its order, and the one that the item has."""
    keys = tip_keys_in(tip.reference for tip in course.edition.guide.tips)
    tips = Tip.objects.filter(Q(pk__in=keys) | Q(pk=item.tip_id)).defer("body", "body_html")
    place_of = {key: place for place, key in enumerate(keys)}
    return sorted(tips, key=lambda tip: place_of.get(tip.pk, len(keys)))


@editors_only
@require_POST
def text_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """An item is still right for the `version` of its tip that was on the screen."""
    item = get_text(pk)
    seen = parse_int(request.POST.get("version", ""))
    if item.tip is None or item.tip.version != seen:
        messages.error(request, _("The tip has changed once more: compare the two again."))
    else:
        confirm(item, seen=seen)
        messages.success(request, _("Noted: it is still right."))
    return redirect(item)


@editors_only
def lesson_content(request: HttpRequest, pk: int) -> HttpResponse:
    """Which tips and videos a lesson shows."""
    lesson = get_text(pk)
    if lesson.kind != "lesson":
        raise Http404
    course = course_of(lesson)
    tips = [(key, tip) for tip in course.edition.guide.tips for key in tip_keys_in([tip.reference])]
    form = LessonContentForm(
        request.POST if request.method == "POST" else None,
        lesson=lesson,
        tips=[(str(key), f"{tip.number}. {tip.title}") for key, tip in tips],
        videos=Video.objects.visible().order_by("title", "pk"),
    )
    if form.is_valid():
        try:
            with form.unchanged():
                lesson.refresh_from_db()
                show_in_lesson(lesson, form.parts, author=actor(request), base_version=lesson.version)
        except ValidationError as refusal:
            add_error(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("learning:course_at_the_desk", course.pk)
    context = {"course": course, "text": lesson}
    return show_form(request, form, "learning/desk/lesson_content.html", context)


class CourseTextRevisions(RevisionScreens[CourseText]):
    frame = "guide/desk/_revisions.html"

    def facts(self, older: CourseTextRevision, newer: CourseTextRevision) -> list[Fact]:
        """Of an item, which answers are right and what follows; of a lesson, what it shows."""
        kind = self.text.kind
        name = "lesson" if kind == "lesson" else "item"
        return [Fact(name, parts_in_words(kind, older.parts), parts_in_words(kind, newer.parts))]
