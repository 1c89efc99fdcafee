"""Protecting a page, and opening it again: HTTP into verbs."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.access import actor, editors_only
from contributions.pages.models import Page
from contributions.views.hiding import ReasonForm, ask_reason
from contributions.views.pages.resolvers import on_page


class ProtectForm(ReasonForm):
    """Why editors alone write the page."""

    who_reads = gettext_lazy("Everybody reads it at the top of the page.")


@editors_only
@on_page(merged="leads")
def page_protect(request: HttpRequest, page: Page) -> HttpResponse:
    return ask_reason(
        request,
        ProtectForm,
        lambda form: page.protect(reason=form.cleaned_data["reason"], by=actor(request)),
        key=f"page:{page.pk}:protect",
        template="contributions/moderation/page_protect.html",
        context={"page": page},
        success=_("Only editors can edit this page now. Everybody can still discuss it."),
        back=page.get_absolute_url(),
    )


@require_POST
@editors_only
@on_page(merged="leads")
def page_unprotect(request: HttpRequest, page: Page) -> HttpResponse:
    page.unprotect(by=actor(request))
    messages.success(request, _("Everybody can write this page again."))
    return redirect(page)
