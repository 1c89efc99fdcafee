"""The screens of sources: choosing passages, tying sentences to them, and where a tip comes from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts import access
from accounts.access import actor, editors_only, readers_only
from common import markup
from common.paging import parse_int
from contributions.revision_html import revision_html
from contributions.revision_views.revision import version_in
from contributions.views.endorsements import is_live
from guide.editions import Edition
from guide.editions.published_numbers import with_published_number
from guide.sources.evidence import evidence_of, sources_of
from guide.sources.models import Source, Tie
from guide.sources.passage_choice import MOST_SENTENCES, PassageChoice, add_passages, find_choice
from guide.sources.ties import Provenance, TiedSentence, provenance_in, provenance_of
from guide.tips.models import Tip, TipRevision
from guide.views.text_history import get_tip

# Where a tip comes from, for everybody who reads the wiki.


@readers_only
@require_safe
def tip_origin(request: HttpRequest, key: str) -> HttpResponse:
    """Readers see the wording that was published, editors of a tip that is in no edition yet the working copy."""
    return render(request, "guide/sources/origin.html", {"origin": origin_for(key, request.user)})


# Where a tip comes from, for everybody who reads the wiki: sentence by sentence, as it was published.


@dataclass(frozen=True)
class TipOrigin:
    """`edition` is the one whose wording this is; None for the working copy, which editors alone see."""

    tip: Tip
    title: str
    number: int | None
    edition: Edition | None
    provenance: Provenance


def origin_for(key: str, reader: access.Person) -> TipOrigin:
    """The tip that an address names: "7" by the place where readers found it, "id-12" wherever it stands.

    Readers get the wording of the current edition, for what is not published yet is not theirs to read: raises Http404 for
    a tip that is in none. Editors then get the working copy.
    """
    edition = Edition.objects.readable().for_lists().first()
    tip, revision = _named(key, edition, reader)
    if revision is None and not access.is_editor(reader):
        raise Http404
    evidence = evidence_of(list(sources_of(tip)), reader)
    ties = tip.ties.confirmed() if revision else tip.ties.confirmed().standing()
    text = revision or tip
    return TipOrigin(
        tip, text.title, text.number, edition if revision else None, provenance_in(_html(tip, revision), ties, evidence)
    )


def _named(key: str, edition: Edition | None, reader: access.Person) -> tuple[Tip, TipRevision | None]:
    """By its published place where there is one, else, for editors, by the one in the working copy."""
    tips = Tip.objects.select_related("theme")
    if not key.startswith("id-"):
        numbered: Any = with_published_number(tips)  # the types know no annotations
        published: Tip | None = numbered.filter(published_number=int(key)).first()
        if published is not None:
            return published, _published_revision(published, edition)
        if not access.is_editor(reader):
            raise Http404
    tip = tips.at(key).first()
    if tip is None:
        raise Http404
    return tip, _published_revision(tip, edition)


def _published_revision(tip: Tip, edition: Edition | None) -> TipRevision | None:
    """The tip as the edition has it; None where it is not in it. It was frozen at proof, but for what was taken in since."""
    if edition is None or edition.published_at is None:
        return None
    rows = TipRevision.objects.filter(id=tip.pk).order_by("-version")
    newest: TipRevision | None = rows.filter(history_date__lte=edition.proof_at or edition.published_at).first()
    if edition.steps.filter(what="taken_in").exists():
        frozen = next((one for one in edition.guide.tips if one.reference == tip.reference), None)
        since = rows.filter(history_date__lte=edition.published_at)
        newest = since.filter(title=frozen.title, body=frozen.text).first() if frozen else None
    return newest if newest and newest.number is not None else None


def _html(tip: Tip, revision: TipRevision | None) -> str:
    if revision is None or revision.body == tip.body:
        return tip.body_html
    try:
        return revision_html(tip, revision)
    except markup.RenderRefused:  # rather nothing than the working copy
        return ""


# What a tip rests on: passages chosen in the text that holds them, and taken away.


LONGEST_QUESTION = 200


@editors_only
def tip_source_add(request: HttpRequest, key: str) -> HttpResponse:
    """First a text is found (`?q=`), then passages are chosen in it (`?of=page-12&version=3`)."""
    tip = get_tip(key)
    query = request.POST if request.method == "POST" else request.GET
    choice = None
    if of := query.get("of", ""):
        choice = find_choice(of, version_in(query, "version"), actor(request), tip)
        if choice is None:
            raise Http404
    if request.method != "POST" or choice is None:
        return _show(request, tip, choice)
    chosen = {number for value in request.POST.getlist("sentence")[:MOST_SENTENCES] if (number := parse_int(value))}
    try:
        added = len(add_passages(choice, chosen, tip, by=actor(request)))
    except ValidationError as refusal:
        return _show(request, tip, choice, refusal=refusal.messages[0], chosen=chosen)
    words = ngettext("The tip also rests on %(n)s passage.", "The tip also rests on %(n)s passages.", added)
    messages.success(request, words % {"n": added})
    return redirect(tip)


def _show(request: HttpRequest, tip: Tip, choice: PassageChoice | None, **again: Any) -> HttpResponse:
    question = " ".join(markup.clean_text(request.GET.get("q", "")).split())[:LONGEST_QUESTION]
    known = [] if choice else evidence_of(list(sources_of(tip)), request.user)
    texts = {one.text_key: one for one in known if one.is_readable and not one.source.question}
    context = {"tip": tip, "choice": choice, "question": question, "known": texts} | again
    return render(request, "guide/sources/add.html", context, status=422 if again else 200)


@editors_only
@require_POST
def tip_source_remove(request: HttpRequest, key: str) -> HttpResponse:
    tip = get_tip(key)
    source = get_object_or_404(tip.sources.select_related("page"), pk=parse_int(request.POST.get("source", "")))
    try:
        source.remove()
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("The tip no longer rests on this passage."))
    return redirect(tip)


# The sentences of a tip, one after the other: what each rests on, proposed and decided.


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
