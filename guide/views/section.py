"""The texts around the tips: which there are, and each. A section has no page to read: its address is the form of it."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.access import editors_only
from common.forms.fields import CleanCharField, add_error
from common.forms.screens import show_form
from contributions.revision_views import Editing
from contributions.revisions import TITLE_LENGTH
from guide.sections import Section, SectionKind, Side
from guide.views.text_history import get_section


class SectionForm(forms.Form):
    """A section that editors add."""

    title = CleanCharField(label=gettext_lazy("Name"), max_length=TITLE_LENGTH)
    side = forms.ChoiceField(
        label=gettext_lazy("Where it stands"), choices=Side.choices, widget=forms.RadioSelect, initial=Side.FRONT
    )
    is_inner = forms.BooleanField(label=gettext_lazy("Under the heading of the section before it"), required=False)


class SectionEditing(Editing[Section]):
    template = "guide/sections/section.html"
    frame = "guide/desk/_revisions.html"
    name = "section"

    @property
    def label(self) -> str:
        return self.text.label


@editors_only
def sections(request: HttpRequest) -> HttpResponse:
    """All sections on both sides of the chapters, in their order; adds one."""
    form = SectionForm(request.POST if request.method == "POST" else None, label_suffix="")
    if form.is_valid():
        try:
            added = Section.objects.add(**form.cleaned_data)
        except ValidationError as refusal:
            add_error(form, refusal)
        else:
            messages.success(request, _("“%(name)s” is added. Write its text here.") % {"name": added.title})
            return redirect(added)
    known = Section.objects.in_order(with_removed=True)
    sides = [(side.label, [row for row in known if row.side == side and not row.is_removed]) for side in Side]
    removed = [row for row in known if row.is_removed]
    printed = {row.pk for row in Section.objects.printed()}
    context = {
        "sides": sides,
        "removed": removed,
        "printed": printed,
        "added_kind": SectionKind.TEXT.value,
    }
    return show_form(request, form, "guide/sections/sections.html", context)


@require_POST
@editors_only
def section_place(request: HttpRequest, key: str) -> HttpResponse:
    """Moves a section by one place, puts it under the heading before it or out again, removes it, or brings it back."""
    found, act = get_section(key), request.POST.get("act", "")
    try:
        if act in {"up", "down"}:
            found.move(is_up=act == "up")
        elif act in {"inner", "apart"}:
            found.put_under_heading(is_inner=act == "inner")
        elif act == "remove":
            found.remove()
            messages.success(request, _("The section “%(name)s” is removed.") % {"name": found.title})
        elif act == "bring_back":
            found.bring_back()
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect("guide:sections")


@editors_only
def section(request: HttpRequest, key: str) -> HttpResponse:
    return SectionEditing(request, get_section(key)).respond()


@require_POST
@editors_only
def section_presence(request: HttpRequest, key: str) -> HttpResponse:
    return SectionEditing(request, get_section(key)).presence_fragment()


@require_POST
@editors_only
def section_preview(request: HttpRequest, key: str) -> HttpResponse:
    return SectionEditing(request, get_section(key)).preview_fragment()
