"""One tip: read with what it rests on, and edited as pages are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from accounts.access import actor, editors_only
from contributions.revision_views import Editing, RevisionForm
from guide.desk.drift_detail import body_taken_over
from guide.drift import drift_context as drift
from guide.reviewing import review_context as reviewing
from guide.sources import source_context as provenance
from guide.tips.forms import TipForm
from guide.tips.models import Tip
from guide.views.drift_answer import answer_by_edit, named_drift
from guide.views.lookup import get_tip

FOUND = 302


@editors_only
def tip(request: HttpRequest, key: str) -> HttpResponse:
    """Each part of the screen brings what it shows: its review, its sources, what has become of them."""
    found = get_tip(key)
    context: dict[str, Any] = {"tip": found, "newest": found.history.with_authors().without_bodies().first()}
    for part in (reviewing, provenance, drift):
        context |= part.tip_context(found, actor(request))
    return render(request, "guide/tips/tip.html", context)


class TipEditing(Editing[Tip]):
    """A tip, with the sentence of a colleague that may stand beside it."""

    template = "guide/tips/edit.html"
    frame = "guide/desk/_revisions.html"
    name = "tip"

    def form(self, data: Mapping[str, Any] | None = None, *, initial: dict[str, Any] | None = None) -> RevisionForm:
        return TipForm(data, people=self.text.people_behind, initial=initial)

    def as_it_stands(self) -> dict[str, Any]:
        values = super().as_it_stands() | {"quote": self.text.quote, "quoted_person": self.text.quoted_person}
        named = self.request.GET.get("drift", "")
        if drift := named_drift(self.text, named):
            values["body"] = body_taken_over(drift, values["body"])
        return values | {"drift": named}

    @property
    def label(self) -> str:
        return f"{self.text.label}, {self.text.title}"

    def sent(self, form: RevisionForm) -> dict[str, Any]:
        """A form that does not ask about the quotation leaves it alone."""
        left_out = {"drift"} if "quote" in self.request.POST else {"drift", "quote", "quoted_person"}
        return {name: value for name, value in form.cleaned_data.items() if name not in left_out}

    def conflict_context(self) -> dict[str, Any]:
        """The quotation that was typed is carried along, and what the edit answers."""
        typed = self.request.POST
        return {"carried": [(name, typed[name]) for name in ("quote", "quoted_person", "drift") if name in typed]}

    def save(self, form: RevisionForm) -> HttpResponse:
        """What was edited because a source has changed is answered with it."""
        response = super().save(form)
        if response.status_code == FOUND and (refusal := answer_by_edit(self.text, self.request)):
            messages.info(self.request, refusal)
        return response


@editors_only
def tip_edit(request: HttpRequest, key: str) -> HttpResponse:
    return TipEditing(request, get_tip(key)).respond()


@require_POST
@editors_only
def tip_presence(request: HttpRequest, key: str) -> HttpResponse:
    return TipEditing(request, get_tip(key)).presence_fragment()


@require_POST
@editors_only
def tip_preview(request: HttpRequest, key: str) -> HttpResponse:
    return TipEditing(request, get_tip(key)).preview_fragment()
