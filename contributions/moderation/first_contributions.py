"""The first things somebody writes: marked for the editors, answered with a welcome."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.cache import caches
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.backends import person_with_roles
from accounts.models import User
from contributions.comments.models import Comment
from contributions.events import Event, in_bulk
from contributions.history_models import Act
from contributions.pages.models import Page
from notifications.kinds import NotificationKind
from notifications.models import Notification

NEW_FOR = timedelta(days=30)
CACHE_SECONDS = 60 * 60


class FirstContributionQuerySet(models.QuerySet["FirstContribution"]):
    def note(
        self,
        person_id: int,
        *,
        at: datetime,
        page_id: int | None = None,
        comment_id: int | None = None,
        version: int = 1,
    ) -> bool:
        """Notes what a person wrote first; False where something else is noted already."""
        first = {"page_id": page_id, "comment_id": comment_id, "version": version}
        self.bulk_create([self.model(person_id=person_id, at=at, **first)], ignore_conflicts=True)
        return self.filter(person=person_id, **first).exists()

    def of_new_people(self, at: datetime | None = None) -> FirstContributionQuerySet:
        return self.filter(at__gt=(at or timezone.now()) - NEW_FOR)

    def is_new(self, person: User) -> bool:
        """Whether she wrote her first words less than a month ago, or none yet. Who is not new stays so: each process
        remembers it for an hour.
        """
        cache, key = caches["template_fragments"], f"is-known.{person.pk}"
        if cache.get(key):
            return False
        began = self.filter(person=person).order_by().values_list("at", flat=True).first()
        is_new = began is None or began > timezone.now() - NEW_FOR
        if not is_new:
            cache.set(key, True, CACHE_SECONDS)
        return is_new

    def among(self, people: Collection[int]) -> FirstContributionQuerySet:
        return self.filter(person__in=people)


class FirstContribution(models.Model):
    """What a person wrote first, and when."""

    person = models.OneToOneField(
        User, on_delete=models.CASCADE, primary_key=True, related_name="+", verbose_name=_("person")
    )
    at = models.DateTimeField(_("when"), db_index=True)
    page = models.ForeignKey(
        "contributions.Page", on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("page")
    )
    comment = models.ForeignKey(
        "contributions.Comment",
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        verbose_name=_("contribution"),
    )
    version = models.PositiveIntegerField(_("version"), default=1)

    objects = FirstContributionQuerySet.as_manager()

    if TYPE_CHECKING:
        person_id: int
        page_id: int | None
        comment_id: int | None

    class Meta:
        verbose_name = _("first contribution")
        verbose_name_plural = _("first contributions")
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(condition=Q(page=None) | Q(comment=None), name="one_begins_with_one_thing")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.page or self.comment}"


# Who writes for the first time is welcomed, once, with what happens next.


@in_bulk
def welcome(*changes: Event) -> None:
    """Listens to changes: who writes for the first time is told what happens next, in the site and by mail, once."""
    writers = {change.by for change in changes if change.by and change.what in Act.values}
    known = FirstContribution.objects.in_bulk(writers) if writers else {}
    for change in changes:
        if change.by in writers and change.what in Act.values and not _is_old_hand(known.get(change.by), change):
            _welcome(change)


def _is_old_hand(first: FirstContribution | None, change: Event) -> bool:
    """Whether somebody's first words are others than these, for which she may have been told or not."""
    if first is None:
        return False
    keys = {"contributions.page": first.page_id, "contributions.comment": first.comment_id}
    return (keys.get(change.label), first.version) != (change.pk, change.version)


def _welcome(change: Event) -> None:
    if change.label == "contributions.page":
        _note(Page.objects.narrow().filter(pk=change.pk).first(), change)
    elif change.label == "contributions.comment":
        _note(Comment.objects.select_related("page", "video", "theme").filter(pk=change.pk).first(), change)


def _note(text: Page | Comment | None, change: Event) -> None:
    author = person_with_roles(change.by or 0)
    if text is None or author is None:
        return
    column = f"{text._meta.model_name}_id"
    with transaction.atomic():
        is_first = FirstContribution.objects.note(author.pk, at=change.at, version=change.version, **{column: text.pk})
        if is_first and not access.is_editor(author):  # it is the editors who welcome
            _notify(author, text, change)


def _notify(author: User, text: Page | Comment, change: Event) -> None:
    place = text if isinstance(text, Page) else text.place
    Notification.objects.notify(
        [author.pk],
        kind=NotificationKind.WELCOME,
        place=f"{text._meta.model_name}:{text.pk}",
        place_title=str(place),
        url=text.get_absolute_url(),
        key=f"{change.label}:{change.pk}:welcome",
        at=change.at,
    )


def rebuild() -> int:
    """Notes for everybody what she wrote first, where it is not noted yet, and tells nobody: after an import."""
    firsts: dict[int, tuple[datetime, dict[str, int]]] = {}
    for model in (Page, Comment):
        earlier = model.history.filter(history_user=OuterRef("history_user"), history_date__lt=OuterRef("history_date"))
        known = FirstContribution.objects.filter(person=OuterRef("history_user"))
        rows = model.history.exclude(history_user=None).filter(~Exists(known), ~Exists(earlier.order_by()))
        found = rows.order_by("-history_date", "-history_id").values_list(
            "history_user", "history_date", "id", "version"
        )
        for person, at, pk, version in found.iterator():
            if person not in firsts or at <= firsts[person][0]:
                firsts[person] = (at, {f"{model._meta.model_name}_id": pk, "version": version})
    new = [FirstContribution(person_id=person, at=at, **first) for person, (at, first) in firsts.items()]
    FirstContribution.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)
    return len(firsts)
