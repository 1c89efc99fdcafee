"""What would be left without its language, where an administrator takes one away from the guide."""

from __future__ import annotations

from campaign.languages import LanguageUse
from guide.editions.texts import EditionText
from guide.places import IN_PREPARATION
from guide.translating.models import PendingTranslation
from guide.translations.models import Translation


def use_of(language: str) -> LanguageUse:
    """For settings.LANGUAGE_USE: how many texts are translated or in progress, and which edition waits to come out in it."""
    texts = {
        row.identity for model in (Translation, PendingTranslation) for row in model.objects.filter(language=language)
    }
    coming = EditionText.objects.filter(language=language, edition__status__in=IN_PREPARATION)
    return LanguageUse(len(texts), coming.order_by().values_list("edition__number", flat=True).first())
