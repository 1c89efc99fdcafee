"""The words in which candidates are asked for, and the verb that begins them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import markup
from contributions.models import Comment, Page, PageRevision, Passage
from guide.candidates.errors import NotInThisTheme
from guide.places import places_in_preparation
from themes.models import Theme

if TYPE_CHECKING:
    from guide.candidates.models import Candidate

type Shortlisted = Page | Passage | Comment
HEAVY = ("body", "body_html", "contents")


class CandidateQuerySet(models.QuerySet["Candidate"]):
    def shortlist(
        self, what: Shortlisted, *, by: User, note: str = "", place: int | None = None, at: datetime | None = None
    ) -> Candidate:
        """Puts a page, a passage or a contribution on the shortlist of its question; what stands there already is given back.

        Raises ValidationError for what readers no longer see, NotInThisTheme for a place of another question.
        """
        theme = _in_sight(what)
        if place is not None and place not in places_in_preparation().row_of(theme).numbers:
            raise NotInThisTheme(place)
        values = {
            "theme": theme,
            "note": " ".join(markup.clean_text(note).split())[:300],
            "place": place,
            "shortlisted_by": by,
        }
        values["shortlisted_at"] = at or timezone.now()
        return self.get_or_create(**_columns(what), ended_at=None, defaults=values)[0]

    def open(self) -> CandidateQuerySet:
        return self.filter(ended_at=None)

    def ended(self) -> CandidateQuerySet:
        return self.exclude(ended_at=None)

    def for_theme(self, theme: Theme) -> CandidateQuerySet:
        """Those that are open go with their text where it is moved; what was decided stays where it was decided."""
        now = Q(page__theme=theme) | Q(comment__theme=theme)
        return self.filter(Q(ended_at=None) & now | Q(ended_at__isnull=False, theme=theme))

    def about(self, text: Page | Comment) -> CandidateQuerySet:
        """Of a page, its passages and what was merged into it too."""
        if isinstance(text, Comment):
            return self.filter(comment=text)
        return self.filter(Q(page=text) | Q(page__merged_into=text) | Q(passage__page=text))

    def with_texts(self) -> CandidateQuerySet:
        """With all that a line about a candidate names, in one query and without texts."""
        pages = ("page", "page__merged_into", "passage__page", "comment__page")
        rows = self.select_related(
            *(f"{page}__theme" for page in pages),
            "theme",
            "comment__author",
            "comment__theme",
            "shortlisted_by",
            "ended_by",
            "tip__theme",
        )
        hidden = PageRevision.objects.filter(
            id=OuterRef("passage__page"), version=OuterRef("passage__page_version"), is_text_hidden=True
        )
        heavy = [f"{page}__{name}" for page in pages for name in HEAVY]
        rows = rows.annotate(words_are_hidden=Exists(hidden))  # type: ignore[no-redef]  # the model says what stands there
        return rows.defer(*heavy, "comment__body", "comment__body_html", "tip__body", "tip__body_html")


def _columns(what: Shortlisted) -> dict[str, object]:
    if isinstance(what, Comment):
        return {"page": None, "passage": None, "comment": what}
    if isinstance(what, Passage):
        return {"page": what.page, "passage": what, "comment": None}
    return {"page": what, "passage": None, "comment": None}


def _in_sight(what: Shortlisted) -> Theme:
    """The question of what readers see; raises ValidationError for what they do not."""
    if isinstance(what, Comment):
        is_there = what.is_standing and not (what.page and what.page.is_hidden)
    else:
        page = what.page if isinstance(what, Passage) else what
        is_there = not page.is_hidden and not page.is_merged and not (isinstance(what, Passage) and what.is_gone)
    if not is_there:
        raise ValidationError(_("This text is no longer there to read: it cannot be shortlisted."), code="hidden")
    return what.page.theme if isinstance(what, Passage) else what.theme
