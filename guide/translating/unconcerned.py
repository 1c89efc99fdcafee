"""A change of an original that says nothing else to who reads a translation: an editor says so, and why."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from guide.translating.models import PendingTranslation, TranslationStep
from guide.translating.querysets import clean_note, known_segments
from guide.translations.models import Translation
from guide.translations.one_text import Text
from guide.translations.originals import original_of
from guide.translations.segments import source_segments
from guide.translations.staleness import SegmentState, compared


def does_not_concern_translations(text: Text, *, by: User, note: str, at: datetime | None = None) -> TranslationStep:
    """What is translated of a text counts as made from what stands there now, in every language; the step says why.

    Paragraphs that are not translated at all stay so. Raises ValidationError without a reason.
    """
    if not clean_note(note):
        raise ValidationError({"note": _("Say why it does not concern translations.")}, code="empty")
    original = original_of(text)
    now = source_segments(original)
    with transaction.atomic():
        for model in (Translation, PendingTranslation):
            for row in model.objects.of(text).select_for_update():
                row.segments = [one.segment.to_json() for one in compared(now, row.paragraphs).segments]
                row.source_version = original.version
                if isinstance(row, Translation):
                    row._history_user = by
                row.save(update_fields=["segments", "source_version"])
        return TranslationStep.objects.note(text, TranslationStep.Act.UNCONCERNED, language="", by=by, note=note, at=at)


def missing_paragraphs(text: Text) -> dict[str, int]:
    """Returns how many paragraphs of a text are without a translation, by language; only languages that have begun it."""
    now = source_segments(original_of(text))
    pending = {row.language: row for row in PendingTranslation.objects.of(text)}
    approved = {row.language: row for row in Translation.objects.of(text).defer("body", "body_html")}
    found = {}
    for language in sorted(pending.keys() | approved.keys()):
        known = known_segments(pending.get(language), approved.get(language))
        found[language] = compared(now, known).number_of(SegmentState.MISSING)
    return {language: number for language, number in found.items() if number}
