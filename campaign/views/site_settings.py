"""Settings: what the organisation decides of its site, each version of it, and a letter that tries the sender."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import actor, administrators_only
from campaign.languages import language_use
from campaign.settings_history import changes_of_settings
from campaign.site_forms import SiteSettingsForm
from campaign.site_settings.models import THE_ROW, SiteSettings
from common.forms.screens import show_form
from common.paging import numbered_page
from common.words.language_names import name_of_language
from drafts import autosave
from drafts.sent_forms import accepted
from notifications.mail.trial_letter import send_trial_letter

DRAFT = "site-settings"
VERSIONS_AT_ONCE = 30


@administrators_only
def site_settings(request: HttpRequest) -> HttpResponse:
    row = SiteSettings.objects.filter(pk=THE_ROW).first() or SiteSettings()
    sent = request.POST if request.method == "POST" else None
    form = SiteSettingsForm(sent, row=row, words=autosave.words(request, DRAFT, SiteSettingsForm))
    if accepted(request, form, lambda: row.decide(form.values, by=actor(request))):
        messages.success(request, _("Saved. Everybody sees it from now on."))
        _say_what_waits(request, form)
        return redirect("site_settings")
    context = {"row": row, "draft_key": DRAFT}
    return show_form(request, form, "campaign/settings/settings.html", context)


def _say_what_waits(request: HttpRequest, form: SiteSettingsForm) -> None:
    """Of each language that was taken away: how much of it is translated, and stays."""
    for language in form.taken_away(form.cleaned_data["other_languages"]):
        if texts := language_use(language).texts:
            words = ngettext(
                "%(language)s is no longer a language of the guide. %(count)d translated text waits until you tick it again.",
                "%(language)s is no longer a language of the guide. %(count)d translated texts wait until you tick it again.",
                texts,
            )
            messages.info(request, words % {"language": name_of_language(language), "count": texts})


@administrators_only
@require_safe
def site_settings_history(request: HttpRequest) -> HttpResponse:
    """Who changed what, and when; the newest first."""
    rows = SiteSettings.history.select_related("history_user").order_by("-history_id")
    page = numbered_page(rows, request.GET.get("page", ""), VERSIONS_AT_ONCE)
    context = {"page": page, "versions": changes_of_settings(list(page))}
    return render(request, "campaign/settings/history.html", context)


@require_POST
@administrators_only
def trial_letter(request: HttpRequest) -> HttpResponse:
    """Sends a letter to the administrator's own address at once, and says what the mail server answered."""
    person = actor(request)
    if not person.email:
        messages.error(request, _("Your account has no e-mail address: give it one first."))
    elif answer := send_trial_letter(person):
        words = _("The letter to %(address)s did not go out. The mail server: %(answer)s")
        messages.error(request, words % {"address": person.email, "answer": answer})
    else:
        words = _("The mail server has accepted the letter to %(address)s. Check your mailbox.")
        messages.success(request, words % {"address": person.email})
    return redirect("site_settings")
