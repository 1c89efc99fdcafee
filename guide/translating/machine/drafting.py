"""Proposals of a machine in bulk: the worker puts them into the drafts of a language, text by text.

Only paragraphs that nobody has translated get one, and a text that is in review gets none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.tasks import task

from accounts.models import User
from guide.builds.build import FILES
from guide.translating.machine.proposals import Proposal, is_on, propose
from guide.translating.models import PendingTranslation, TranslationStep
from guide.translating.progress import TextProgress, TextState
from guide.translating.querysets import TargetsChanged, known_segments
from guide.translations.models import Translation
from guide.translations.one_text import Text
from guide.translations.originals import Original, originals
from guide.translations.segments import Segment, source_segments
from guide.translations.staleness import SegmentState, compared

AFTER_EVERYTHING_ELSE = -50


def may_be_proposed(text: TextProgress) -> bool:
    """Says whether a machine can be asked for paragraphs of a text that nobody has translated."""
    return is_on() and text.state != TextState.REVIEW and bool(text.status.number_of(SegmentState.MISSING))


def request_proposals(texts: Sequence[TextProgress], *, by: User) -> int:
    """Has the worker ask a machine for what is missing of each text. Returns of how many texts something is."""
    wanted = [text for text in texts if may_be_proposed(text)]
    for text in wanted:
        propose_for_text.using(priority=AFTER_EVERYTHING_ELSE).enqueue(text.original.key, text.language, by.pk)
    return len(wanted)


@task(queue_name=FILES)
def propose_for_text(key: str, language: str, person_id: int) -> int:
    """Puts a machine's proposals into the draft of a text; done again, it asks for what is missing still. Returns how many."""
    person, original = User.objects.filter(pk=person_id).first(), _original(key)
    if original is None or person is None:
        return 0
    missing = _missing(original, _pending(original.text, language), language)
    answers = propose([one.source for one in missing], original.language, language)
    found = {one: answer.target for one, answer in zip(missing, answers, strict=True) if isinstance(answer, Proposal)}
    return _put_in(key, language, found, by=person) if found else 0


def _put_in(key: str, language: str, found: dict[Segment, str], *, by: User) -> int:
    """Minutes later: what somebody has translated or changed meanwhile is not touched."""
    with transaction.atomic():
        original = _original(key)
        if original is None:
            return 0
        pending = _pending(original.text, language, is_held=True)
        free = _missing(original, pending, language)
        segments = [replace(one, target=found[one], is_machine=True) for one in free if one in found]
        if not segments:
            return 0
        author = pending.by if pending else by
        try:
            PendingTranslation.objects.put_in(original.text, language=language, segments=segments, by=author)
        except TargetsChanged:  # somebody has just begun this text
            return 0
        TranslationStep.objects.note(original.text, TranslationStep.Act.PROPOSED, language=language, by=by)
    return len(segments)


def _original(key: str) -> Original | None:
    return next((one for one in originals() if one.key == key), None)


def _pending(text: Text, language: str, *, is_held: bool = False) -> PendingTranslation | None:
    rows = PendingTranslation.objects.of(text).in_language(language)
    return (rows.select_for_update() if is_held else rows).first()


def _missing(original: Original, pending: PendingTranslation | None, language: str) -> list[Segment]:
    if pending and pending.state == PendingTranslation.State.REVIEW:
        return []
    translation = Translation.objects.of(original.text).in_language(language).first()
    status = compared(source_segments(original), known_segments(pending, translation))
    return [one.segment for one in status.segments if one.state == SegmentState.MISSING]
