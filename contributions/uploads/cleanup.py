"""What was sent and never came into a text is not stored for ever, nor is what a crash left on disk."""

from __future__ import annotations

from datetime import timedelta

from contributions.uploads.models import Attachment, Image
from drafts.models import RETENTION_DAYS

RETENTION = timedelta(days=RETENTION_DAYS + 20)  # longer than a draft waits, for a picture may stand in one


def clear_unused_uploads() -> int:
    """Deletes pictures and PDF files that stand in no text, now or in any history, and that nobody sent lately."""
    return sum(model.objects.clear_away(older_than=RETENTION) for model in (Image, Attachment))
