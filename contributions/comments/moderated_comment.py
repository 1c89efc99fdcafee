"""How a comment stands: withdrawn by its author, hidden by the editors, its thread settled; and all of it taken back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from contributions import concealment
from contributions.comments.kinds import NotAThread, NotStanding, NotTheAuthor, VideoWithdrawn
from contributions.events import EventKind, emit
from contributions.moderation_log import LogAction, LogEntry
from contributions.pages.moderated_page import PageHidden
from contributions.revisions import Revisioned

if TYPE_CHECKING:
    from campaign.models import Video
    from contributions.pages.models import Page


class ModeratedComment(Revisioned):
    """A comment as it stands. The verbs are of a row: of two people at once the second changes nothing."""

    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    is_hidden = models.BooleanField(_("hidden"), default=False, editable=False)
    hidden_reason = models.CharField(_("why it is hidden"), max_length=300, blank=True, editable=False)
    # Of what opens a thread: who says that it is settled.
    resolved_at = models.DateTimeField(
        pgettext_lazy("when a thread was", "settled"), null=True, blank=True, editable=False
    )
    resolved_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("settled by"),
    )

    if TYPE_CHECKING:
        author_id: int
        page: models.ForeignKey[Page | None]
        video: models.ForeignKey[Video | None]
        reply_to_id: int | None

    class Meta:
        abstract = True

    @property
    def is_standing(self) -> bool:
        return self.withdrawn_at is None and not self.is_hidden

    @property
    def is_settled(self) -> bool:
        return self.resolved_at is not None

    def withdraw(self, *, by: User, at: datetime | None = None) -> None:
        """Takes it out of everybody's sight but its author's, who may put it back. What a page took up stays there."""
        if by.pk != self.author_id:
            raise NotTheAuthor
        if self.withdrawn_at is not None:
            return
        self.withdrawn_at = at or timezone.now()
        with transaction.atomic():
            if self._rows().filter(pk=self.pk, withdrawn_at=None).update(withdrawn_at=self.withdrawn_at):
                concealment.conceal(self)
                emit(self, EventKind.WITHDRAWN, by=by, at=at)

    def put_back(self, *, by: User) -> None:
        if by.pk != self.author_id:
            raise NotTheAuthor
        with transaction.atomic():
            if self._rows().filter(pk=self.pk, withdrawn_at__isnull=False).update(withdrawn_at=None):
                emit(self, EventKind.PUT_BACK, by=by)
        self.withdrawn_at = None

    def hide(self, *, reason: str, by: User, at: datetime | None = None) -> None:
        """Takes it out of everybody's sight but the editors' and its author's, who read why; `show` takes it back.

        Its place is kept for its answers. Raises ValidationError.
        """
        reason = reason.strip()
        if not reason:
            raise ValidationError(_("Say why this is hidden: its author reads it."), code="empty")
        with transaction.atomic():
            if not self._rows().filter(pk=self.pk, is_hidden=False).update(is_hidden=True, hidden_reason=reason):
                raise ValidationError(_("This is hidden already."), code="hidden")
            self.is_hidden, self.hidden_reason = True, reason
            LogEntry.objects.note(act=LogAction.HIDE_COMMENT, by=by, reason=reason, comment=self, page=self.page, at=at)
            concealment.conceal(self)
            emit(self, EventKind.HIDDEN, by=by, at=at)

    def show(self, *, by: User, at: datetime | None = None) -> None:
        """Showing what is not hidden does nothing."""
        with transaction.atomic():
            self.is_hidden, self.hidden_reason = False, ""
            if not self._rows().filter(pk=self.pk, is_hidden=True).update(is_hidden=False, hidden_reason=""):
                return
            LogEntry.objects.note(act=LogAction.SHOW_COMMENT, by=by, comment=self, page=self.page, at=at)
            concealment.reveal(self)
            emit(self, EventKind.SHOWN, by=by, at=at)

    def resolve(self, *, by: User, at: datetime | None = None) -> bool:
        """Says that the thread it opens is settled; whether it was this person who settled it: somebody else may have, at
        the same moment. Any contributor may say so, and everybody sees who did and when. Raises ValidationError.
        """
        self._check_thread()
        moment = at or timezone.now()
        with transaction.atomic():
            open_threads = self._rows().filter(pk=self.pk, resolved_at=None, withdrawn_at=None, is_hidden=False)
            is_first = bool(open_threads.update(resolved_at=moment, resolved_by=by))
            if is_first:
                emit(self, EventKind.RESOLVED, by=by, at=moment)
        self.refresh_from_db(fields=["resolved_at", "resolved_by"])
        return is_first

    def reopen(self, *, by: User, at: datetime | None = None) -> bool:
        """Whether it was this person who opened it again. Raises ValidationError."""
        self._check_thread()
        with transaction.atomic():
            settled = self._rows().filter(pk=self.pk, resolved_at__isnull=False)
            is_first = bool(settled.update(resolved_at=None, resolved_by=None))
            if is_first:
                emit(self, EventKind.REOPENED, by=by, at=at)
        self.refresh_from_db(fields=["resolved_at", "resolved_by"])
        return is_first

    def _check_thread(self) -> None:
        if self.reply_to_id is not None:
            raise NotAThread
        if not self.is_standing:
            raise NotStanding
        if self.page is not None and self.page.is_hidden:
            raise PageHidden
        if self.video is not None and self.video.is_withdrawn:
            raise VideoWithdrawn

    def _rows(self) -> models.QuerySet[Any]:
        return type(self)._default_manager.all()
