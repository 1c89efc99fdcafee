"""Whether visitors may read the guide, found without a query: a file `public` under EDITIONS_ROOT says so.

Where it is missing the settings of the site are asked, and the file is written again: so it may be missing by mistake, and
must never be there by mistake.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import transaction

from campaign.site_settings.models import SiteSettings

PUBLIC = "public"


def guide_is_public() -> bool:
    return is_marked(Path(settings.EDITIONS_ROOT)) or mark_as_decided()


def is_marked(root: Path) -> bool:
    return (root / PUBLIC).exists()


def follow(decided: SiteSettings) -> None:
    """For settings.ON_SITE_SETTINGS_CHANGED: nobody is let in by an older decision, whatever becomes of this process."""
    if not decided.guide_is_public:
        _mark(is_public=False)
    transaction.on_commit(mark_as_decided)


def mark_as_decided() -> bool:
    """Makes the file say what the settings say, and returns that.

    They are asked again once it is written: a newer decision may have taken it away meanwhile.
    """
    public = SiteSettings.objects.filter(guide_is_public=True)
    is_public = public.exists()
    _mark(is_public=is_public)
    if is_public and not public.exists():
        is_public = False
        _mark(is_public=False)
    return is_public


def _mark(*, is_public: bool) -> None:
    path = Path(settings.EDITIONS_ROOT) / PUBLIC
    if not is_public:
        path.unlink(missing_ok=True)
    elif not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
