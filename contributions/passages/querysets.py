"""The words in which passages are asked for."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F
from django.utils import timezone

from common import markup
from contributions.pages.models import Page
from contributions.passages.errors import NotInThePage, PassageTooLong
from themes.models import Theme

if TYPE_CHECKING:
    from contributions.passages.models import Passage

LONGEST = 1_200


class PassageQuerySet(models.QuerySet["Passage"]):
    def at(self, page: Page, *, exact: str, prefix: str = "", suffix: str = "", at: datetime | None = None) -> Passage:
        """The passage that somebody chose in the page as it stands, widened to whole sentences: made once, then met again.

        Raises NotInThePage for words that do not stand there, PassageTooLong.
        """
        chosen = chosen_in(page, exact=exact, prefix=prefix, suffix=suffix)
        values = {
            "page_version": page.version,
            "exact": chosen.exact,
            "prefix": chosen.prefix,
            "suffix": chosen.suffix,
            "start": chosen.start,
            "looked_in": page.version,
            "created_at": at or timezone.now(),
        }
        passage, is_new = self.get_or_create(page=page, key=chosen.key, defaults=values)
        if not is_new and passage.looked_in != page.version:
            passage.look_for_in(page.body_html, page.version)
            passage.remember()
        return passage

    def of(self, page: Page) -> PassageQuerySet:
        return self.filter(page=page)

    def for_theme(self, theme: Theme | int) -> PassageQuerySet:
        """Of the pages of the theme that everybody may read."""
        return self.filter(page__theme=theme, page__is_hidden=False, page__merged_into=None)

    def to_look_for_again(self) -> PassageQuerySet:
        """Those whose page has changed since they were last looked for."""
        return self.exclude(looked_in=F("page__version"))


def chosen_in(page: Page, *, exact: str, prefix: str = "", suffix: str = "") -> markup.TextQuote:
    """The whole sentences of the page that hold the chosen words; raises NotInThePage, PassageTooLong."""
    exact = markup.clean_text(exact).strip()
    if not exact:
        raise NotInThePage
    if len(exact) > LONGEST:
        raise PassageTooLong
    text = markup.html_text(page.body_html)
    place = markup.find_quote(
        markup.TextQuote(exact, _context(prefix)[-80:], _context(suffix)[:80]), text, whole_words=False
    )
    if place.standing != "unchanged":
        raise NotInThePage
    whole = markup.whole_sentences(text, place.start, place.end)
    if whole.end - whole.start > LONGEST:
        raise PassageTooLong
    return markup.text_quote(text, whole.start, whole.end)


def _context(words: str) -> str:
    return markup.clean_text(words[:4000]).strip()
