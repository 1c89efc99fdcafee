"""The administrators' site: what editors and contributors do in their own screens is not done here a second time."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import is_administrator
from site_settings.current import current_settings


class GuideAdminSite(AdminSite):
    index_title = _("Administration")

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        name = current_settings().name
        return super().each_context(request) | {"site_title": name, "site_header": name}

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and is_administrator(request.user))

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The site has one door, which counts wrong passwords; who is signed in and no administrator stays out."""
        home = reverse("admin:index", current_app=self.name)
        if self.has_permission(request):
            return redirect(home)
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get(REDIRECT_FIELD_NAME, home))
