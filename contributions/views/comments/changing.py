"""What its author does with a contribution: correct it, withdraw it, put it back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import actor, contributors_only
from campaign.calendar.rights import saved_as_draft_when_late
from common.forms.fields import add_error
from common.forms.screens import show_form
from common.paging import parse_int
from contributions.comments.kinds import Incorporation
from contributions.comments.models import Comment
from contributions.moderation import first_contributions
from contributions.pages.models import Page
from contributions.revisions import EditConflict, UnknownVersion
from contributions.views.comments.forms import CorrectCommentForm, IncorporateForm, OpenPageForm
from contributions.views.comments.resolvers import for_its_author, on_comment
from contributions.views.passages import closed_form, is_form_closed
from drafts import autosave


@contributors_only
@on_comment
@for_its_author
def comment_edit(request: HttpRequest, comment: Comment) -> HttpResponse:
    """Corrects what one said, and what kind of thing it is."""
    if is_form_closed(request, "comment"):
        return closed_form(request, "comment", edit_key(comment), theme=comment.theme, page=comment.page)
    if request.method != "POST":
        return show_edit(request, comment, CorrectCommentForm(comment=comment, initial=begun(request, comment)))
    form = CorrectCommentForm(request.POST, comment=comment)
    if form.is_valid():
        try:
            with saved_as_draft_when_late(request):
                comment.revise_text(author=actor(request), **form.cleaned_data)
        except (EditConflict, UnknownVersion):
            form.begin_again_from(comment.version)
            form.add_error("body", _("You changed this in another window meanwhile. Both texts are kept: save again."))
        except ValidationError as error:
            add_error(form, error, field="body")
        else:
            autosave.sent(request)
            messages.success(request, _("Corrected."))
            return HttpResponseRedirect(comment.place_url)
    return show_edit(request, comment, form)


def begun(request: HttpRequest, comment: Comment) -> dict[str, str]:
    """What she began to correct and did not send."""
    typed = autosave.words(request, edit_key(comment))
    return {name: typed[name] for name in ("body", "kind", "base_version") if typed.get("body") and typed.get(name)}


def edit_key(comment: Comment) -> str:
    return f"comment:{comment.pk}:edit"


def show_edit(request: HttpRequest, comment: Comment, form: CorrectCommentForm) -> HttpResponse:
    context = {"comment": comment, "draft_key": edit_key(comment)}
    began = 0 if form.is_bound else parse_int(str(form["base_version"].value())) or 0
    context["changes_url"] = comment.changes_url(began, comment.version) if 0 < began < comment.version else ""
    return show_form(request, form, "contributions/comments/edit.html", context)


@require_POST
@contributors_only
@on_comment
@for_its_author
def comment_withdraw(request: HttpRequest, comment: Comment) -> HttpResponse:
    """At once: it can be put back."""
    comment.withdraw(by=actor(request))
    messages.success(request, _("Withdrawn. You alone see it now, and can put it back."))
    return HttpResponseRedirect(comment.place_url)


@require_POST
@contributors_only
@on_comment
@for_its_author
def comment_put_back(request: HttpRequest, comment: Comment) -> HttpResponse:
    comment.put_back(by=actor(request))
    messages.success(request, _("It is back in its place. Your colleagues can read it."))
    return HttpResponseRedirect(comment.place_url)


# Taking a contribution up into a page: with one press where the page is known, else after choosing it.


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
        with first_contributions.counted(actor(request), "save"):
            incorporation = comment.incorporate(page=page, by=actor(request))
    except ValidationError as error:
        form = form or IncorporateForm({"page": page.title})
        form.add_error(None, error)
        return show_choice(request, comment, form, OpenPageForm())
    return led_to(request, incorporation)


def opened(request: HttpRequest, comment: Comment, form: OpenPageForm) -> HttpResponse:
    if form.is_valid():
        try:
            with first_contributions.counted(actor(request), "open"):
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
