"""What a tip rests on: passages of pages, added and taken away."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import actor, editors_only
from contributions.models import Page, PageRevision
from contributions.revision_screens import add_error
from guide.forms import PageForm, SourceForm
from guide.tips import Tip
from guide.views.finding import get_tip
from markup import opening

TITLES_OFFERED = 500


@editors_only
def tip_source_add(request: HttpRequest, key: str) -> HttpResponse:
    """First the page (`?page=title&version=`), then the passage, with the text of the page beside the form."""
    tip = get_tip(key)
    if request.method != "POST":
        choice = PageForm(request.GET if "page" in request.GET else None)
        revision = choice.revision if choice.is_valid() else None
        form = SourceForm(initial=_proposed(choice, revision)) if revision else None
        return _show(request, tip, choice, form, revision)
    form = SourceForm(request.POST)
    if form.is_valid() and form.revision:
        try:
            tip.add_source(form.revision, passage=form.cleaned_data["passage"], by=actor(request))
        except ValidationError as refusal:
            add_error(form, refusal)
        else:
            title = form.cleaned_data["page"].title
            messages.success(request, _("The tip also rests on “%(title)s”.") % {"title": title})
            return redirect(tip)
    return _show(request, tip, PageForm(), form, form.revision, status=422)


def _proposed(choice: PageForm, revision: PageRevision) -> dict[str, object]:
    page = choice.cleaned_data["page"]
    return {"page": page.title, "version": revision.version, "passage": opening(revision.body)}


def _show(
    request: HttpRequest,
    tip: Tip,
    choice: PageForm,
    form: SourceForm | None,
    revision: PageRevision | None,
    *,
    status: int = 200,
) -> HttpResponse:
    titles = Page.objects.visible().order_by("title").values_list("title", flat=True)[:TITLES_OFFERED]
    context = {"tip": tip, "choice": choice, "form": form, "revision": revision, "titles": titles}
    return render(request, "guide/tip_source_add.html", context, status=status)


@editors_only
@require_POST
def tip_source_remove(request: HttpRequest, key: str) -> HttpResponse:
    tip = get_tip(key)
    number = request.POST.get("source", "")
    is_number = number.isascii() and number.isdecimal() and len(number) < 16
    source = get_object_or_404(tip.sources.select_related("page"), pk=int(number) if is_number else None)
    try:
        tip.remove_source(source)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("The tip no longer rests on “%(title)s”.") % {"title": source.page.title})
    return redirect(tip)
