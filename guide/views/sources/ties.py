"""The sentences of a tip, one after the other: what each rests on, proposed and decided."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import actor, editors_only
from common.paging import parse_int
from contributions.views.endorsements import is_live
from guide.sources.evidence import evidence_of, sources_of
from guide.sources.models import Source, Tie
from guide.sources.ties import Provenance, TiedSentence, provenance_of
from guide.tips.models import Tip
from guide.views.lookup import get_tip

LONGEST_SENTENCE = 5_000


@editors_only
@require_safe
def tip_ties(request: HttpRequest, key: str) -> HttpResponse:
    tip = get_tip(key)
    return render(request, "guide/sources/ties.html", {"tip": tip, "provenance": _read(tip, request)})


@require_POST
@editors_only
def tip_tie(request: HttpRequest, key: str) -> HttpResponse:
    """`act` on `sentence` (its words) and `source` (its number): confirm, refuse, untie. The sentence comes back as it is."""
    tip, sentence = get_tip(key), request.POST.get("sentence", "")[:LONGEST_SENTENCE]
    source = get_object_or_404(tip.sources.select_related("page"), pk=parse_int(request.POST.get("source", "")))
    told = _act(request.POST.get("act", ""), tip, sentence, source, request)
    if not is_live(request):
        if told:
            messages.error(request, told)
        said = _sentence(_read(tip, request), sentence)
        return HttpResponseRedirect(f"{tip.screen_url('ties')}#{said.anchor if said else 'main'}")
    provenance = _read(tip, request)
    context = {"tip": tip, "said": _sentence(provenance, sentence), "told": told, "provenance": provenance}
    response = render(request, "guide/sources/_after_tying.html", context, status=422 if told else 200)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _act(act: str, tip: Tip, sentence: str, source: Source, request: HttpRequest) -> str:
    """Does it; returns why not, in words, where it cannot be. Raises Http404 for an act that there is not."""
    verbs: dict[str, Callable[[], object]] = {
        "confirm": lambda: Tie.objects.confirm(tip, sentence=sentence, source=source, by=actor(request)),
        "refuse": lambda: Tie.objects.refuse(tip, sentence=sentence, source=source, by=actor(request)),
        "untie": lambda: Tie.objects.untie(tip, sentence=sentence, source=source),
    }
    if act not in verbs:
        raise Http404
    try:
        verbs[act]()
    except ValidationError as refusal:
        return refusal.messages[0] if refusal.messages else _("Nothing was changed.")
    return ""


def _read(tip: Tip, request: HttpRequest) -> Provenance:
    return provenance_of(tip, evidence_of(list(sources_of(tip)), actor(request)))


def _sentence(provenance: Provenance, words: str) -> TiedSentence | None:
    wanted = TiedSentence(0, words, 0).key
    return next((said for said in provenance.sentences if said.key == wanted), None)
