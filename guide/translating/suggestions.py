"""What colleagues suggest about a translation: another wording, a remark on the original, and what becomes of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import chain
from typing import Any, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from guide.editions import Edition, EditionText
from guide.editions.texts import Wording
from guide.publication.document import Chapter, Guide, Section, Tip
from guide.translating import review
from guide.translating.memory import TranslatedPair
from guide.translating.models import LONGEST_SUGGESTION, PendingTranslation, Suggestion, TranslationStep
from guide.translating.querysets import clean_note, clean_target
from guide.translations.originals import Text, column_of, original_of
from guide.translations.segments import Segment, same_for_translators, source_segments

State = Suggestion.State


def suggest(
    text: Text, *, language: str, segment: Segment, wording: str, by: User, at: datetime | None = None
) -> Suggestion:
    """Another wording of a paragraph waits for a translator, who is told, once. Raises ValidationError beside `wording`."""
    moment = at or timezone.now()
    wording = clean_target(wording, segment.field)
    if not wording or wording == segment.target:
        raise ValidationError({"wording": _("Write how you would say it.")}, code="empty")
    if len(wording) > LONGEST_SUGGESTION:
        words = _("Say it in %(most)s characters at most.") % {"most": LONGEST_SUGGESTION}
        raise ValidationError({"wording": words}, code="too_long")
    values = {"language": language, "field": segment.field, "source": segment.source, "wording": wording, "by": by}
    known = Suggestion.objects.of(text).filter(state=State.OPEN, **values).first()
    if known:
        return known
    _check_not_too_often(by, moment)
    with transaction.atomic():
        suggestion = Suggestion.objects.create(at=moment, **values, **{column_of(text): text})
        review.notify_suggested(suggestion)
    return suggestion


def paragraph_of(suggestion: Suggestion, segments: Sequence[Segment]) -> Segment | None:
    """Returns the one that it is about, which may have been corrected since without saying anything else, or None."""
    of_its_field = [one for one in segments if one.field == suggestion.field]
    exact = (one for one in of_its_field if one.source == suggestion.source)
    corrected = (one for one in of_its_field if same_for_translators(suggestion.source, one.source))
    return next(chain(exact, corrected), None)


def take(suggestion: Suggestion, *, by: User, at: datetime | None = None) -> PendingTranslation:
    """The wording becomes the translation in progress; whoever suggested it is thanked. Raises ValidationError."""
    with transaction.atomic():
        _answer(suggestion, State.TAKEN, by=by, at=at)
        text, language = suggestion.text, suggestion.language
        now = paragraph_of(suggestion, source_segments(original_of(text)))
        segment = Segment(suggestion.field, now.source if now else suggestion.source, suggestion.wording)
        pending = PendingTranslation.objects.put_in(text, language=language, segments=[segment], by=by, at=at)
        review.notify_answered(suggestion)
    return pending


def refuse(suggestion: Suggestion, *, by: User, at: datetime | None = None) -> None:
    """It is not taken over; whoever suggested it is told. Raises ValidationError where somebody has answered it already."""
    with transaction.atomic():
        _answer(suggestion, State.REFUSED, by=by, at=at)
        review.notify_answered(suggestion)


def withdraw(suggestion: Suggestion, *, by: User, at: datetime | None = None) -> None:
    """Whoever suggested it thinks better of it. Raises ValidationError where somebody has answered it already."""
    with transaction.atomic():
        _answer(suggestion, State.WITHDRAWN, by=by, at=at)


def remark_on_original(text: Text, *, by: User, note: str, at: datetime | None = None) -> TranslationStep:
    """The editors hear what is not clear, or wrong, in the original; it holds up no translation. Raises ValidationError."""
    if not clean_note(note):
        raise ValidationError({"note": _("Write a few words first.")}, code="empty")
    with transaction.atomic():
        step = TranslationStep.objects.note(text, TranslationStep.Act.REMARK, language="", by=by, note=note, at=at)
        review.notify_original_remarked(step)
    return step


def _answer(suggestion: Suggestion, state: str, *, by: User, at: datetime | None) -> None:
    held = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    if held.state != State.OPEN:
        raise ValidationError(_("Somebody has already answered this suggestion."), code="answered")
    suggestion.state, suggestion.answered_by, suggestion.answered_at = state, by, at or timezone.now()
    suggestion.save(update_fields=["state", "answered_by", "answered_at"])


def _check_not_too_often(by: User, moment: datetime) -> None:
    a_minute, an_hour = settings.FLOOD_LIMITS["remark"]
    for seconds, most in ((60, a_minute), (3600, an_hour)):
        if Suggestion.objects.filter(by=by, at__gt=moment - timedelta(seconds=seconds)).count() >= most:
            raise ValidationError(
                _("That is a lot in a short time. Nothing is lost: send it again in a little while."), code="too_often"
            )


# What earlier editions printed of a text, and of its cover, in two languages: pairs for the translation memory.
#
# The history of translations knows more of a paragraph: which words it was made from. An edition may have printed a translation
# that was older than its original. So what the history knows is left to it, and is no pair of an edition.


MOST_EDITIONS = 3

type _Documents = tuple[int, datetime, dict[str, Any], dict[str, Any]]  # number, day, in its own language, in the other
type _Line = tuple[str, str]  # its words in the language of the edition, and in the other one


def pairs_of_editions(own: str, language: str, known: Iterable[TranslatedPair]) -> Iterator[TranslatedPair]:
    """What the newest published editions say in `own`, their own language, and in another one; one query.

    A wording that stands in `known` is left out, and so are quotations: their consents may have been withdrawn since.
    """
    said = {_folded(pair.target) for pair in known}
    for number, at, ours, theirs in _documents(own, language):
        origin = _("Edition %(number)s") % {"number": number}
        for pair in _pairs(Guide.from_json(ours, names={}), Guide.from_json(theirs, names={}), origin, at):
            if _folded(pair.target) not in said:
                yield pair


def _documents(own: str, language: str) -> list[_Documents]:
    ours = EditionText.objects.filter(edition=OuterRef("edition"), language=own).values("document")[:1]
    rows = EditionText.objects.filter(
        language=language, document__isnull=False, edition__language=own, edition__status=Edition.Status.PUBLISHED
    )
    rows = rows.annotate(ours=Subquery(ours)).order_by("-edition__number")
    found = rows.values_list("edition__number", "edition__published_at", "ours", "document")[:MOST_EDITIONS]
    return cast("list[_Documents]", list(found))


def _pairs(ours: Guide, theirs: Guide, origin: str, at: datetime) -> Iterator[TranslatedPair]:
    for lines in (_cover(ours, theirs), *_texts(ours, theirs)):
        previous = ""
        for source, target in lines:
            if source and target and source != target:
                yield TranslatedPair(source, target, previous, origin, at)
            previous = source


def _cover(ours: Guide, theirs: Guide) -> list[_Line]:
    """What the cover says, and what its pictures and those of the chapters show."""
    lines = [(ours.title, theirs.title), (ours.subtitle, theirs.subtitle), (ours.summary, theirs.summary)]
    pictures = [(ours.cover, theirs.cover)]
    pictures += [(one.illustration, other.illustration) for one, other in _chapters(ours, theirs)]
    return lines + [(one.alt, other.alt) for one, other in pictures if one and other]


def _chapters(ours: Guide, theirs: Guide) -> list[tuple[Chapter, Chapter]]:
    by_number = {chapter.number: chapter for chapter in theirs.chapters}
    return [(chapter, by_number[chapter.number]) for chapter in ours.chapters if chapter.number in by_number]


def _texts(ours: Guide, theirs: Guide) -> Iterator[list[_Line]]:
    """The paragraphs of each text that is translated."""
    if len(ours.sections) == len(theirs.sections):
        for one, other in zip(ours.sections, theirs.sections, strict=True):
            if not other.language:
                yield _paragraphs(_words(one), _words(other))
    for chapter, translated in _chapters(ours, theirs):
        if not translated.language:
            yield [(chapter.question, translated.question), (chapter.short_title, translated.short_title)]
        if not translated.opening_language:
            yield _paragraphs(Wording("", chapter.opening_text), Wording("", translated.opening_text))
    by_reference = {tip.reference: tip for tip in theirs.tips if tip.reference and not tip.language}
    for tip in ours.tips:
        if tip.reference in by_reference:
            yield _paragraphs(_words(tip), _words(by_reference[tip.reference]))


def _words(text: Section | Tip) -> Wording:
    return Wording(text.title, text.text)


def _paragraphs(one: Wording, other: Wording) -> list[_Line]:
    """Those of a text and of its translation; none where they are not as many, and nobody can say which is which."""
    sources, targets = one.paragraphs, other.paragraphs
    if [(part.field, part.marker) for part in sources] != [(part.field, part.marker) for part in targets]:
        return []
    return [(source.source, target.source) for source, target in zip(sources, targets, strict=True)]


def _folded(text: str) -> str:
    """As typesetting leaves it alone: without spaces, with one kind of apostrophe."""
    return "".join(unicodedata.normalize("NFKC", text).replace("’", "'").split())
