"""One wave: where it stands and why it waits, what became of its letters, and what organisers do with it.

The waves: what is prepared, under way, and done.

From an address to a wave, and to one of its letters.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import actor, organisers_only
from campaign.invitations.bounces import returned_of
from campaign.invitations.composing_waves import send_preview
from campaign.invitations.wave_figures import figures_of, figures_of_all, shown_counts, status_of
from campaign.invitations.wave_letters import WaveLetter
from campaign.invitations.wave_plans import is_whole, missing_languages, ordered_languages
from campaign.invitations.waves import Wave
from common.paging import parse_int
from common.words.language_names import name_in_sentence


def wave_at(pk: int) -> Wave:
    """Raises Http404."""
    return get_object_or_404(Wave.objects.select_related("reminds", "created_by", "scheduled_by"), pk=pk)


def wave_of_invitations_at(pk: int) -> Wave:
    """Not a reminder: whoever got one had not come, so that nobody is listed. Raises Http404."""
    return get_object_or_404(Wave, pk=pk, reminds=None)


def letter_at(wave: Wave, pk: int) -> WaveLetter:
    """Raises Http404."""
    found: WaveLetter = get_object_or_404(wave.letters.select_related("person", "wave"), pk=pk)
    return found


ROWS = 100
STATES = WaveLetter.State
SHOWN = (STATES.BOUNCED, STATES.REFUSED, STATES.UNCERTAIN)
"""Whose letter did not arrive, or may not have: of nobody else it is said what became of hers, and of no reminder."""


@organisers_only
@require_safe
def wave(request: HttpRequest, pk: int) -> HttpResponse:
    found = wave_at(pk)
    context: dict[str, Any] = {
        "wave": found,
        "status": status_of(found, at=timezone.now()),
        "texts": [found.words_in(code) for code, _name in ordered_languages() if is_whole(found.words, code)],
        "missing": [name_in_sentence(code) for code in missing_languages(found.words)],
        "comes_back_here": bool(settings.BOUNCE_ADDRESS),
    }
    context |= _of_draft(found) if found.is_draft else _of_letters(found)
    return render(request, "invitations/wave.html", context)


def _of_draft(wave: Wave) -> dict[str, Any]:
    try:
        wave.check_ready()
    except ValidationError as refusal:
        return {"wanting": refusal.messages, **shown_counts(wave.audience)}
    return shown_counts(wave.audience)


def _of_letters(wave: Wave) -> dict[str, Any]:
    came_back, handed = returned_of(wave)
    return {
        "figures": figures_of(wave),
        "came_back": came_back,
        "came_back_of": handed,
        "most_percent": settings.BOUNCES_PERCENT,
    }


@organisers_only
@require_safe
def wave_letters(request: HttpRequest, pk: int) -> HttpResponse:
    """The addresses from which letters came back, were refused, or of which nobody knows; `?after=` pages."""
    found = wave_of_invitations_at(pk)
    after = parse_int(request.GET.get("after", "")) or 0
    rows = list(found.letters.filter(state__in=SHOWN, pk__gt=after).select_related("person").order_by("pk")[: ROWS + 1])
    following = rows[ROWS - 1].pk if len(rows) > ROWS else None
    context = {"wave": found, "rows": rows[:ROWS], "following": following, "is_first": not after}
    return render(request, "invitations/wave_letters.html", context)


@require_POST
@organisers_only
def letter_again(request: HttpRequest, pk: int, letter: int) -> HttpResponse:
    """Sends one uncertain letter again, which its person may then get twice."""
    one = letter_at(wave_of_invitations_at(pk), letter)
    try:
        one.send_again()
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("The letter to %(name)s waits again.") % {"name": one.person})
    return redirect("invitations:wave_letters", pk)


@require_POST
@organisers_only
def wave_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Sends the letter to the organiser herself, as she would get it."""
    found, person = wave_at(pk), actor(request)
    if problem := send_preview(found, person):
        messages.error(request, problem)
    else:
        messages.success(
            request, _("The letter is on its way to %(address)s. Read it there.") % {"address": person.email}
        )
    return redirect(found)


@require_POST
@organisers_only
def wave_act(request: HttpRequest, pk: int) -> HttpResponse:
    """What changes the life of a wave: `act` says what."""
    found = wave_at(pk)
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        return redirect(found)
    try:
        leads_to, words = act(request, found)
    except ValidationError as refusal:
        for one in refusal.messages:
            messages.error(request, one)
        return redirect(found)
    messages.success(request, words)
    return leads_to


def _schedule(request: HttpRequest, wave: Wave) -> tuple[HttpResponse, str]:
    wave.schedule(by=actor(request))
    return redirect(wave), _("Scheduled: its recipients are being listed. You can leave this screen.")


def _take_back(_request: HttpRequest, wave: Wave) -> tuple[HttpResponse, str]:
    wave.take_back()
    return redirect(wave), _("It is a draft again: change what you like, then schedule it once more.")


def _write_again(_request: HttpRequest, wave: Wave) -> tuple[HttpResponse, str]:
    wave.write_again()
    return redirect(wave), _("It goes to those who were invited before, too.")


def _pause(_request: HttpRequest, wave: Wave) -> tuple[HttpResponse, str]:
    wave.pause()
    return redirect(wave), _("Paused: nothing more is sent until you resume it.")


def _go_on(_request: HttpRequest, wave: Wave) -> tuple[HttpResponse, str]:
    wave.go_on()
    return redirect(wave), _("It goes on.")


def _stop(_request: HttpRequest, wave: Wave) -> tuple[HttpResponse, str]:
    wave.stop()
    return redirect(wave), _("Stopped: nothing more goes out.")


def _remind(request: HttpRequest, wave: Wave) -> tuple[HttpResponse, str]:
    reminder = wave.begin_reminder(by=actor(request))
    return redirect("invitations:wave_words", reminder.pk), _("This is a draft: write what the reminder says.")


def _remove(_request: HttpRequest, wave: Wave) -> tuple[HttpResponse, str]:
    wave.remove()
    return redirect("invitations:waves"), _("The draft is deleted.")


ACTS = {
    "schedule": _schedule,
    "take_back": _take_back,
    "write_again": _write_again,
    "pause": _pause,
    "go_on": _go_on,
    "stop": _stop,
    "remind": _remind,
    "remove": _remove,
}


MOST = 200


@organisers_only
@require_safe
def waves(request: HttpRequest) -> HttpResponse:
    rows = list(Wave.objects.all()[:MOST])
    figures = figures_of_all(rows)
    return render(request, "invitations/waves.html", {"rows": [(wave, figures[wave.pk]) for wave in rows]})
