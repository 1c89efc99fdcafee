"""An agency: whom to write to, where parcels go, and the link that lets it in."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import editors_only, guide_readers_only
from common.forms.screens import show_form
from common.markup.language import LANGUAGES
from drafts import autosave
from drafts.sent_forms import accepted
from guide.distribution import agency_mail, visit_counter
from guide.distribution.channel_files import OF_AGENCY, ChannelFile
from guide.distribution.channels import Agency, Channel
from guide.distribution.forms import AgencyForm
from guide.editions import Edition
from guide.editions.edition_languages import languages_given
from guide.publication.forms import NAMES
from guide.views.distribution.channels import get_channel


@never_cache
@editors_only
def channel_agency(request: HttpRequest, code: str) -> HttpResponse:
    """What is known of an agency, to be changed."""
    agency = get_agency(code)
    form = AgencyForm(request.POST or None, instance=agency, initial=autosave.words(request, f"agency:{code}"))
    if accepted(request, form, lambda: form.instance.save(update_fields=form.Meta.fields)):
        messages.success(request, _("Saved."))
        return redirect("guide:channel_agency", code)
    return _show(request, agency, form)


@never_cache
@editors_only
@require_POST
def channel_agency_link(request: HttpRequest, code: str) -> HttpResponse:
    """`act` is "make", which answers with the address once, or "revoke". With `mail` the agency is sent it too."""
    agency = get_agency(code)
    if request.POST.get("act") == "revoke":
        agency.revoke_link()
        messages.success(request, _("The link of this agency opens nothing any more."))
        return redirect("guide:channel_agency", code)
    if request.POST.get("act") != "make":
        messages.warning(request, _("Choose what to do with the link, using one of the buttons."))
        return redirect("guide:channel_agency", code)
    is_mailed = "mail" in request.POST and bool(agency.email)
    address = request.build_absolute_uri(reverse("guide:agency_page", args=[agency.make_link(to_mail=is_mailed)]))
    _have_files_made(agency)
    if is_mailed:
        agency_mail.write_link.enqueue(agency.pk)
    return _show(request, agency, AgencyForm(instance=agency), address=address, is_mailed=is_mailed)


def get_agency(code: str) -> Agency:
    channel = get_channel(code)
    agency: Agency | None = getattr(channel, "agency", None)
    if agency is None:
        raise Http404
    return agency


def _have_files_made(agency: Agency) -> None:
    """So that they are there when it first looks."""
    edition, channel = Edition.objects.current(), agency.channel
    if edition and not ChannelFile.objects.of(channel, edition, channel.language).exists():
        language = channel.language if channel.language in edition.languages else edition.language
        ChannelFile.objects.ask(channel, edition, language, OF_AGENCY)


def _show(
    request: HttpRequest, agency: Agency, form: AgencyForm, *, address: str = "", is_mailed: bool = False
) -> HttpResponse:
    context = {"agency": agency, "channel": agency.channel, "address": address, "is_mailed": is_mailed}
    context |= {"draft_key": f"agency:{agency.channel.code}", "tab": "channels"}
    return show_form(request, form, "guide/distribution/channel_agency.html", context)


# A channel's short address: it leads to the guide, and counts who came by it.


@require_safe
@guide_readers_only
def short_link(request: HttpRequest, code: str, language: str = "", name: str = "") -> HttpResponse:
    """Redirects to the edition that readers get, or straight to a file of it; while they have none, to what says why. Raises
    Http404 for what no address says.

    In `language`, which is that of the paper on which the address stands, else in the channel's, else in the edition's own:
    the first in which the edition comes. A channel that is closed goes on leading there.
    """
    if name.lower() in LANGUAGES:  # typed as it is printed: without the last slash
        language, name = name, ""
    language = language.lower()
    channel = Channel.objects.coded(code)
    if channel is None or (name and name not in NAMES) or (language and language not in LANGUAGES):
        raise Http404
    edition = Edition.objects.current() or Edition.objects.instead_of_current(language or channel.language)
    if edition is None:
        return _private(redirect("guide:guide_current"))
    languages = languages_given(edition) if edition.served_at else edition.covers
    if language and language not in languages and Edition.objects.newest_in(language):
        return _private(redirect("guide:guide_in_language", language))
    language = next(code for code in (language, channel.language, edition.language) if code in languages)
    if edition.served_at:
        visit_counter.note(request.META, edition=edition.number, language=language, form="door", channel=channel.code)
    route = ("guide:guide_file", [language, name]) if name else ("guide:guide_in_language", [language])
    where = reverse(route[0], args=route[1])
    return _private(redirect(f"{where}?{urlencode({'c': channel.code})}"))


def _private(response: HttpResponse) -> HttpResponse:
    """No cache stores it: the next edition may come in another language, and every reader is counted."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
