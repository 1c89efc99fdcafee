"""What its author does with a contribution: correct it, withdraw it, put it back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import actor, contributors_only
from contributions.revision_screens import add_error
from contributions.revisions import EditConflict, UnknownVersion
from contributions.talk.addresses import for_its_author, on_contribution
from contributions.talk.forms import CorrectForm
from contributions.talk.models import Contribution
from drafts import keeping

NOT_SAVED = 422


@contributors_only
@on_contribution
@for_its_author
def contribution_edit(request: HttpRequest, said: Contribution) -> HttpResponse:
    """Corrects what one said, and what kind of thing it is."""
    if request.method != "POST":
        return show_edit(request, said, CorrectForm(said=said, initial=begun(request, said)))
    form = CorrectForm(request.POST, said=said)
    if form.is_valid():
        try:
            said.revise_text(author=actor(request), **form.cleaned_data)
        except (EditConflict, UnknownVersion):
            form.begin_again_from(said.version)
            form.add_error("body", _("You changed this in another window meanwhile. Both texts are kept: save again."))
        except ValidationError as error:
            add_error(form, error, field="body")
        else:
            keeping.sent(request)
            messages.success(request, _("Corrected."))
            return HttpResponseRedirect(said.place_url)
    return show_edit(request, said, form)


def begun(request: HttpRequest, said: Contribution) -> dict[str, str]:
    """What she began to correct and did not send."""
    kept = keeping.words(request, edit_key(said))
    return {name: kept[name] for name in ("body", "kind", "base_version") if kept.get("body") and kept.get(name)}


def edit_key(said: Contribution) -> str:
    return f"contribution:{said.pk}:edit"


def show_edit(request: HttpRequest, said: Contribution, form: CorrectForm) -> HttpResponse:
    context = {"said": said, "form": form, "draft_key": edit_key(said)}
    return render(request, "contributions/contribution_edit.html", context, status=NOT_SAVED if form.errors else 200)


@require_POST
@contributors_only
@on_contribution
@for_its_author
def contribution_withdraw(request: HttpRequest, said: Contribution) -> HttpResponse:
    """At once: it can be put back."""
    said.withdraw(by=actor(request))
    messages.success(request, _("Withdrawn. You alone see it now, and can put it back."))
    return HttpResponseRedirect(said.place_url)


@require_POST
@contributors_only
@on_contribution
@for_its_author
def contribution_put_back(request: HttpRequest, said: Contribution) -> HttpResponse:
    said.put_back(by=actor(request))
    messages.success(request, _("It is back in its place. Your colleagues can read it."))
    return HttpResponseRedirect(said.place_url)
