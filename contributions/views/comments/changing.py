"""What its author does with a contribution: correct it, withdraw it, put it back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import actor, contributors_only
from campaign.calendar.rights import saved_as_draft_when_late
from common.forms.fields import add_error
from common.forms.screens import show_form
from common.paging import parse_int
from contributions.comments.models import Comment
from contributions.revisions import EditConflict, UnknownVersion
from contributions.views.closed_forms import closed_form, is_form_closed
from contributions.views.comments.forms import CorrectCommentForm
from contributions.views.comments.resolvers import for_its_author, on_comment
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
