"""What editors may do to a page besides writing it: hide it, protect it, bring it together with another, cut it in two.

Each verb is told in the module of its noun; the page knows how it stands, and refuses to be written where it may not be.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import User
from contributions.moderation.hiding import page_hiding as hiding
from contributions.moderation.protecting import protecting
from contributions.pages.errors import PageHidden, PageMerged, PageProtected
from contributions.pages.traces import Hiding, Protection
from contributions.revisions import Revisioned

if TYPE_CHECKING:
    from contributions.moderation.merging.models import PageMerge, PageSplit
    from contributions.pages.models import Page


class ModeratedPage(Revisioned):
    """A page as editors keep it in order. One that is merged is read below its history alone: its address leads on."""

    is_hidden = models.BooleanField(_("hidden"), default=False, editable=False)
    is_protected = models.BooleanField(_("protected"), default=False, editable=False)
    merged_into = models.ForeignKey(
        "contributions.Page",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_pages",
        verbose_name=_("merged into"),
    )

    if TYPE_CHECKING:
        merged_into_id: int | None
        hidings: Any
        protections: Any

    class Meta:
        abstract = True

    def hide(self: Page, *, reason: str, by: User, at: datetime | None = None) -> None:  # type: ignore[misc]
        """Hides the page from everybody but the editors, with a reason that they see; `show` takes it back."""
        hiding.hide(self, reason=reason, by=by, at=at)

    def show(self: Page, *, by: User, at: datetime | None = None) -> None:  # type: ignore[misc]
        hiding.show(self, by=by, at=at)

    def protect(self: Page, *, reason: str, by: User, at: datetime | None = None) -> None:  # type: ignore[misc]
        """Lets editors alone write the page, with a reason that everybody reads; `unprotect` takes it back."""
        protecting.protect(self, reason=reason, by=by, at=at)

    def unprotect(self: Page, *, by: User, at: datetime | None = None) -> None:  # type: ignore[misc]
        protecting.unprotect(self, by=by, at=at)

    def merge_into(  # type: ignore[misc]
        self: Page,
        target: Page,
        *,
        by: User,
        body: str | None = None,
        source_version: int | None = None,
        target_version: int | None = None,
        summary: str = "",
        at: datetime | None = None,
    ) -> PageMerge:
        """Brings this page into `target`, whose text becomes `body` (a proposal, without one). See merging.merging."""
        from contributions.moderation.merging import merge

        versions = (source_version or self.version, target_version or target.version)
        return merge.merge(self, target, by=by, body=body, versions=versions, summary=summary, at=at)

    def restore(self: Page, *, by: User, at: datetime | None = None) -> None:  # type: ignore[misc]
        """Makes a page that was merged a page of its own again, with what hung on it."""
        from contributions.moderation.merging import unmerge

        unmerge.restore(self, by=by, at=at)

    def split_off(  # type: ignore[misc]
        self: Page,
        sections: Sequence[str],
        *,
        title: str,
        by: User,
        base_version: int | None = None,
        leaves_link: bool = True,
        at: datetime | None = None,
    ) -> PageSplit:
        """Moves the sections with these ids into a new page. See merging.splitting."""
        from contributions.moderation.merging import splitting

        version = base_version or self.version
        return splitting.split(self, sections, title=title, by=by, version=version, leaves_link=leaves_link, at=at)

    @property
    def current_hiding(self) -> Hiding | None:
        found: Hiding | None = self.hidings.filter(shown_at=None).select_related("hidden_by").first()
        return found

    @property
    def current_protection(self) -> Protection | None:
        """Why editors alone write here, and since when."""
        rows = self.protections.filter(lifted_at=None).select_related("protected_by")
        found: Protection | None = rows.first()
        return found

    @property
    def is_merged(self) -> bool:
        return self.merged_into_id is not None

    def is_writable_by(self, person: access.Person) -> bool:
        """Whether the person may write here, as far as order goes; the phase has a say besides."""
        return not (self.is_hidden or self.is_merged) and (not self.is_protected or access.is_editor(person))

    def check_order(self, author: User | None) -> None:
        """Raises PageMerged, PageHidden, PageProtected; the system, which has no author, writes protected pages too."""
        if self.merged_into_id is not None:
            raise PageMerged(self.merged_into)
        if self.is_hidden:
            raise PageHidden
        if self.is_protected and author is not None and not access.is_editor(author):
            raise PageProtected(self.current_protection)
