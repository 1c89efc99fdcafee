"""The summary of a session, in Markdown: written afterwards, for those who were there and those who were not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.models import User
from campaign.languages import first_language
from common import markup

if TYPE_CHECKING:
    from campaign.training.models import TrainingSession


def summarise(session: TrainingSession, text: str, *, by: User | None) -> None:
    """Saves the summary; an empty one takes it away. Raises markup.RenderRefused."""
    html = markup.render(text, language=first_language()).html if text.strip() else ""
    with session.held() as held:
        held.summary, held.summary_html = text.strip(), html
        held._history_user = by
        held.save()
    session.refresh_from_db()
