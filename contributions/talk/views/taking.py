"""Taking a contribution up into a page: with one press where the page is known, else after choosing it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import actor, contributors_only
from contributions.order import throttle
from contributions.pages.models import Page
from contributions.revision_screens import add_error
from contributions.talk.addresses import on_contribution
from contributions.talk.forms import OpenPageForm, TakeUpForm
from contributions.talk.models import Contribution, TakingUp

NOT_TAKEN = 422
TITLES = 300


@contributors_only
@on_contribution
def contribution_take_up(request: HttpRequest, said: Contribution) -> HttpResponse:
    """Under a page, one press; under a question, a form asks which page, or for the title of a new one."""
    if request.method != "POST":
        return show_choice(request, said, TakeUpForm(), OpenPageForm())
    if said.page is not None:
        return taken(request, said, said.page)
    if "title" in request.POST:
        return opened(request, said, OpenPageForm(request.POST))
    form = TakeUpForm(request.POST)
    if not form.is_valid():
        return show_choice(request, said, form, OpenPageForm())
    return taken(request, said, form.cleaned_data["page"], form)


def taken(request: HttpRequest, said: Contribution, page: Page, form: TakeUpForm | None = None) -> HttpResponse:
    try:
        with throttle.counted(actor(request), "save"):
            taking = said.take_up(page=page, by=actor(request))
    except ValidationError as error:
        form = form or TakeUpForm({"page": page.title})
        form.add_error(None, error)
        return show_choice(request, said, form, OpenPageForm())
    return led_to(request, taking)


def opened(request: HttpRequest, said: Contribution, form: OpenPageForm) -> HttpResponse:
    if form.is_valid():
        try:
            with throttle.counted(actor(request), "open"):
                return led_to(request, said.open_page(title=form.cleaned_data["title"], by=actor(request)))
        except ValidationError as error:
            add_error(form, error, field="title")
    return show_choice(request, said, TakeUpForm(), form)


def led_to(request: HttpRequest, taking: TakingUp) -> HttpResponse:
    messages.success(request, _("Taken up. The page is at version %(version)s.") % {"version": taking.version})
    return redirect(taking.page)


def show_choice(request: HttpRequest, said: Contribution, form: TakeUpForm, opening: OpenPageForm) -> HttpResponse:
    """The titles are all offered by the browser, those of the same question first; no script is needed to find one."""
    titles = Page.objects.visible().order_by("title")
    own = titles.for_theme(said.theme).values_list("title", flat=True)[:TITLES]
    others = titles.exclude(theme=said.theme).values_list("title", flat=True)[:TITLES]
    context = {"said": said, "form": form, "opening": opening, "titles": [*own, *others]}
    is_refused = bool(form.errors or opening.errors)
    return render(request, "contributions/contribution_take_up.html", context, status=NOT_TAKEN if is_refused else 200)
