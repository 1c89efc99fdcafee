"""Who speaks, by name: case, accents and punctuation do not tell two people apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps

from accounts.models import name_words

if TYPE_CHECKING:
    from campaign.training.models import TrainingSession


def speaker_keys(speakers: str) -> set[str]:
    """Returns what each name of this line is compared by."""
    keys = (" ".join(name_words(name)) for name in speakers.split(","))
    return {key for key in keys if key}


def speaks_elsewhere(session: TrainingSession) -> dict[str, str] | None:
    """Returns which of its speakers speaks at the same time, and the title of that session; None for none of them."""
    keys = speaker_keys(session.speakers)
    if not keys:
        return None
    rows = apps.get_model("campaign", "TrainingSession")._default_manager
    same_time = rows.filter(starts_at__lt=session.ends_at, ends_at__gt=session.starts_at, cancelled_at=None)
    for title, speakers in same_time.exclude(pk=session.pk).values_list("title", "speakers"):
        for name in speakers.split(","):
            if keys & speaker_keys(name):
                return {"name": name.strip(), "title": title}
    return None
