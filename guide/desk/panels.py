"""The three questions behind a decision: into which page, of what a duplicate, why it is not kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import HttpRequest

from contributions.models import Comment, Page
from drafts import autosave
from guide.desk import forms
from guide.desk.params import TextKey
from guide.desk.similar_texts import SimilarTexts, find_similar

QUESTIONS = ("merge", "duplicate", "not_kept")


@dataclass(frozen=True)
class Panels:
    """Each with what was typed into it; `opened` is the one that was sent."""

    merge: forms.TargetTextForm
    duplicate: forms.TargetTextForm
    not_kept: forms.NotKeptForm
    alike: SimilarTexts
    draft_keys: dict[str, str]
    opened: str = ""

    @classmethod
    def of(cls, request: HttpRequest, text: Page | Comment) -> Panels:
        """Each with the draft that waits for it, or with what was just sent."""
        sent, found = request.POST.get("outcome", ""), find_similar(text)
        keys = {name: TextKey.of_text(text).draft_key(name) for name in QUESTIONS}
        autosave.look_up(request, list(keys.values()))

        def given(name: str) -> dict[str, Any]:
            return {"data": request.POST} if sent == name else {"initial": autosave.words(request, keys[name])}

        return cls(
            merge=forms.merging(text, found, **given("merge")),
            duplicate=forms.duplicates(found, **given("duplicate")),
            not_kept=forms.NotKeptForm(**given("not_kept")),
            alike=found,
            draft_keys=keys,
            opened=sent,
        )


def form_sent(request: HttpRequest, text: Page | Comment) -> Form | None:
    """The one question that was answered; None where the outcome asks nothing."""
    match request.POST.get("outcome", ""):
        case "merge":
            return forms.merging(text, find_similar(text), data=request.POST)
        case "duplicate":
            return forms.duplicates(find_similar(text), data=request.POST)
        case "not_kept":
            return forms.NotKeptForm(request.POST)
    return None
