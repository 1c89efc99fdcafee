"""The words in which pages are asked for."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.db.models import Case, Exists, F, Q, TextField, Value, When
from django.utils import timezone

import markup
from accounts import access
from accounts.models import User
from campaign.models import Phase
from contributions.history import Act
from contributions.pages import links
from contributions.pages.errors import TitleTaken, WritingClosed
from contributions.pages.titles import clean_title
from themes.models import Theme

if TYPE_CHECKING:
    from contributions.pages.models import Page


class PageQuerySet(models.QuerySet["Page"]):
    def visible(self) -> PageQuerySet:
        return self.filter(is_hidden=False)

    def visible_to(self, user: access.Person) -> PageQuerySet:
        """Editors also see hidden pages."""
        return self if access.is_editor(user) else self.visible()

    def for_theme(self, theme: Theme) -> PageQuerySet:
        return self.filter(theme=theme)

    def narrow(self) -> PageQuerySet:
        """Without the texts: for lists, and for a page whose HTML is at hand already."""
        return self.defer("body", "body_html", "contents")

    def at_address(self, theme: str, slug: str) -> PageQuerySet:
        return self.filter(theme__slug=theme, slug=slug).select_related("theme")

    def with_writing_open(self) -> PageQuerySet:
        """Each page says in `writing_is_open` whether the contribution window is open, in the same query."""
        return self.annotate(writing_is_open=~Exists(Phase.objects.keeping_closed(timezone.now())))

    def with_html_unless(self, known: str) -> PageQuerySet:
        """Each page brings its HTML in `fresh_html`, which is empty for the rendering `known` (a `fragment_key`).

        So a page that is cached already costs a narrow row, and one that is not still a single query.
        """
        pk, version, render = (known or "0.0.0").split(".")
        is_known = When(pk=int(pk), version=int(version), render=int(render), then=Value(""))
        html = Case(is_known, default=F("body_html"), output_field=TextField())
        return self.defer("body", "body_html").annotate(fresh_html=html)

    def recently_changed(self) -> PageQuerySet:
        return self.order_by("-modified_at", "-pk")

    def with_title(self, title: str) -> PageQuerySet:
        return self.filter(title_key=markup.title_key(title))

    def that_link_to(self, page: Page) -> PageQuerySet:
        """The pages that link to `page`, by its title or by one that it had."""
        return self.filter(Q(links__title_key__in=links.keys_of(page))).distinct().order_by("title")

    def write(
        self,
        *,
        theme: Theme,
        title: str,
        body: str,
        author: User | None,
        token: UUID | None = None,
        summary: str = "",
        at: datetime | None = None,
    ) -> Page:
        """Writes a new page and its first revision; the second use of one `token` returns the page of the first.

        Raises ValidationError: a title that cannot be, TitleTaken, WritingClosed, a text that cannot be rendered.
        """
        if token and (page := self.filter(creation_token=token).first()):
            return page
        page = self.model(theme=theme, title=clean_title(title), creation_token=token)
        if taken := self.with_title(page.title).first():
            if token and taken.creation_token == token:  # written by the same form, between the two questions
                return taken
            raise TitleTaken(taken)
        moment = at or timezone.now()
        if not Phase.objects.writing_is_open(moment):
            raise WritingClosed
        page.take_text(markup.clean_text(body))
        page.take_first_author(author, moment)
        try:
            with transaction.atomic():
                page.take_address()
                page.save_without_historical_record()  # type: ignore[attr-defined]
                page._append_history(author, summary, False, Act.WRITTEN, None, moment, is_first=True)
                links.replace(page, page.linked_titles)
                links.wake_pages_that_link_to(page)
        except IntegrityError:
            if token and (first := self.filter(creation_token=token).first()):
                return first
            raise TitleTaken(self.with_title(page.title).first()) from None
        return page
