"""What was decided, for everybody: the list, one decision with all that came before it, and what its author answers.

What became of each thing that somebody wrote: for herself, and for the editors.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import access
from accounts.access import actor, editors_only, signed_in_only
from accounts.models import User
from common.forms.screens import show_form
from common.forms.unchanged import seen_order
from common.paging import decode_cursor, encode_cursor
from contributions.models import Incorporation, PageRevision
from contributions.moderation import first_contributions
from contributions.views.contributors import person_at
from drafts import autosave
from drafts.sent_forms import accepted
from guide.decisions import conversation, verbs
from guide.decisions.conversation import authors_of, comment_in
from guide.decisions.forms import DecisionAnswerForm, DecisionsFilter, ReasonForm
from guide.decisions.models import Decision, DecisionAnswer, Outcome, Reason, Submission
from guide.decisions.querysets import FINAL, SubmissionQuerySet, visibility_filter
from guide.decisions.reasons import DecidedMeanwhile, proposed_reasons
from guide.editions.published_numbers import with_published_number

ROWS = 30
FIRST_ROWS = 10


@dataclass(frozen=True)
class LedgerEntry:
    """One text of hers; the decision that holds, if there is one; the pages that took its words up, decided or not."""

    submission: Submission
    decision: Decision | None
    incorporations: Sequence[Incorporation]


@dataclass(frozen=True)
class Ledger:
    """One screenful, the newest first; `next_query` leads to the older ones."""

    person: User
    entries: Sequence[LedgerEntry]
    is_own: bool
    is_first: bool
    next_query: str


def may_read_ledger(person: User, reader: access.Person) -> bool:
    return person == reader or access.is_editor(reader)


def ledger_of(person: User, reader: access.Person, *, before: str = "", at_most: int = ROWS) -> Ledger:
    """Four queries, however much she wrote: of pages, what she wrote beyond details."""
    since = decode_cursor(before)
    found = list(_submissions(person, reader, since)[: at_most + 1])
    shown = found[:at_most]
    holding = Decision.objects.holding().with_everything()
    decisions = {row.submission_id: row for row in with_published_number(holding.filter(submission__in=shown), "tip")}
    incorporations = _incorporations_of([submission.comment_id for submission in shown if submission.comment_id])
    entries = [LedgerEntry(one, decisions.get(one.pk), incorporations[one.comment_id]) for one in shown]
    query = {} if person == reader else {"person": person.handle}
    more = len(found) > at_most
    following = urlencode(query | {"before": encode_cursor(shown[-1].written_at, shown[-1].pk)}) if more else ""
    return Ledger(person, entries, person == reader, since is None, following)


def _submissions(person: User, reader: access.Person, since: tuple[datetime, int] | None) -> SubmissionQuerySet:
    pages = PageRevision.objects.filter(history_user=person.pk, is_minor=False).order_by().values("id")
    hers = Q(comment__author=person) | Q(page__in=pages)
    in_sight = Q() if person == reader else visibility_filter(reader)  # of her own, what is hidden too
    rows = Submission.objects.filter(hers, in_sight).select_related(
        "page__theme", "page__merged_into__theme", "comment__theme", "comment__page__theme", "comment__video", "theme"
    )
    if since:
        moment, pk = since
        rows = rows.filter(Q(written_at__lt=moment) | Q(written_at=moment, pk__lt=pk))
    texts = [
        f"{text}__{name}"
        for text in ("page", "page__merged_into", "comment__page")
        for name in ("body", "body_html", "contents")
    ]
    return rows.defer(*texts, "comment__body", "comment__body_html").order_by("-written_at", "-pk")


def _incorporations_of(contributions: list[int]) -> defaultdict[int | None, list[Incorporation]]:
    found: defaultdict[int | None, list[Incorporation]] = defaultdict(list)
    rows = Incorporation.objects.filter(comment__in=contributions, page__is_hidden=False)
    for incorporation in rows.select_related("page__theme").defer("page__body", "page__body_html", "page__contents"):
        found[incorporation.comment_id].append(incorporation)
    return found


NOT_SENT = 422


@signed_in_only
def decisions(request: HttpRequest) -> HttpResponse:
    """Every decision, the newest first; `?before=` pages the list by key."""
    form = DecisionsFilter(request.GET)
    rows, before = form.decisions(request.user), decode_cursor(request.GET.get("before", ""))
    if before:
        rows = rows.older_than(*before)
    found = list(with_published_number(rows, "tip")[: ROWS + 1])
    context: dict[str, Any] = {"form": form, "decisions": found[:ROWS], "is_first": before is None}
    if len(found) > ROWS:
        last = found[ROWS - 1]
        context["next_query"] = urlencode(form.as_query() | {"before": encode_cursor(last.at, last.pk)})
    return render(request, "guide/decisions/decisions.html", context)


@signed_in_only
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """What was decided about a text, by whom, when and why, with every decision before and after."""
    found = get_decision(request, pk)
    form = DecisionAnswerForm(initial=autosave.words(request, draft_key(found)))
    return _show(request, found, form)


def get_decision(request: HttpRequest, pk: int) -> Decision:
    """Raises Http404 where there is none, or none that the reader may see."""
    rows = Decision.objects.visible_to(request.user).with_everything()
    found = with_published_number(rows, "tip").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def draft_key(decision: Decision) -> str:
    return f"decision:{decision.pk}:answer"


def _show(request: HttpRequest, found: Decision, form: DecisionAnswerForm) -> HttpResponse:
    reader, submission = actor(request), found.submission
    decided = list(with_published_number(submission.decisions.with_everything(), "tip").order_by("-number"))
    answers = conversation.conversation_about(submission, reader)
    context = {
        "decision": found,
        "submission": submission,
        "holds": decided[0],
        "others": [row for row in decided if row.pk != found.pk],
        "editors_differed": editors_differed(decided),
        "wording": _wording(found, reader),
        "answers": answers,
        "has_to_deal": any(not one.is_from_editors and one.settled_at is None for one in answers or ()),
        "may_answer": _may_answer(found, reader, bool(answers)),
        "draft_key": draft_key(found),
    }
    return show_form(request, form, "guide/decisions/decision.html", context)


def editors_differed(decided: list[Decision]) -> bool:
    """Whether two editors have decided two things; who waited has decided nothing."""
    final = {(row.by_id, row.outcome) for row in decided if row.outcome in FINAL}
    return any(one[0] != other[0] and one[1] != other[1] for one in final for other in final)


def _wording(decision: Decision, reader: User) -> list[str]:
    """What the working copy of the tip says that came of this text: for its author and the editors. Others read the tip
    as it was published.
    """
    submission = decision.submission
    if decision.tip is None or not (access.is_editor(reader) or reader.pk in authors_of(submission)):
        return []
    hers = Q(source__page=submission.page_id) if submission.page_id else Q(source__comment=submission.comment_id)
    return comment_in(decision.tip, hers)


def _may_answer(decision: Decision, reader: User, is_answered: bool) -> bool:
    """Its author may; the editors may answer her, once she has said something."""
    return reader.pk in authors_of(decision.submission) or (is_answered and access.is_editor(reader))


@require_POST
@signed_in_only
def decision_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """An author answers, or an editor answers her; with `settle`, an editor says that it needs no more."""
    found, by = get_decision(request, pk), actor(request)
    if "settle" in request.POST and access.is_editor(by):
        conversation.deal_with(found.submission)
        messages.success(request, _("Dealt with."))
        return redirect(f"{found.get_absolute_url()}#answers")
    if not (access.is_editor(by) or by.pk in authors_of(found.submission)):
        raise PermissionDenied
    form = DecisionAnswerForm(request.POST)

    def answer() -> DecisionAnswer:
        with first_contributions.counted(by, "say"):
            return conversation.answer(found, body=form.cleaned_data["body"], by=by)

    if sent := accepted(request, form, answer):
        is_to_author = sent.result.is_from_editors
        messages.success(request, _("Sent to the author.") if is_to_author else _("Sent to the editors."))
        return redirect(f"{found.get_absolute_url()}#answers")
    return _show(request, found, form)


@require_POST
@editors_only
def decision_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The text is to be decided about again; whoever comes second is told who decided meanwhile.

    `desk` in the form leads back to the desk, where the text is open.
    """
    found = get_decision(request, pk)
    try:
        back = verbs.take_back(found, by=actor(request))
    except DecidedMeanwhile as refusal:
        messages.error(request, refusal.messages[0])
        return redirect(refusal.decision or found)
    except ValidationError as refusal:
        messages.info(request, refusal.messages[0])
        return redirect(found)
    messages.success(request, _taken_back(found))
    return redirect(f"{reverse('guide:desk')}?text={found.submission.key}" if "desk" in request.POST else back)


