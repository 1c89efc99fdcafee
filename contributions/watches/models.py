"""Somebody follows a page, a question of the campaign, a thread, a colleague's question, or a person."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import BooleanField, Exists, F, OuterRef, Q, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import User
from common.database.constraints import exactly_one_of
from contributions.watches.querysets import COLUMN_NAMES, COLUMNS, WatchQuerySet

if TYPE_CHECKING:
    from contributions.watches.querysets import Watchable


def column(model: str, verbose_name: Any, **options: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        model, on_delete=models.CASCADE, null=True, blank=True, verbose_name=verbose_name, **options
    )


class Watch(models.Model):
    """One thing that one person follows, or that she has stopped following: that is remembered, so that it does not
    begin again by itself.
    """

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="watches", verbose_name=_("person"))
    page = column("contributions.Page", _("page"), related_name="watches")
    theme = column("themes.Theme", _("campaign question"), related_name="watches")
    comment = column("contributions.Comment", _("thread"), related_name="watches")
    question = column("contributions.Question", _("question"), related_name="watches")
    followed = column("accounts.User", _("followed person"), related_name="followers")
    is_on = models.BooleanField(_("followed"), default=True)
    taking_part = models.BooleanField(
        _("because of taking part"), default=False, help_text=_("Nobody pressed a button: they wrote something there.")
    )
    by_name = models.BooleanField(default=False, help_text=_("The followed person went by their name then."))
    since = models.DateTimeField(_("since"), default=timezone.now)

    objects = WatchQuerySet.as_manager()

    if TYPE_CHECKING:
        person_id: int
        page_id: int | None
        theme_id: int | None
        comment_id: int | None
        question_id: int | None
        followed_id: int | None
        # what a list puts there: see watchlist
        news_at: datetime
        changed_at: datetime | None
        changed_id: int | None
        last_comment_at: datetime | None
        last_comment_id: int | None

    class Meta:
        verbose_name = _("watch")
        verbose_name_plural = _("watches")
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(condition=exactly_one_of(*COLUMN_NAMES), name="a_watch_is_of_one_thing"),
            models.CheckConstraint(
                condition=Q(followed=None) | ~Q(followed=F("person")), name="nobody_follows_herself"
            ),
            # Empty columns are all different, so that each of these speaks of its own kind alone.
            *(
                models.UniqueConstraint(fields=[kind, "person"], name=f"a_person_watches_a_{kind}_once")
                for kind in COLUMN_NAMES
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.what}"

    @property
    def kind(self) -> str:
        return next(kind for kind in COLUMN_NAMES if getattr(self, f"{kind}_id"))

    @property
    def what(self) -> Watchable:
        thing: Watchable = getattr(self, self.kind)
        return thing


# What goes with an erased person: what she followed, and who followed her.


def erase_watches_of(person: User) -> None:
    """Removes what she follows, and that colleagues follow her."""
    Watch.objects.filter(person=person).delete()
    Watch.objects.filter(followed=person).delete()


# Whether the reader follows each row of a list: in the list's own query.


def with_watching[Rows: QuerySet[Any]](rows: Rows, reader: access.Person) -> Rows:
    """Pages, themes, contributions, questions or people, each with `is_watched` (by the reader)."""
    watched: Any = Value(False, output_field=BooleanField())
    if isinstance(reader, User):
        column = COLUMNS[str(rows.model._meta.model_name)]
        own = Watch.objects.filter(**{column: OuterRef("pk")}, person_id=reader.pk, is_on=True)
        watched = Exists(own if reader.watches_what_i_join else own.filter(taking_part=False))
    marked: Rows = rows.annotate(is_watched=watched)
    return marked


def is_watched_by(what: Any, reader: access.Person) -> bool:
    """As the list says; one query where none has."""
    known: bool | None = getattr(what, "is_watched", None)
    if known is None:
        known = isinstance(reader, User) and Watch.objects.is_watching(what, reader)
    return known
