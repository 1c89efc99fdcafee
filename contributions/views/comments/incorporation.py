"""Taking a contribution up into a page: with one press where the page is known, else after choosing it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import actor, contributors_only
from common.forms.fields import add_error
from contributions.comments.incorporation import Incorporation
from contributions.comments.models import Comment
from contributions.moderation import throttle
from contributions.pages.models import Page
from contributions.views.closed_forms import closed_form, is_form_closed
from contributions.views.comments.forms import IncorporateForm, OpenPageForm
from contributions.views.comments.resolvers import on_comment

NOT_TAKEN = 422
TITLES = 300


@contributors_only
@on_comment
def comment_incorporate(request: HttpRequest, comment: Comment) -> HttpResponse:
    """Under a page, one press; under a question, a form asks which page, or for the title of a new one."""
    if is_form_closed(request, "write"):
        return closed_form(request, "write", f"comment:{comment.pk}:take-up", theme=comment.theme, page=comment.page)
    if request.method != "POST":
        return show_choice(request, comment, IncorporateForm(), OpenPageForm())
    if comment.page is not None:
        return taken(request, comment, comment.page)
    if "title" in request.POST:
        return opened(request, comment, OpenPageForm(request.POST))
    form = IncorporateForm(request.POST)
    if not form.is_valid():
        return show_choice(request, comment, form, OpenPageForm())
    return taken(request, comment, form.cleaned_data["page"], form)


def taken(request: HttpRequest, comment: Comment, page: Page, form: IncorporateForm | None = None) -> HttpResponse:
    try:
        with throttle.counted(actor(request), "save"):
            incorporation = comment.incorporate(page=page, by=actor(request))
    except ValidationError as error:
        form = form or IncorporateForm({"page": page.title})
        form.add_error(None, error)
        return show_choice(request, comment, form, OpenPageForm())
    return led_to(request, incorporation)


def opened(request: HttpRequest, comment: Comment, form: OpenPageForm) -> HttpResponse:
    if form.is_valid():
        try:
            with throttle.counted(actor(request), "open"):
                return led_to(request, comment.open_page(title=form.cleaned_data["title"], by=actor(request)))
        except ValidationError as error:
            add_error(form, error, field="title")
    return show_choice(request, comment, IncorporateForm(), form)


def led_to(request: HttpRequest, incorporation: Incorporation) -> HttpResponse:
    messages.success(
        request, _("Incorporated. The page is at version %(version)s.") % {"version": incorporation.version}
    )
    return redirect(incorporation.page)


def show_choice(request: HttpRequest, comment: Comment, form: IncorporateForm, opening: OpenPageForm) -> HttpResponse:
    """The titles are all offered by the browser, those of the same question first; no script is needed to find one."""
    titles = Page.objects.visible().order_by("title")
    own = titles.for_theme(comment.theme).values_list("title", flat=True)[:TITLES]
    others = titles.exclude(theme=comment.theme).values_list("title", flat=True)[:TITLES]
    context = {"comment": comment, "form": form, "opening": opening, "titles": [*own, *others]}
    is_refused = bool(form.errors or opening.errors)
    return render(request, "contributions/comments/incorporate.html", context, status=NOT_TAKEN if is_refused else 200)
