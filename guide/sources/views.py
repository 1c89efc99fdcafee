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
from drafts import keeping
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
        return _show(request, tip, choice, _begun(request, tip, choice, revision), revision)
    form = SourceForm(request.POST)
    if form.is_valid() and form.revision:
        try:
            tip.add_source(form.revision, passage=form.cleaned_data["passage"], by=actor(request))
        except ValidationError as refusal:
            add_error(form, refusal)
        else:
            keeping.sent(request)
            title = form.cleaned_data["page"].title
            messages.success(request, _("The tip also rests on “%(title)s”.") % {"title": title})
            return redirect(tip)
    return _show(request, tip, PageForm(), form, form.revision, status=422)


def _begun(request: HttpRequest, tip: Tip, choice: PageForm, revision: PageRevision | None) -> SourceForm | None:
    """The form for a passage of this revision, with the opening of its text or the draft that waits."""
    if revision is None:
        return None
    proposed = {"page": choice.cleaned_data["page"].title, "version": revision.version}
    proposed["passage"] = opening(revision.body)
    return SourceForm(initial=proposed | keeping.words(request, _key(tip, revision)))


def _key(tip: Tip, revision: PageRevision) -> str:
    return f"tip:{tip.pk}:source:{revision.id}:{revision.version}"


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
    context["draft_key"] = _key(tip, revision) if revision else f"tip:{tip.pk}:source"
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
        messages.success(request, _("The tip no longer rests on “%(title)s”.") % {"title": source.origin})
    return redirect(tip)
