"""The self-check as readers get it: its short address, and the page that other sites may show in a frame."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from accounts.access import guide_readers_only
from campaign.site_settings.current import current_settings
from guide.builds.current import current_number
from guide.builds.embedding import name_of
from guide.publication.self_check_document import EMBEDDED_PAGE, PAGE
from guide.views.guide_language import in_language_of_guide
from guide.views.published import guide_file

SHOWN = {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED}


@require_safe
@in_language_of_guide
@guide_readers_only
def self_check_page(request: HttpRequest, language: str) -> HttpResponseBase:
    """Leads to the page in the folder of the edition, which all its files are beside."""
    return redirect("guide:guide_file", language, name_of(PAGE, current_number(), language))


@require_safe
def self_check_embedded(request: HttpRequest, language: str) -> HttpResponseBase:
    """The page for a frame: only the hosts that the settings of the site name may show it in one."""
    response = guide_file(request, language, name_of(EMBEDDED_PAGE, current_number(), language))
    hosts = current_settings().embedding_hosts
    return _framed_by(hosts, request, response) if hosts and response.status_code in SHOWN else response


def _framed_by(hosts: list[str], request: HttpRequest, response: Any) -> HttpResponseBase:
    """Returns the answer with another policy: what Django's middleware would add says that nobody may frame it."""
    response.xframe_options_exempt = True
    policy = csp_override({**settings.SECURE_CSP, "frame-ancestors": hosts})
    answer: HttpResponseBase = policy(lambda _request: response)(request)
    return answer
