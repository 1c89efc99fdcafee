"""The sentences of a tip, each with what it rests on and what it might rest on.

What a tip rests on, as its screen shows it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import markup
from guide.sources.evidence import Evidence, evidence_of, sources_of
from guide.sources.models import Source, Tie
from guide.sources.querysets import sentences_in
from guide.tips.models import Tip

MOST_PROPOSED = 3


@dataclass(frozen=True)
class Tied:
    """What an editor has said of a sentence and a source."""

    tie: Tie
    evidence: Evidence


@dataclass(frozen=True)
class Proposal:
    """A source that resembles a sentence. It proposes; an editor decides."""

    evidence: Evidence
    likeness: float
    is_doubtful: bool

    @property
    def strength(self) -> str | Promise:
        return _("strong likeness") if self.likeness >= markup.STRONGLY_SIMILAR else _("some likeness")


@dataclass
class TiedSentence:
    """A sentence of a tip: `number` counts from 1, `paragraph` (a block of the text) from 0."""

    number: int
    words: str
    paragraph: int
    ties: list[Tied] = field(default_factory=list)
    refused: list[Tied] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    others: list[Evidence] = field(default_factory=list)  # what may be chosen by hand

    @cached_property
    def key(self) -> str:
        return markup.passage_key(self.words)

    @property
    def anchor(self) -> str:
        return f"sentence-{self.number}"

    @property
    def has_source(self) -> bool:
        return bool(self.ties)

    @property
    def is_doubtful(self) -> bool:
        return any(tied.tie.is_doubtful for tied in self.ties)


@dataclass
class Paragraph:
    """A block of the text, with its sentences and, each once, the sources that they rest on."""

    html: str
    sentences: list[TiedSentence]

    @property
    def evidence(self) -> list[Evidence]:
        found = {tied.evidence.number: tied.evidence for said in self.sentences for tied in said.ties}
        return [found[number] for number in sorted(found)]


@dataclass(frozen=True)
class Provenance:
    """A text sentence by sentence; `evidence` is all that it rests on."""

    paragraphs: list[Paragraph]
    evidence: Sequence[Evidence]

    @property
    def sentences(self) -> list[TiedSentence]:
        return [said for paragraph in self.paragraphs for said in paragraph.sentences]

    @property
    def sources(self) -> list[Source]:
        return [one.source for one in self.evidence]

    @property
    def without_source(self) -> list[TiedSentence]:
        return [said for said in self.sentences if not said.has_source]

    @property
    def doubtful(self) -> list[TiedSentence]:
        return [said for said in self.sentences if said.is_doubtful]

    @property
    def untied(self) -> list[Evidence]:
        """What no sentence is tied to."""
        named = {one.number for paragraph in self.paragraphs for one in paragraph.evidence}
        return [one for one in self.evidence if one.number not in named]


def provenance_of(tip: Tip, evidence: Sequence[Evidence]) -> Provenance:
    """The working copy, with what is proposed for each sentence that rests on nothing yet; one query, given its sources."""
    found = provenance_in(tip.body_html, tip.ties.standing(), evidence)
    for said in found.sentences:
        if not said.has_source:
            said.proposals = proposals_for(said, evidence)
        named = {one.evidence.number for one in said.ties} | {one.evidence.number for one in said.proposals}
        said.others = [one for one in evidence if one.number not in named and one.is_readable]
    return found


def provenance_in(html: str, ties: Iterable[Tie], evidence: Sequence[Evidence]) -> Provenance:
    """A rendered text with the ties of its sentences; a tie to a source that is not among `evidence` is left out."""
    paragraphs: list[Paragraph] = []
    number = 0
    for block in markup.split_blocks(html):
        text, sentences = markup.html_text(block.html), []
        for start, end in markup.sentences(text):
            number += 1
            sentences.append(TiedSentence(number, text[start:end], len(paragraphs)))
        paragraphs.append(Paragraph(block.html, sentences))
    found = Provenance(paragraphs, evidence)
    _put_beside(found.sentences, ties, {one.source.pk: one for one in evidence})
    return found


def _put_beside(sentences: list[TiedSentence], ties: Iterable[Tie], known: dict[int, Evidence]) -> None:
    by_key: defaultdict[str, list[Tied]] = defaultdict(list)
    for tie in ties:
        if tie.source_id in known:
            by_key[tie.key].append(Tied(tie, known[tie.source_id]))
    for said in sentences:
        for one in by_key[said.key]:
            (said.ties if one.tie.state == Tie.State.CONFIRMED else said.refused).append(one)


def proposals_for(said: TiedSentence, evidence: Sequence[Evidence]) -> list[Proposal]:
    """Up to three, the likest first, without those that were refused."""
    refused = {one.evidence.number for one in said.refused}
    left = [one for one in evidence if one.is_readable and one.number not in refused]
    alike = markup.most_similar(said.words, [one.words for one in left], MOST_PROPOSED)
    return [Proposal(left[one.at], one.likeness, _may_say_another_thing(said, left[one.at].words)) for one in alike]


def _may_say_another_thing(said: TiedSentence, passage: str) -> bool:
    """A sentence that stands there word for word says what it says, whatever the others of the passage deny."""
    if not markup.negations_differ(said.words, passage):
        return False
    return all(markup.passage_key(passage[one.start : one.end]) != said.key for one in markup.sentences(passage))


def marked_html(paragraph: Paragraph, address: str) -> str:
    """Its HTML with what rests on nothing and what is doubtful marked, and behind each sentence a link to it at `address`."""
    html, number_of = paragraph.html, {said.number: said for said in paragraph.sentences}

    def link(number: int) -> str:
        context = {"said": number_of[number], "address": address}
        return render_to_string("guide/sources/_sentence_link.html", context).strip()

    text = markup.html_text(html)
    spans = markup.sentences(text)
    runs, at = [], 0
    for said, (_start, end) in zip(paragraph.sentences, spans, strict=True):
        runs.append((end - at, said.number))
        at = end
    runs.append((len(text) - at + 1, 0))
    marks = {
        "unsourced": [said.number for said in paragraph.sentences if not said.has_source],
        "doubtful": [said.number for said in paragraph.sentences if said.is_doubtful],
    }
    for name, wanted in marks.items():
        html = markup.mark_blame(
            html, text, tuple(runs), wanted=wanted, mark=f'<span class="{name}">{{}}</span>'.format, after=_nothing
        )
    return markup.mark_blame(html, text, tuple(runs), wanted=number_of, mark=str, after=link)


def _nothing(_number: int) -> str:
    return ""


# When a tip is reworded, its ties go along; none is ever changed in place.
#
# A tie keeps the sentence that it was confirmed for. Where that sentence goes, the tie is lost, and what came of the sentence
# gets a tie of its own; where it comes back, the tie is found again as it was. So an edition that was published with an older
# wording still knows where each of its sentences comes from.


def transfer_ties(tip: Tip, before_html: str, *, by: User | None, at: datetime) -> None:
    """For settings.ON_TIP_REWORDED: from the text `before_html` to the one that the tip has now. At most four queries, one
    where nothing is tied.
    """
    if not before_html or before_html == tip.body_html:
        return
    ties = list(tip.ties.order_by("pk"))
    if not ties:
        return
    older, newer = sentences_in(before_html), sentences_in(tip.body_html)
    keys = {markup.passage_key(sentence) for sentence in newer}
    _found_again(ties, keys)
    standing = [tie for tie in ties if not tie.is_lost]
    known = {(tie.source_id, tie.key) for tie in ties}
    Tie.objects.bulk_create(_carried(standing, older, newer, known))
    lost = [tie.pk for tie in standing if tie.key not in keys]
    if lost:
        Tie.objects.filter(pk__in=lost).update(is_lost=True)


def _found_again(ties: Sequence[Tie], keys: set[str]) -> None:
    back = [tie for tie in ties if tie.is_lost and tie.key in keys]
    if back:
        Tie.objects.filter(pk__in=[tie.pk for tie in back]).update(is_lost=False)
        for tie in back:
            tie.is_lost = False


def _carried(
    standing: Sequence[Tie], older: Sequence[str], newer: Sequence[str], known: set[tuple[int, str]]
) -> Iterator[Tie]:
    by_key = defaultdict[str, list[Tie]](list)
    for tie in standing:
        by_key[tie.key].append(tie)
    for sentence, came_of in zip(newer, markup.align_sentences(older, newer), strict=True):
        key = markup.passage_key(sentence)
        for origin in came_of:
            for tie in by_key[markup.passage_key(older[origin.old])]:
                if (tie.source_id, key) not in known and _goes_along(tie, origin):
                    known.add((tie.source_id, key))
                    yield _tie_of(tie, sentence, key, origin)


def _goes_along(tie: Tie, origin: markup.SentenceOrigin) -> bool:
    """Returns whether a refused tie also applies to the reworded sentence: yes for a paraphrase, no for a contrary."""
    return tie.state == Tie.State.CONFIRMED or not origin.is_doubtful


def _tie_of(tie: Tie, sentence: str, key: str, origin: markup.SentenceOrigin) -> Tie:
    return Tie(
        tip_id=tie.tip_id,
        source_id=tie.source_id,
        sentence=sentence,
        key=key,
        state=tie.state,
        likeness=tie.likeness,
        is_doubtful=tie.is_doubtful or origin.is_doubtful,
        by_id=tie.by_id,
        at=tie.at,
    )


def tip_context(tip: Tip, reader: User) -> dict[str, Any]:
    """What the parts of the tip's screen need, whatever the number of rows in a constant number of queries."""
    evidence = evidence_of(list(sources_of(tip)), reader)
    provenance = provenance_of(tip, evidence)
    address = tip.screen_url("ties")
    rows = [(mark_safe(marked_html(paragraph, address)), paragraph) for paragraph in provenance.paragraphs]  # noqa: S308
    return {"sources": [one.source for one in evidence], "provenance": provenance, "rows": rows}
