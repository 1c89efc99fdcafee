"""A page of the wiki."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import User
from campaign.calendar import rights
from campaign.languages import first_language
from common import markup
from common.forms.fields import refusal
from contributions import mentions
from contributions.cached_urls import cached_reverse
from contributions.history_models import REARRANGED, Act, HideableRevision, RevisionDetails, Revisions
from contributions.page_templates import PageTemplate
from contributions.pages import bylines, page_links, titles
from contributions.pages.moderated_page import ModeratedPage, TitleTaken
from contributions.pages.page_links import Redirect
from contributions.pages.querysets import PageQuerySet
from contributions.pages.titles import SLUG_LENGTH, clean_title, slug_of
from contributions.revisions import ATTEMPTS, RevisionMetadata, StaleVersion
from themes.models import Theme

RENDERED = ("body_html", "excerpt", "contents")


class Page(ModeratedPage):
    """A page of the wiki. Change it with its verbs alone: `save()` is refused by the history's constraint."""

    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, related_name="pages", verbose_name=_("campaign question")
    )
    slug = models.SlugField(_("address"), max_length=SLUG_LENGTH + 8, allow_unicode=True)
    title_key = models.CharField(max_length=200, editable=False)
    title_skeleton = models.CharField(
        max_length=200, editable=False, default="", help_text="Titles that look alike have the same."
    )
    contents = models.JSONField(_("table of contents"), default=list, editable=False)
    excerpt = models.CharField(_("excerpt"), max_length=400, editable=False)
    render = models.PositiveIntegerField(
        default=1, editable=False, help_text="Rises when the HTML changes without a revision."
    )
    byline = models.JSONField(_("authors"), default=list, editable=False)
    created_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    creation_token = models.UUIDField(null=True, unique=True, editable=False)

    objects = PageQuerySet.as_manager()
    history = Revisions(
        "PageRevision",
        base=HideableRevision,  # type: ignore[type-abstract]
        excluded=[
            "body_html",
            "title_key",
            "title_skeleton",
            "contents",
            "excerpt",
            "render",
            "byline",
            "created_at",
            "creation_token",
            "is_hidden",
            "is_protected",
            "merged_into",
            "modified_at",
        ],
        indexes=[
            models.Index(fields=["history_user", "-history_date"], name="revisions_of_a_person"),
            models.Index(fields=["theme", "-history_date"], name="revisions_of_a_theme"),
            models.Index(fields=["id", "version"], condition=Q(is_text_hidden=True), name="hidden_page_revisions"),
            models.Index(fields=["-history_date"], condition=Q(act__in=REARRANGED), name="rearranged_newest_first"),
            models.Index(fields=["-history_date"], condition=Q(version=1), name="openings_newest_first"),
        ],
    )

    if TYPE_CHECKING:
        theme_id: int
        linked_titles: tuple[str, ...]
        leads_nowhere_yet: bool

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["title_key"], name="a_title_is_unique_in_the_wiki"),
            models.UniqueConstraint(fields=["theme", "slug"], name="an_address_leads_to_one_page"),
        ]
        indexes = [
            # In the order of the list, and counted without a look at the rows, which are wide.
            models.Index(
                fields=["theme", "-modified_at", "-id", "is_hidden"],
                condition=Q(merged_into=None),
                name="pages_of_a_theme_in_order",
            ),
            models.Index(fields=["theme", "-created_at", "-id"], name="pages_of_a_theme_as_opened"),
            models.Index(fields=["-modified_at", "is_hidden"], name="pages_newest_first"),
            models.Index(fields=["title_key", "is_hidden"], name="titles_that_may_be_told"),
            models.Index(fields=["title_skeleton"], name="titles_that_look_alike"),
        ]

    def get_absolute_url(self) -> str:
        return cached_reverse("contributions:page", self.theme.slug, self.slug)

    def changes_url(self, older: int, newer: int) -> str:
        address = cached_reverse("contributions:page_diff", self.theme.slug, self.slug)
        return f"{address}?older={older}&newer={newer}"

    @cached_property
    def title_within_quotes(self) -> str:
        """As it stands between quotation marks, in the habits of the wiki's language."""
        return markup.inside_guillemets(markup.typeset(self.title, first_language()))

    @property
    def fragment_key(self) -> str:
        """Names this rendering of this page: what a cached fragment hangs on."""
        return f"{self.pk}.{self.version}.{self.render}"

    @property
    def open_rights(self) -> rights.OpenRights:
        """What the calendar had open when the page was read `with_rights`; nothing where it was read otherwise."""
        return rights.rights_in(self)

    def _record(
        self,
        title: str,
        body: str,
        base_version: int,
        entry: RevisionMetadata,
        *,
        theme: Theme | None = None,
        words_of: User | None = None,
        also_by: bylines.Byline | None = None,
        **changes: Any,
    ) -> None:
        """`words_of`, and the authors of another byline, are credited besides the author."""
        if not self.open_rights.write:  # a row that was read `with_rights` has asked already
            rights.check("write", entry.at)
        before = (self.theme, self.slug, self.title_key)
        fresh = Page(pk=self.pk, theme=theme or self.theme, title=clean_title(title), byline=self.byline)
        fresh.slug = self.slug
        fresh.take_text(mentions.as_stored(markup.clean_text(body)), by=entry.author)

        is_moved = (fresh.theme, fresh.title) != (self.theme, self.title)
        if not (is_moved or words_of or also_by or changes) and self._append_to_what_was_read(
            fresh, base_version, entry
        ):
            return

        def append() -> None:
            credited = bylines.joined(bylines.with_author(self._held_byline(entry.author), words_of), also_by or [])
            fresh.byline = bylines.with_author(credited, entry.author)
            if is_moved:
                fresh.take_address()
            self._append_with_links(fresh, fresh._changes() | changes, base_version, entry)
            if before != (self.theme, self.slug, self.title_key):
                self._leave_redirect(*before)
            entry.alongside()

        fresh.stand_at_an_address(append)

    def _append_to_what_was_read(self, fresh: Page, base_version: int, entry: RevisionMetadata) -> bool:
        """Appends an edit by somebody who stands in the byline to a page that is still as it was read, which the UPDATE
        itself looks at; False where it is not, or was not open to all: then the page is held first, and says what is wrong.

        Saves two queries and half of the columns: a twelfth of a save.
        """
        if entry.author is None or bylines.with_author(self.byline, entry.author) is not self.byline:
            return False
        values = {name: getattr(fresh, name) for name in ("body", "body_html", "excerpt", "contents")}
        # Whoever renames an author, or takes one out, has `render` rise.
        as_read = {"render": self.render, "is_hidden": False, "is_protected": False, "merged_into": None}
        try:
            with transaction.atomic():
                self._append_with_links(fresh, values, base_version, entry, **as_read)
                entry.alongside()
        except StaleVersion:
            return False
        return True

    def _append_with_links(
        self, fresh: Page, values: dict[str, Any], base_version: int, entry: RevisionMetadata, **as_read: Any
    ) -> None:
        body = self.body
        self._write_revision(values, base_version, entry, **as_read)
        if fresh.linked_titles or markup.wiki_link_titles(body):
            page_links.replace(self, fresh.linked_titles)
        page_links.look_again_for_targets_of(fresh)

    def move(self, *, title: str, theme: Theme, author: User, summary: str = "", at: datetime | None = None) -> None:
        """Gives the page another title or theme; its old address leads on. Raises ValidationError, StaleVersion."""
        if (clean_title(title), theme) == (self.title, self.theme):
            raise ValidationError(_("The page already stands there."), code="unmoved")
        if (taken := Page.objects.with_title(title).exclude(pk=self.pk).first()) is not None:
            raise TitleTaken(taken)
        self.record_revision(
            title=title,
            theme=theme,
            body=self.body,
            author=author,
            base_version=self.version,
            summary=summary,
            act=Act.MOVED,
            at=at,
        )

    def render_anew(self) -> None:
        """Renders the same text again, since what it links to has changed: no revision, `render` rises.

        Where the page was saved, or rendered, meanwhile, it may be with the links of before: then once more.
        """
        for _attempt in range(ATTEMPTS):
            before = [getattr(self, name) for name in RENDERED]
            self.take_text(self.body, by=None)
            made = {name: getattr(self, name) for name in RENDERED}
            same = Page.objects.filter(pk=self.pk, version=self.version, render=self.render)
            is_as_before = list(made.values()) == before
            if same.exists() if is_as_before else same.update(**made, render=F("render") + 1):
                return
            self.refresh_from_db()

    def rendered_from(self, body: str, *, by: access.Person | None = None) -> dict[str, Any]:
        people, links = mentions.resolve(body), page_links.resolve(body, self.theme)
        return super().rendered_from(body, by=by) | {"links": links, "people": people}

    def take_text(self, body: str, *, by: User | None) -> None:
        """Puts a text and what is rendered from it on this object, unsaved; raises ValidationError."""
        if not body.strip():
            raise ValidationError({"body": _("Write a few words first.")}, code="empty")
        try:
            rendered = self.render_text(body, by=by)
        except markup.RenderRefused as refused:
            raise ValidationError({"body": refusal(refused)}) from None
        self.body, self.body_html, self.excerpt = body, rendered.html, rendered.excerpt[:400]
        self.contents = [asdict(heading) for heading in rendered.contents]
        self.linked_titles = rendered.links
        self.leads_nowhere_yet = 'class="wiki missing"' in rendered.html

    def take_first_text(self, body: str, *, by: User | None) -> None:
        """As `take_text`, without what was left empty of the template that new pages start from."""
        self.take_text(body, by=by)
        headings = [markup.Heading(**heading) for heading in self.contents]
        cleaned = PageTemplate.objects.without_parts_left_empty(body, headings)
        if cleaned != body:
            self.take_text(cleaned, by=by)

    def open(self, entry: RevisionMetadata, *, alongside: Callable[[Page], object]) -> None:
        """Writes the row of a new page, and its first revision; raises TitleTaken. See `Page.objects.write`."""

        def write() -> None:
            self.pk, self._state.adding = (
                None,
                True,
            )  # where an attempt came to nothing, the next one is the first again
            self.take_address()
            self.save_without_historical_record()  # type: ignore[attr-defined]
            self._append_history(entry)
            page_links.replace(self, self.linked_titles)
            page_links.look_again_for_targets_of(self)
            page_links.rerender_pages_that_link_to(self)
            alongside(self)

        self.stand_at_an_address(write)

    def first_text(self, body: str) -> str:
        """What a new page keeps of `body`: all but the headings of the template under which nobody wrote."""
        return PageTemplate.objects.without_parts_left_empty(body, self.render_text(body).contents)

    def take_first_author(
        self,
        author: User | None,
        moment: datetime,
        *,
        words_of: User | None = None,
        also_by: bylines.Byline | None = None,
    ) -> None:
        self.byline = bylines.with_author(bylines.with_author(also_by or [], words_of), author)
        self.created_at = self.modified_at = moment

    def stand_at_an_address(self, write: Callable[[], object]) -> None:
        """Writes in one transaction, again where somebody took the address in the same instant; raises TitleTaken."""
        for attempt in range(ATTEMPTS):
            try:
                with transaction.atomic():
                    write()
                    return
            except IntegrityError:
                taken = Page.objects.with_title(self.title).exclude(pk=self.pk).first()
                if taken or attempt + 1 == ATTEMPTS:
                    raise TitleTaken(taken) from None

    def take_address(self) -> None:
        """Sets slug and title key for the title; a page may take over an address, or a title, that was left by a move."""
        self.title_key, self.title_skeleton = markup.title_key(self.title), titles.skeleton_of(self.title)
        base = slug = slug_of(self.title)
        others = Page.objects.filter(theme=self.theme).exclude(pk=self.pk)
        number = 2
        while others.filter(slug=slug).exists():
            slug, number = f"{base}-{number}", number + 1
        self.slug = slug
        Redirect.objects.filter(theme=self.theme, slug=slug).delete()
        # Who had this title before keeps the addresses that lead on, and no longer the links to the title.
        Redirect.objects.filter(title_key=self.title_key).exclude(page_id=self.pk).update(title_key="")

    def _held_byline(self, author: User | None) -> bylines.Byline:
        """The byline as it stands, with the page held until the transaction ends: an author may have chosen another name,
        an editor may have hidden, protected or merged the page, while the text was rendered. Raises as `check_order`.
        """
        held = Page.objects.select_for_update(of=("self",)).order_by()
        held = held.only("byline", "is_hidden", "is_protected", "merged_into")
        page = held.get(pk=self.pk)
        page.check_order(author)
        return cast(bylines.Byline, page.byline)

    def _changes(self) -> dict[str, Any]:
        """What a revision writes into the page's row, from a page that was never saved."""
        names = ["theme", "title", "slug", "body", "body_html", "excerpt", "contents", "byline"]
        changes = {name: getattr(self, name) for name in names}
        keys = {"title_key": markup.title_key(self.title), "title_skeleton": titles.skeleton_of(self.title)}
        return changes | keys

    def _leave_redirect(self, theme: Theme, slug: str, title_key: str) -> None:
        Redirect.objects.update_or_create(theme=theme, slug=slug, defaults={"page": self, "title_key": title_key})
        page_links.rerender_pages_that_link_to(self)


if TYPE_CHECKING:

    class PageRevision(RevisionDetails):
        theme: Theme | None
        theme_id: int | None
        slug: str
        objects: Any

else:
    PageRevision = Page.history.model
