"""How a page is moderated: hidden and shown, protected and opened again; a page knows how it stands, and refuses to be written
where it may not be. Merging and splitting, which concern two pages, stand in `moderation.merging`.

Why a page cannot be written, each worded for the person who wrote.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import User
from contributions import concealment
from contributions.events import EventKind, emit
from contributions.moderation_log import LogAction, LogEntry
from contributions.pages import page_links
from contributions.pages.page_links import Hiding, Protection
from contributions.revisions import Revisioned

if TYPE_CHECKING:
    from contributions.pages.models import Page


class PageHidden(ValidationError):
    """Worded so that whoever posts to a guessed address does not learn whether a page is hidden there."""

    def __init__(self) -> None:
        super().__init__(
            _("There is no page to read here: perhaps it was hidden. Nothing was saved; your text is still here."),
            code="hidden",
        )


class PageProtected(ValidationError):
    """Editors alone write this page; everybody else proposes the change in its discussion."""

    def __init__(self, protection: Protection | None) -> None:
        message = _("This page is protected (%(reason)s). Nothing was saved; your text is still here.")
        reason = protection.reason.rstrip(".。 ") if protection else "…"
        super().__init__(message, code="protected", params={"reason": reason})


class PageMerged(ValidationError):
    """The page has been merged meanwhile into `page`, where the text can be put."""

    def __init__(self, page: Page | None) -> None:
        super().__init__(
            _("This page has been merged into another one meanwhile. Nothing was saved; your text is still here."),
            code="merged",
        )
        self.page = page


class SectionGone(ValidationError):
    """The section that somebody edits alone is not in the version that she began with."""

    def __init__(self) -> None:
        super().__init__(
            _("This section is not in the page any more. Your text is still here: you can put it into the whole page."),
            code="section_gone",
        )


class TitleTaken(ValidationError):
    """Holds the `page` that has the title, so that the reader can open it."""

    def __init__(self, page: Page | None) -> None:
        super().__init__(_("A page already has this title."), code="taken")
        self.page = page


class ModeratedPage(Revisioned):
    """The moderation of a page. One that is merged is read below its history alone: its address leads on."""

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
        merged_pages: Any
        protections: Any

    class Meta:
        abstract = True

    def hide(self, *, reason: str, by: User, at: datetime | None = None) -> None:
        """Hides the page from everybody but the editors, with a reason that they see; `show` takes it back.

        The pages that were merged into it, whose texts stand in it, are hidden with it. Raises ValidationError.
        """
        if not reason.strip():
            raise ValidationError(_("Say why the page is hidden."), code="empty")
        moment = at or timezone.now()
        with transaction.atomic():
            if not self._rows().filter(pk=self.pk, is_hidden=False).update(is_hidden=True):
                raise ValidationError(_("The page is hidden already."), code="hidden")
            self._rows().filter(merged_into=self.pk).update(is_hidden=True)
            self.is_hidden = True
            hiding = self.hidings.create(reason=reason.strip(), hidden_by=by, hidden_at=moment)
            LogEntry.objects.note(act=LogAction.HIDE, by=by, reason=reason, page=self, at=moment)
            for one in (self, *self.merged_pages.all()):
                concealment.conceal(one)
            hiding.notify_authors()
            page_links.rerender_pages_that_link_to(cast("Page", self))
            emit(self, EventKind.HIDDEN, by=by, at=at)

    def show(self, *, by: User, at: datetime | None = None) -> None:
        """Showing what is not hidden does nothing."""
        moment = at or timezone.now()
        with transaction.atomic():
            self.is_hidden = False
            hidden = self._rows().filter(Q(pk=self.pk) | Q(merged_into=self.pk), is_hidden=True)
            if not hidden.update(is_hidden=False):
                return
            for hiding in self.hidings.filter(shown_at=None):
                concealment.conceal(hiding)
            self.hidings.filter(shown_at=None).update(shown_by=by, shown_at=moment)
            LogEntry.objects.note(act=LogAction.SHOW, by=by, page=self, at=moment)
            for one in (self, *self.merged_pages.all()):
                concealment.reveal(one)
            page_links.rerender_pages_that_link_to(cast("Page", self))
            emit(self, EventKind.SHOWN, by=by, at=at)

    def protect(self, *, reason: str, by: User, at: datetime | None = None) -> None:
        """Lets editors alone write the page, with a reason that everybody reads; `unprotect` takes it back.

        An edit that is under way is refused when it is sent, and stored as a draft. Raises ValidationError.
        """
        if not reason.strip():
            raise ValidationError(_("Say why the page is protected: everybody reads it."), code="empty")
        moment = at or timezone.now()
        with transaction.atomic():
            if not self._rows().filter(pk=self.pk, is_protected=False).update(is_protected=True):
                raise ValidationError(_("The page is protected already."), code="protected")
            self.is_protected = True
            self.protections.create(reason=reason.strip(), protected_by=by, protected_at=moment)
            LogEntry.objects.note(act=LogAction.PROTECT, by=by, reason=reason, page=self, at=moment)
            emit(self, EventKind.PROTECTED, by=by, at=at)

    def unprotect(self, *, by: User, at: datetime | None = None) -> None:
        """Opening what is not protected does nothing."""
        moment = at or timezone.now()
        with transaction.atomic():
            self.is_protected = False
            if not self._rows().filter(pk=self.pk, is_protected=True).update(is_protected=False):
                return
            self.protections.filter(lifted_at=None).update(lifted_by=by, lifted_at=moment)
            LogEntry.objects.note(act=LogAction.UNPROTECT, by=by, page=self, at=moment)
            emit(self, EventKind.UNPROTECTED, by=by, at=at)

    def _rows(self) -> models.QuerySet[Any]:
        return type(self)._default_manager.all()

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
