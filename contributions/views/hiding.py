"""Screens on which editors hide words and show them again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.access import actor, editors_only
from common.forms.fields import CleanCharField, add_error
from common.forms.screens import show_form
from contributions.comments.models import Comment
from contributions.moderation.hiding import MOST, NewestVersion, find, hide_every, hide_versions, show_version
from contributions.pages.models import Page
from contributions.pages.page_links import Hiding
from contributions.revision_views import revision_or_404
from contributions.views.comments.resolvers import on_comment
from contributions.views.pages.resolvers import on_page
from drafts import autosave

if TYPE_CHECKING:
    from contributions.moderation.hiding import Hideable

# An act for which an editor gives a reason: one form, one answer, whatever is hidden or protected by it.


REASON_LENGTH = Hiding._meta.get_field("reason").max_length


class ReasonForm(forms.Form):
    """Why it is done. What a reason must be, the verbs say; `who_reads` says who reads it."""

    who_reads: ClassVar[Any] = ""
    reason = CleanCharField(label=gettext_lazy("Why?"), required=False, max_length=REASON_LENGTH)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = self.who_reads


def ask_reason[Form: forms.Form](
    request: HttpRequest,
    make_form: Callable[..., Form],
    act: Callable[[Form], object],
    *,
    key: str,
    template: str,
    context: dict[str, Any],
    success: str,
    back: str,
) -> HttpResponse:
    """Shows the form, its words stored as a draft under `key`; sent, does the act, says `success` and leads `back`."""
    sent = request.POST if request.method == "POST" else None
    form = make_form(sent, initial=autosave.words(request, key))
    if form.is_valid() and is_done(form, act):
        autosave.sent(request)
        messages.success(request, success)
        return HttpResponseRedirect(back)
    context |= {"draft_key": key}
    return show_form(request, form, template, context)


def is_done[Form: forms.Form](form: Form, act: Callable[[Form], object]) -> bool:
    """Whether the act was done; else the form says why not."""
    try:
        act(form)
    except NewestVersion as error:
        form.add_error(None, error)
    except ValidationError as error:
        add_error(form, error, field="reason" if getattr(error, "code", "") == "empty" else None)
    return form.is_valid()


# The forms with which editors hide something. What a reason must be, the verbs say.


LONGEST_SECRET = 200
SHORTEST_SECRET = 4


class HideForm(ReasonForm):
    """Why a page is hidden."""

    who_reads = gettext_lazy("The editors read it; it stays beside the page until it is shown again.")


class HideCommentForm(ReasonForm):
    """Why a contribution is hidden."""

    who_reads = gettext_lazy("Its author reads it, and the editors. Nobody else does.")


class HideVersionForm(ReasonForm):
    """Why the text of a version is hidden, and what of it besides."""

    who_reads = gettext_lazy("The editors read it. Everybody else sees that the text is hidden.")

    with_summary = forms.BooleanField(
        label=gettext_lazy("Hide also what its author wrote about the change"), required=False
    )
    with_title = forms.BooleanField(
        label=gettext_lazy("Hide also the title that the page had, and the address with it"), required=False
    )

    def __init__(self, *args: Any, has_title: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_title:
            del self.fields["with_summary"], self.fields["with_title"]


class SecretForm(forms.Form):
    """The words that should not stand in any version. They are sent and never stored: neither as a draft nor in an address."""

    words = CleanCharField(
        label=gettext_lazy("The words to look for"),
        max_length=LONGEST_SECRET,
        required=False,
        help_text=gettext_lazy("Exactly as they were typed: a password, a telephone number, a name."),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    def clean_words(self) -> str:
        words = str(self.cleaned_data["words"])
        if len(words) < SHORTEST_SECRET:
            raise forms.ValidationError(
                gettext_lazy("Give at least %(number)s characters: fewer stand everywhere.")
                % {"number": SHORTEST_SECRET}
            )
        return words


class HideSecretForm(SecretForm):
    """Every version found is hidden together, with what holds the words of its summary and title."""

    words = CleanCharField(max_length=LONGEST_SECRET, required=False, widget=forms.HiddenInput)
    reason = CleanCharField(
        label=gettext_lazy("Why?"),
        required=False,
        max_length=REASON_LENGTH,
        help_text=gettext_lazy("Do not repeat the words here."),
    )

    def clean_reason(self) -> str:
        reason = str(self.cleaned_data["reason"])
        if self.cleaned_data.get("words") and self.cleaned_data["words"].casefold() in reason.casefold():
            raise forms.ValidationError(
                gettext_lazy("The words that are to be hidden stand in the reason: take them out.")
            )
        return reason


# Looking for words that leaked, and hiding every version that holds them. The words stand in no address and no log.


NOT_HIDDEN = 422


@never_cache
@editors_only
def secrets(request: HttpRequest) -> HttpResponse:
    """First the words, sent by POST; then what holds them, and a reason; then all of it is hidden."""
    if "reason" in request.POST:
        return _hide(request, HideSecretForm(request.POST))
    form = SecretForm(request.POST or None)
    if not form.is_valid():
        return _show(request, form)
    words = form.cleaned_data["words"]
    return _show(request, form, HideSecretForm(initial={"words": words}))


def _hide(request: HttpRequest, form: HideSecretForm) -> HttpResponse:
    looked_for = SecretForm(request.POST)
    if not looked_for.is_valid():
        return _show(request, looked_for)
    if form.is_valid():
        try:
            number = hide_every(**form.cleaned_data, by=actor(request))
        except ValidationError as error:
            add_error(form, error, field="reason" if getattr(error, "code", "") == "empty" else None)
        else:
            told = ngettext("The text of one version is hidden.", "The texts of %(n)s versions are hidden.", number)
            messages.success(request, told % {"n": number})
            return redirect("contributions:secrets")
    return _show(request, looked_for, form)


def _show(request: HttpRequest, form: SecretForm, hiding: HideSecretForm | None = None) -> HttpResponse:
    found = find(form.cleaned_data["words"]) if hiding else []
    context = {
        "form": form,
        "hiding": hiding,
        "found": found,
        "present": [one for one in found if one.in_present],
        "number": sum(len(one.to_hide) for one in found),
        "is_cut": sum(len(one.versions) for one in found) >= MOST,
    }
    is_refused = bool(form.errors or (hiding and hiding.errors))
    return render(request, "contributions/moderation/secrets.html", context, status=NOT_HIDDEN if is_refused else 200)


# Hiding a page, a contribution, or the words of a version, and showing them again: HTTP into verbs.


@editors_only
@on_page(merged="leads")
def page_hide(request: HttpRequest, page: Page) -> HttpResponse:
    """Hides the page from everybody but the editors, who read why."""
    return ask_reason(
        request,
        HideForm,
        lambda form: page.hide(reason=form.cleaned_data["reason"], by=actor(request)),
        key=f"page:{page.pk}:hide",
        template="contributions/moderation/page_hide.html",
        context={"page": page},
        success=_("The page is hidden. You can show it again at any time."),
        back=page.get_absolute_url(),
    )


@require_POST
@editors_only
@on_page(merged="leads")
def page_show(request: HttpRequest, page: Page) -> HttpResponse:
    page.show(by=actor(request))
    messages.success(request, _("Everybody can see the page again."))
    return redirect(page)


@editors_only
@on_comment
def comment_hide(request: HttpRequest, comment: Comment) -> HttpResponse:
    return ask_reason(
        request,
        HideCommentForm,
        lambda form: comment.hide(reason=form.cleaned_data["reason"], by=actor(request)),
        key=f"comment:{comment.pk}:hide",
        template="contributions/moderation/comment_hide.html",
        context={"comment": comment},
        success=_("Hidden. Its author is told why; you can show it again at any time."),
        back=comment.get_absolute_url(),
    )


@require_POST
@editors_only
@on_comment
def comment_show(request: HttpRequest, comment: Comment) -> HttpResponse:
    comment.show(by=actor(request))
    messages.success(request, _("It is back in its place. Your colleagues can read it."))
    return HttpResponseRedirect(comment.get_absolute_url())


@editors_only
@on_page(merged="reads")
def page_version_hide(request: HttpRequest, page: Page, version: int) -> HttpResponse:
    return _hide_version(request, page, version, {"page": page, "theme": page.theme})


@require_POST
@editors_only
@on_page(merged="reads")
def page_version_show(request: HttpRequest, page: Page, version: int) -> HttpResponse:
    return _show_version(request, page, version)


@editors_only
@on_comment
def comment_version_hide(request: HttpRequest, comment: Comment, version: int) -> HttpResponse:
    return _hide_version(request, comment, version, {"comment": comment, "page": comment.page, "theme": comment.theme})


@require_POST
@editors_only
@on_comment
def comment_version_show(request: HttpRequest, comment: Comment, version: int) -> HttpResponse:
    return _show_version(request, comment, version)


def _hide_version(request: HttpRequest, text: Hideable, version: int, context: dict[str, Any]) -> HttpResponse:
    revision = revision_or_404(text, version)
    here = text.screen_url(f"revisions/{version}")
    context |= {"text": text, "revision": revision, "here": here, "is_newest": version == text.version}
    return ask_reason(
        request,
        partial(HideVersionForm, has_title=isinstance(text, Page)),
        lambda form: hide_versions(text, [version], by=actor(request), **form.cleaned_data),
        key=f"{text._meta.model_name}:{text.pk}:hide:{version}",
        template="contributions/moderation/version_hide.html",
        context=context,
        success=_("The text of version %(version)s is hidden.") % {"version": version},
        back=here,
    )


def _show_version(request: HttpRequest, text: Hideable, version: int) -> HttpResponse:
    revision_or_404(text, version)
    show_version(text, version, by=actor(request))
    messages.success(request, _("Everybody can read version %(version)s again.") % {"version": version})
    return HttpResponseRedirect(text.screen_url(f"revisions/{version}"))
