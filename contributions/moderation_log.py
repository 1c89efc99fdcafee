"""The log of moderation: who did what to what, when and why. It is written to, and never changed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NoReturn

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contributions.revision_hiding import REASON_LENGTH

TEXTS = [
    f"{place}__{column}"
    for place in ("page", "comment", "comment__page")
    for column in ("body", "body_html", *(() if place == "comment" else ("contents",)))
]


class LogAction(models.TextChoices):
    """What can be logged. The words are those of the log: who did it stands before them."""

    HIDE = "hide", _("hid a page")
    SHOW = "show", _("showed a page again")
    HIDE_VERSION = "hide_version", _("hid the text of a version")
    SHOW_VERSION = "show_version", _("showed the text of a version again")
    HIDE_COMMENT = "hide_said", _("hid a contribution")
    SHOW_COMMENT = "show_said", _("showed a contribution again")
    HIDE_QUESTION = "hide_question", _("hid a question")
    SHOW_QUESTION = "show_question", _("showed a question again")
    HIDE_FILE = "hide_file", _("hid a picture or a file")
    SHOW_FILE = "show_file", _("showed a picture or a file again")
    PROTECT = "protect", _("protected a page")
    UNPROTECT = "unprotect", _("opened a page to everybody again")
    MERGE = "merge", _("merged two pages")
    UNMERGE = "unmerge", _("made a merged page a page of its own again")
    SPLIT = "split", _("split a page")
    ROLL_BACK = "roll_back", _("took back what a person did")
    STOP = "stop", _("stopped an account")
    RESTART = "restart", _("opened an account again")
    REPORT_SETTLED = "report_settled", _("settled a report")


class LogIsAppendOnly(TypeError):
    """An entry of the log was to be changed or deleted: a mistake in the program, since no screen offers it."""

    def __init__(self) -> None:
        super().__init__("The log is only ever added to.")


class LogQuerySet(models.QuerySet["LogEntry"]):
    def note(
        self,
        *,
        act: LogAction | str,
        by: User,
        reason: str = "",
        at: datetime | None = None,
        version: int | None = None,
        details: dict[str, Any] | None = None,
        **about: models.Model | None,
    ) -> LogEntry:
        """Writes one entry; call it in the transaction of the act. `about` names what it was done to: the `page`, `comment`,
        `question` or `person`. `details` holds keys and numbers, never texts or names.
        """
        return self.create(
            act=LogAction(act),
            by=by,
            at=at or timezone.now(),
            reason=reason.strip()[:REASON_LENGTH],
            version=version,
            details=details or {},
            **about,
        )

    def newest_first(self) -> LogQuerySet:
        return self.order_by("-at", "-pk")

    def older_than(self, moment: datetime, pk: int) -> LogQuerySet:
        """What follows that entry in the order of `newest_first`."""
        # The first condition says it again for the index, which cannot begin in the middle of an OR.
        return self.filter(Q(at__lt=moment) | Q(at=moment, pk__lt=pk), at__lte=moment)

    def concerning(self, person: User) -> LogQuerySet:
        """What she did, and what was done about her."""
        return self.filter(Q(by=person) | Q(person=person))

    def for_lists(self) -> LogQuerySet:
        """With everybody and everything that a list names, without texts."""
        return self.select_related(
            "by", "person", "page__theme", "comment__theme", "comment__page__theme", "comment__video", "question"
        ).defer(*TEXTS)

    def of_pages(self) -> LogQuerySet:
        """With who did it to which page, without texts: where pages alone are named, a third of the cost of `for_lists`."""
        return self.select_related("by", "page__theme").defer("page__body", "page__body_html", "page__contents")

    def update(self, **values: Any) -> NoReturn:
        raise LogIsAppendOnly

    def delete(self) -> NoReturn:
        raise LogIsAppendOnly


class LogEntry(models.Model):
    """One act. The database itself refuses to change a row, and on PostgreSQL to delete one."""

    act = models.CharField(_("act"), max_length=20, choices=LogAction.choices)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"))
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH, blank=True)
    page = models.ForeignKey(
        "contributions.Page", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("page")
    )
    comment = models.ForeignKey(
        "contributions.Comment",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("contribution"),
    )
    person = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    question = models.ForeignKey(
        "contributions.Question",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("question"),
    )
    version = models.PositiveIntegerField(_("version"), null=True, blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True)

    objects = LogQuerySet.as_manager()

    if TYPE_CHECKING:
        by_id: int
        page_id: int | None
        comment_id: int | None
        person_id: int | None
        question_id: int | None

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(act__in=LogAction.values), name="a_log_entry_is_of_a_known_act")
        ]
        indexes = [
            models.Index(fields=["-at", "-id"], name="log_newest_first"),
            models.Index(fields=["act", "-at"], name="log_of_an_act"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise LogIsAppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise LogIsAppendOnly
