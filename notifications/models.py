"""What people are told in the site: a notice waits for the person's next page."""

from __future__ import annotations

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.encoding import uri_to_iri
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class NoticeQuerySet(models.QuerySet["Notice"]):
    def waiting_for(self, person: User) -> NoticeQuerySet:
        return self.filter(person=person, shown_at=None).order_by("created_at", "pk")

    def tell(self, person: User, *, text: str | Promise, url: str = "") -> Notice:
        """Tells `person` at her next page; a lazy `text` is put into her language.

        `url` is kept with its letters as they are written: encoded, an address in Japanese is nine times as long.
        """
        with translation.override(person.language), transaction.atomic():
            User.objects.filter(pk=person.pk).update(notices_waiting=F("notices_waiting") + 1)
            return self.create(person=person, text=str(text), url=uri_to_iri(url))

    def take_for(self, person: User) -> list[Notice]:
        """The notices that wait for `person`, which now count as shown."""
        if not person.notices_waiting:
            return []
        with transaction.atomic():
            notices = list(self.waiting_for(person))
            taken = self.filter(pk__in=[notice.pk for notice in notices], shown_at=None).update(shown_at=timezone.now())
            # Subtracted, not set to none: a notice that is told meanwhile still waits.
            User.objects.filter(pk=person.pk).update(notices_waiting=F("notices_waiting") - taken)
        person.notices_waiting = 0
        return notices


class Notice(models.Model):
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices", verbose_name=_("person"))
    text = models.TextField(_("text"))
    url = models.CharField(_("address"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    shown_at = models.DateTimeField(_("shown"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["person", "shown_at"], name="notices_waiting_for_a_person")]

    def __str__(self) -> str:
        return self.text
