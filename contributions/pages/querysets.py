"""How well titles answer the few letters that somebody has begun to type."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.db.models import Case, F, Q, TextField, Value, When
from django.utils import timezone

from accounts import access
from accounts.models import User
from campaign.calendar import rights
from common import markup
from contributions.history_models import Act
from contributions.mentions import as_stored
from contributions.pages import page_links
from contributions.pages.moderated_page import TitleTaken
from contributions.pages.titles import clean_title, skeleton_of
from contributions.revisions import RevisionMetadata
from themes.models import Theme

if TYPE_CHECKING:
    from contributions.pages.bylines import Byline
    from contributions.pages.models import Page


LONGEST_QUESTION = 150
MOST_WORDS = 8
# What a word of a title stands behind: in « l’appel » the second one is a word as well.
BEFORE_A_WORD = " '-(«\"/"


def key_of(question: str) -> str:
    """What was typed, folded as titles are; spaces, which a key has not at its ends, do not count."""
    return markup.title_key(question[:LONGEST_QUESTION])


def holding(key: str) -> Q:
    """Titles that hold every word of `key`, in any order."""
    condition = Q()
    for word in key.split()[:MOST_WORDS]:
        condition &= Q(title_key__contains=word)
    return condition


def rank(key: str) -> Case:
    """0 where the title begins with `key`, 1 where one of its words does, 2 where it holds it, 3 where it holds the words."""
    begins_a_word = Q()
    for sign in BEFORE_A_WORD:
        begins_a_word |= Q(title_key__contains=f"{sign}{key}")
    return Case(
        When(title_key__startswith=key, then=Value(0)),
        When(begins_a_word, then=Value(1)),
        When(title_key__contains=key, then=Value(2)),
        default=Value(3),
    )


# The words in which pages are asked for.


def rendering_of(fragment_key: str) -> tuple[int, int, int]:
    """Returns the numbers of a page, its version and its rendering; those of none for ""."""
    pk, version, render = map(int, (fragment_key or "0.0.0").split("."))
    return pk, version, render


class PageQuerySet(models.QuerySet["Page"]):
    def visible(self) -> PageQuerySet:
        return self.filter(is_hidden=False, merged_into=None)

    def visible_to(self, user: access.Person) -> PageQuerySet:
        """Editors also see hidden pages. What was merged into another page is read there, and in its own history."""
        return self.visible_to_readers(are_editors=access.is_editor(user))

    def visible_to_readers(self, *, are_editors: bool) -> PageQuerySet:
        return self.filter(merged_into=None) if are_editors else self.visible()

    def with_history_for(self, user: access.Person) -> PageQuerySet:
        return self.with_history_for_readers(are_editors=access.is_editor(user))

    def with_history_for_readers(self, *, are_editors: bool) -> PageQuerySet:
        """Pages whose versions they may read: those that were merged into another too."""
        return self if are_editors else self.filter(is_hidden=False)

    def for_theme(self, theme: Theme) -> PageQuerySet:
        return self.filter(theme=theme)

    def narrow(self) -> PageQuerySet:
        """Without the texts: for lists, and for a page whose HTML is at hand already."""
        return self.defer("body", "body_html", "contents")

    def at_address(self, theme: str, slug: str) -> PageQuerySet:
        return self.filter(theme__slug=theme, slug=slug).select_related("theme")

    def with_rights(self, at: datetime) -> PageQuerySet:
        """Each page says what the calendar has open (`open_rights`), in the same query."""
        return rights.with_rights(self, at)

    def with_html_unless(self, known: str) -> PageQuerySet:
        """Each page brings its HTML in `fresh_html`, which is empty for the rendering `known` (a `fragment_key`).

        So a page that is cached already costs a narrow row, and one that is not still a single query.
        """
        return self.with_html_unless_rendered(*rendering_of(known))

    def with_html_unless_rendered(self, pk: int, version: int, render: int) -> PageQuerySet:
        """The same for the numbers of a rendering."""
        is_known = When(pk=pk, version=version, render=render, then=Value(""))
        html = Case(is_known, default=F("body_html"), output_field=TextField())
        return self.defer("body", "body_html").annotate(fresh_html=html)

    def recently_changed(self) -> PageQuerySet:
        return self.order_by("-modified_at", "-pk")

    def with_title(self, title: str) -> PageQuerySet:
        return self.filter(title_key=markup.title_key(title))

    def looking_like(self, title: str) -> PageQuerySet:
        """Those with another title that a reader would take for this one."""
        if not (skeleton := skeleton_of(title)):
            return self.none()
        return self.filter(title_skeleton=skeleton).exclude(title_key=markup.title_key(title))

    def titled_like(self, question: str, *, at_most: int) -> PageQuerySet:
        """The pages whose titles answer a few letters, the best first; without any letter, those that changed last.

        Case, accents and the shape of apostrophes do not count. The rows are chosen from an index of titles alone:
        where texts are long, a search that went through the pages themselves would read them all.
        """
        pages = self.narrow().select_related("theme")
        if not (key := key_of(question)):
            return pages.recently_changed()[:at_most]
        best = (rank(key), "title_key")
        chosen = self.filter(holding(key)).order_by(*best).values("pk")[:at_most]
        return self.model.objects.narrow().select_related("theme").filter(pk__in=chosen).order_by(*best)

    def that_link_to(self, page: Page) -> PageQuerySet:
        """The pages that link to `page`, by its title or by one that it had."""
        return self.filter(links__title_key__in=page_links.keys_of(page)).distinct().order_by("title")

    def write(
        self,
        *,
        theme: Theme,
        title: str,
        body: str,
        author: User | None,
        token: UUID | None = None,
        summary: str = "",
        words_of: User | None = None,
        also_by: Byline | None = None,
        act: Act | None = None,
        alongside: Callable[[Page], object] = lambda page: None,
        at: datetime | None = None,
    ) -> Page:
        """Writes a new page and its first revision; the second use of one `token` returns the page of the first.

        `words_of`, and the authors of another page's byline, are credited besides the author; `alongside` is done in the
        same transaction, or nothing is.
        Raises ValidationError: a title that cannot be, TitleTaken, RightClosed, a text that cannot be rendered.
        """
        if token and (page := self.filter(creation_token=token).first()):
            return page
        page = self.model(theme=theme, title=clean_title(title), creation_token=token)
        if taken := self.with_title(page.title).first():
            if token and taken.creation_token == token:  # written by the same form, between the two questions
                return taken
            raise TitleTaken(taken)
        moment = at or timezone.now()
        rights.check("write", moment)
        page.take_first_text(as_stored(markup.clean_text(body)), by=author)
        page.take_first_author(author, moment, words_of=words_of, also_by=also_by)
        act = act or (Act.INCORPORATED if words_of else Act.WRITTEN)
        entry = RevisionMetadata(author=author, at=moment, act=act, summary=summary)
        try:
            page.open(entry, alongside=alongside)
        except TitleTaken:
            if token and (first := self.filter(creation_token=token).first()):
                return first
            raise
        return page
