"""The words in which reports are asked for."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import markup
from contributions.moderation.reports import notify

if TYPE_CHECKING:
    from contributions.moderation.reports.models import Report, Reportable


class ReportQuerySet(models.QuerySet["Report"]):
    def report(self, what: Reportable, *, reason: str, by: User, words: str = "", at: datetime | None = None) -> Report:
        """Tells the editors about something, once a person as long as it is open: again adds nothing and leads to the first.

        Raises ValidationError: no reason, words that are missing where the reason alone says nothing, or too long.
        """
        kind = kind_of(what)
        row = self.model(by=by, reason=reason, words=markup.clean_text(words).strip(), **{kind: what})
        row.clean_fields(exclude=["by", "page", "comment", "question", "person", "outcome"])
        if reason == self.model.Reason.OTHER and not row.words:
            raise ValidationError({"words": _("Say in a few words what it is.")}, code="empty")
        values = {"reason": reason, "words": row.words, "created_at": at or timezone.now()}
        with transaction.atomic():
            found, is_new = self.get_or_create(by=by, settled_at=None, **{kind: what}, defaults=values)
            if is_new:
                notify.notify_editors(found)
        return found

    def open(self) -> ReportQuerySet:
        return self.filter(settled_at=None)

    def settled(self) -> ReportQuerySet:
        return self.filter(settled_at__isnull=False)

    def about(self, what: Reportable) -> ReportQuerySet:
        return self.filter(**{kind_of(what): what})

    def newest_first(self) -> ReportQuerySet:
        return self.order_by("-created_at", "-pk")

    def older_than(self, moment: datetime, pk: int) -> ReportQuerySet:
        """What follows that report in the order of `newest_first`."""
        return self.filter(Q(created_at__lt=moment) | Q(created_at=moment, pk__lt=pk))

    def last_settled_first(self) -> ReportQuerySet:
        return self.order_by("-settled_at", "-pk")

    def settled_before(self, moment: datetime, pk: int) -> ReportQuerySet:
        """What follows that report in the order of `last_settled_first`."""
        return self.filter(Q(settled_at__lt=moment) | Q(settled_at=moment, pk__lt=pk))

    def for_lists(self) -> ReportQuerySet:
        """With everybody and everything that a list names, without texts."""
        rows = self.select_related(
            "by",
            "settled_by",
            "page__theme",
            "comment__author",
            "comment__page",
            "comment__video",
            "question",
            "person",
        )
        return rows.defer(
            *(f"{path}__{name}" for path in ("page", "comment__page") for name in ("body", "body_html", "contents")),
            "comment__body",
            "comment__body_html",
        )


def kind_of(what: models.Model) -> str:
    """The column that holds it."""
    return "person" if isinstance(what, User) else str(what._meta.model_name)
