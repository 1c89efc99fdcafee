"""The self-check at the desk: its form, and how the page will look."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from accounts.access import actor, editors_only, guide_readers_only
from campaign.site_settings.current import current_settings
from common.forms.screens import show_form
from drafts import autosave
from guide.builds.current import current_number, embedding_lines, name_of
from guide.publication.document import EMBEDDED_PAGE, PAGE, LinkedTip, check_context
from guide.sections import Section
from guide.self_check.forms import CheckProblem, SelfCheckForm, as_written, problems_of
from guide.tips.models import Tip
from guide.views.published import guide_file, in_language_of_guide


@editors_only
def self_check(request: HttpRequest) -> HttpResponse:
    """The kinds and the questions, with what is wrong with them as they stand."""
    section = Section.objects.self_check()
    key, problems = f"section:{section.pk}:self-check", problems_of(section) if section.body else []
    form = SelfCheckForm(
        request.POST if request.method == "POST" else None,
        section=section,
        tips=_tips_for(section),
        changed={problem.number for problem in problems if not problem.is_grave},
        draft=autosave.words(request, key),
    )
    if form.is_valid() and _is_saved(request, form, section):
        autosave.sent(request)
        messages.success(request, _("Saved. The next edition comes out with it."))
        return redirect("guide:self_check")
    return show_form(
        request, form, "guide/self_check/form.html", _context(form, section, problems) | {"draft_key": key}
    )


def _is_saved(request: HttpRequest, form: SelfCheckForm, section: Section) -> bool:
    try:
        with form.unchanged():
            section.refresh_from_db()
            section.revise_self_check(
                form.parts, title=form.cleaned_data["title"], author=actor(request), base_version=section.version
            )
    except ValidationError as refusal:
        form.explain(refusal)
        return False
    return True


def _context(form: SelfCheckForm, section: Section, problems: list[CheckProblem]) -> dict[str, object]:
    return {
        "form": form,
        "section": section,
        "problems": problems,
        "hosts": current_settings().embedding_hosts,
        "lines": embedding_lines(),
    }


def _tips_for(section: Section) -> list[Tip]:
    """Those that have a place, and those that questions come from."""
    keys = {question.tip for question in section.parts.questions}
    tips = Tip.objects.filter(Q(number__isnull=False) | Q(pk__in=keys)).defer("body", "body_html")
    return sorted(tips, key=lambda tip: (tip.number is None, tip.number or 0, tip.pk))


@editors_only
def self_check_preview(request: HttpRequest) -> HttpResponse:
    """The page of the next edition, in the language in which it is written."""
    section = Section.objects.self_check()
    tips = {
        tip.reference: LinkedTip(tip.number or 0, tip.title, tip.get_absolute_url())
        for tip in Tip.objects.placed().defer("body", "body_html")
    }
    context = check_context(as_written(section), tips) | {"section": section}
    return render(request, "guide/self_check/preview.html", context)


# The self-check as readers get it: its short address, and the page that other sites may show in a frame.


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
