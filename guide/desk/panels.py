"""The three questions behind a decision: into which page, of what a duplicate, why it is not kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.forms import Form
from django.http import HttpRequest
from django.urls import reverse

from accounts.naming import named
from common import markup
from contributions.history_models import RevisionDetails
from contributions.models import Comment, Page
from drafts import autosave
from guide.desk import forms
from guide.desk.submission_detail import SimilarTexts, find_similar
from guide.desk.waiting import TextKey
from guide.drift.detection import Text, text_now
from guide.drift.models import Drift
from guide.editions import Edition
from guide.sources.models import Tie

if TYPE_CHECKING:
    from django.db.models import QuerySet


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


# A drift as its screen shows it: the passage then and now, who changed it, and the sentences of the tip that rest on it.


def _as_read(words: str) -> str:
    return named([markup.plain_text(words, with_mentions=True)])[0]


@dataclass(frozen=True)
class DriftDetail:
    """`revision` is the one in which it was noticed: None where no words were changed."""

    drift: Drift
    text: Text
    revision: RevisionDetails | None

    @property
    def changes(self) -> tuple[markup.WordChange, ...]:
        """The words of the passage, with what went and what came."""
        return markup.word_changes(self.before, _as_read(self.drift.words))

    @property
    def before(self) -> str:
        return _as_read(self.drift.before)

    @property
    def is_out_of_sight(self) -> bool:
        return self.drift.why in {"hidden", "withdrawn"}

    @property
    def is_withdrawn(self) -> bool:
        """Whether its author took the words out of everybody's sight."""
        comment = self.drift.source.comment
        return comment is not None and comment.withdrawn_at is not None

    @property
    def is_merged(self) -> bool:
        """Whether the words are those of another page, into which theirs was merged."""
        return self.text != self.drift.source.origin

    @property
    def changes_url(self) -> str:
        """What changed in the whole text since the version that the tip rests on; "" where that cannot be compared."""
        older, newer = self.drift.before_version, self.drift.version
        if self.revision is None or self.is_merged or older >= newer:
            return ""
        return self.text.changes_url(older, newer)

    @property
    def erratum_url(self) -> str:
        """Where the edition that readers have lists what this tip should have said; "" where it does not have it."""
        edition, tip = Edition.objects.current(), self.drift.source.tip
        if edition is None:
            return ""
        frozen = next((one for one in edition.guide.tips if one.reference == tip.reference), None)
        if frozen is None:
            return ""
        query = urlencode({"language": edition.language, "text": f"tip-{frozen.number}"})
        return f"{reverse('guide:edition_errata', args=[edition.number])}?{query}"

    @property
    def ties(self) -> QuerySet[Tie]:
        """The sentences of the tip that rest on this source."""
        rows = Tie.objects.filter(source=self.drift.source_id, is_lost=False)
        return rows.exclude(state=Tie.State.REFUSED).order_by("pk")


def drift_detail(drift: Drift) -> DriftDetail:
    text = text_now(drift.source)
    rows = text.history.with_authors().without_bodies().filter(version=drift.version, version__gt=1)
    is_of_words = not drift.is_contradiction and drift.why not in {"hidden", "withdrawn"}
    return DriftDetail(drift, text, rows.first() if is_of_words else None)


def body_taken_over(drift: Drift, body: str) -> str:
    """A tip's text with the new wording in the place of the passage, where it says it word for word; else as it is."""
    if drift.is_contradiction or drift.kind == Drift.Kind.GONE or not drift.words or body.count(drift.before) != 1:
        return body
    return body.replace(drift.before, drift.words)