def _taken_back(decision: Decision) -> str:
    if decision.outcome == Outcome.PROMOTED and decision.tip:
        decision.tip.refresh_from_db(fields=["number"])
        if decision.tip.number is None:
            return _("Taken back: the text waits at the desk again, and the place is free.")
    return _("Taken back: the text waits at the desk again.")


@signed_in_only
def ledger(request: HttpRequest) -> HttpResponse:
    """What became of each thing that one wrote; editors read anybody's, with `?person=`."""
    handle = request.GET.get("person", "")
    person = person_at(handle) if handle else actor(request)
    if not may_read_ledger(person, request.user):
        raise PermissionDenied
    if not person.is_active and not access.is_administrator(request.user):
        raise Http404
    found = ledger_of(person, request.user, before=request.GET.get("before", ""))
    return render(request, "guide/decisions/ledger.html", {"ledger": found})


# The reasons that editors choose from: added, reworded, put in order, retired. Those of old decisions stay as they are.


@editors_only
def reasons(request: HttpRequest) -> HttpResponse:
    """All of them, and a form for one more, which may begin with a proposal; it comes last."""
    key = "reason:new"
    offered, retired = list(Reason.objects.offered()), list(Reason.objects.retired())
    proposals = proposed_reasons({reason.label for reason in (*offered, *retired)})
    begun = next((reason.values for reason in proposals if reason.key == request.GET.get("proposal")), {})
    form = ReasonForm(
        request.POST if request.method == "POST" else None, initial=begun or autosave.words(request, key, ReasonForm)
    )
    if accepted(request, form, lambda: Reason.objects.add(form.instance)):
        messages.success(request, _("Saved."))
        return redirect("guide:reasons")
    context = {
        "offered": offered,
        "seen": seen_order(row.pk for row in offered),
        "retired": retired,
        "proposals": proposals,
        "draft_key": key,
    }
    return show_form(request, form, "guide/decisions/reasons.html", context)


@editors_only
def reason(request: HttpRequest, pk: int) -> HttpResponse:
    """One reason: its words; POST with `move` (up, down) or `retire` (1, 0) puts it in order, or out of the list."""
    found = get_object_or_404(Reason, pk=pk)
    if request.method == "POST" and _is_moved(found, request):
        return redirect("guide:reasons")
    key = f"reason:{found.pk}"
    form = ReasonForm(request.POST or None, instance=found, initial=autosave.words(request, key, ReasonForm))
    if accepted(request, form, lambda: form.instance.save(update_fields=form.Meta.fields)):
        messages.success(request, _("Saved."))
        return redirect("guide:reasons")
    context = {"reason": found, "draft_key": key}
    return show_form(request, form, "guide/decisions/reason.html", context)


def _is_moved(reason: Reason, request: HttpRequest) -> bool:
    if "move" in request.POST:
        try:
            Reason.objects.move(reason, up=request.POST["move"] == "up", seen=request.POST.get("seen"))
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
    elif "retire" in request.POST:
        reason.retire() if request.POST["retire"] == "1" else reason.offer_again()
    else:
        return False
    return True
