"""« Settings », the logo: an administrator sends it or takes it away. And its file, which everybody may see."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.access import actor, administrators_only
from common.forms.screens import show_form
from common.forms.upload_handler import receives_files, size_refused
from contributions.uploads import errors
from contributions.uploads.logo import logo_file, remove_logo, take_in_logo
from contributions.views.uploads.download import HEADERS

FOR_EVERYBODY = {"Cache-Control": "public, max-age=31536000, immutable"}  # another logo has another address


class LogoForm(forms.Form):
    """A picture to be the logo."""

    file = forms.FileField(
        label=gettext_lazy("Picture"),
        help_text=gettext_lazy("PNG, JPEG or WebP, on a light or a transparent ground."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        error_messages={"required": gettext_lazy("Choose a picture first.")},
    )


@receives_files(errors.most_picture_bytes)
@administrators_only
def logo_settings(request: HttpRequest) -> HttpResponse:
    form = LogoForm(request.POST, request.FILES) if request.method == "POST" else LogoForm()
    if request.method == "POST" and "remove" in request.POST:
        remove_logo(by=actor(request))
        messages.success(request, _("The logo is removed."))
        return redirect("contributions:logo_settings")
    if request.method == "POST":
        try:
            if _take_in(request, form):
                messages.success(request, _("Saved. Everybody sees it from now on."))
                return redirect("contributions:logo_settings")
        except ValidationError as refusal:
            form.errors.pop("file", None)
            form.add_error("file", refusal)
    context = {"limit": errors.weight(errors.most_picture_bytes())}
    return show_form(request, form, "contributions/uploads/logo.html", context)


def _take_in(request: HttpRequest, form: LogoForm) -> bool:
    """Whether the form had a picture. Raises ValidationError for one that cannot be taken."""
    if size := size_refused(request):
        raise errors.too_large(size, errors.most_picture_bytes(), is_picture=True)
    if form.is_valid():
        take_in_logo(form.cleaned_data["file"].read(), by=actor(request))
    return form.is_valid()


@require_safe
def logo(request: HttpRequest, token: str) -> HttpResponse:
    file = logo_file(token)
    if file is None:
        raise Http404
    request.META["HTTP_ACCEPT_ENCODING"] = "identity"  # else it would be compressed once more
    return HttpResponse(file.read_bytes(), content_type="image/webp", headers=HEADERS | FOR_EVERYBODY)
