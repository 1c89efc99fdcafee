"""Remarks on the texts of a course, on the screens that tips have: an editor remarks, another answers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.access import editors_only
from campaign.languages import first_language
from guide.views.reviewing.remarks import show_answer, show_remark
from learning.views.desk.course_lookup import course_of, get_text

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
