"""An edition in preparation is in the first language of the campaign, whichever that becomes before a text is written."""

from __future__ import annotations

from campaign.site_settings.models import SiteSettings
from guide.editions.models import Edition
from guide.places import IN_PREPARATION


def follow(decided: SiteSettings) -> None:
    """For settings.ON_SITE_SETTINGS_CHANGED."""
    language = decided.first_language
    Edition.objects.filter(status__in=IN_PREPARATION).exclude(language=language).update(language=language)
