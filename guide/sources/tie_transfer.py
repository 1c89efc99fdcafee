"""When a tip is reworded, its ties go along; none is ever changed in place.

A tie keeps the sentence that it was confirmed for. Where that sentence goes, the tie is lost, and what came of the sentence
gets a tie of its own; where it comes back, the tie is found again as it was. So an edition that was published with an older
wording still knows where each of its sentences comes from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from accounts.models import User
from common import markup
from guide.sources.models import Tie
from guide.sources.querysets import sentences_in
from guide.tips.models import Tip


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
