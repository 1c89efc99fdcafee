"""Protecting a page, and opening it again: HTTP into verbs."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.access import actor, editors_only
from contributions.pages.models import Page
from contributions.pages.resolvers import on_page
from contributions.revision_views import CleanCharField
from contributions.views.hiding.forms import REASON_LENGTH
from contributions.views.hiding.views import asked, done
from drafts import autosave


class ProtectForm(forms.Form):
    """Why editors alone write the page."""

    reason = CleanCharField(
        label=gettext_lazy("Why?"),
        required=False,
        max_length=REASON_LENGTH,
        help_text=gettext_lazy("Everybody reads it at the top of the page."),
    )


@editors_only
@on_page(merged="leads")
def page_protect(request: HttpRequest, page: Page) -> HttpResponse:
    key = f"page:{page.pk}:protect"
    form = ProtectForm(request.POST or None, initial=autosave.words(request, key))
    if done(request, form, lambda: page.protect(reason=form.cleaned_data["reason"], by=actor(request))):
        messages.success(request, _("Editors alone write this page now. Everybody can still talk under it."))
        return redirect(page)
    return asked(request, "contributions/page_protect.html", form, {"page": page, "draft_key": key})


@require_POST
@editors_only
@on_page(merged="leads")
def page_unprotect(request: HttpRequest, page: Page) -> HttpResponse:
    page.unprotect(by=actor(request))
    messages.success(request, _("Everybody can write this page again."))
    return redirect(page)
