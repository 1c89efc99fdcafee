"""What people are told, in the site and by e-mail."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from accounts.naming import named
from notifications import kinds
from notifications.kind_wordings import KIND_WORDINGS
from notifications.kinds import NotificationKind
from notifications.mail.absolute_urls import CAMPAIGN, PERSONAL, REST
from notifications.mail.outbox import Letter as Letter  # a table of this app
from notifications.mail.server_rest import MailServerRest as MailServerRest  # another one
from notifications.notification_text import heading, heading_html, in_html, in_words
from notifications.querysets import TITLE_LENGTH, NotificationQuerySet

HERS = Q(concealed_at=None)
UNREAD = Q(concealed_at=None, read_at=None)


class Notification(models.Model):
    """One thing that one person is told. `key` says what, once for her; its sentence is made where it is shown."""

    person = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="notifications", db_index=False, verbose_name=_("person")
    )
    kind = models.CharField(_("kind"), max_length=14)  # a Kind
    actor = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who did it")
    )
    place = models.CharField(pgettext_lazy("where something happened", "place"), max_length=60)
    place_title = models.CharField(_("title of the place"), max_length=TITLE_LENGTH, blank=True)
    about = models.CharField(_("what was written"), max_length=60, blank=True)
    key = models.CharField(_("key"), max_length=120)
    url = models.CharField(_("address"), max_length=500)
    excerpt = models.TextField(_("excerpt"), blank=True)
    personal = models.BooleanField(_("addressed to the person"), default=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    shown_at = models.DateTimeField(_("shown"), null=True, blank=True)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    concealed_at = models.DateTimeField(_("concealed"), null=True, blank=True)
    letter = models.ForeignKey(
        Letter,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="notifications",
        verbose_name=_("letter"),
    )

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="a_person_is_told_a_thing_once")]
        indexes = [
            models.Index(fields=["person", "-created_at", "-id"], condition=HERS, name="what_a_person_was_told"),
            models.Index(fields=["person", "-created_at", "-id"], condition=UNREAD, name="what_a_person_has_not_read"),
            models.Index(fields=["created_at"], condition=UNREAD & Q(letter=None), name="what_may_be_mailed"),
            models.Index(fields=["place"], name="told_of_a_place"),
            models.Index(fields=["about"], name="told_of_what_was_written"),
            models.Index(fields=["key"], name="told_of_a_version"),
            models.Index(fields=["read_at"], name="what_was_read_when"),
            models.Index(fields=["created_at"], name="what_was_told_when"),
        ]

    def __str__(self) -> str:
        return self.sentence()

    def get_absolute_url(self) -> str:
        """Where it is opened: it counts as read, and leads on."""
        return reverse("notifications:notification", args=[self.pk])

    def clean(self) -> None:
        if self.kind not in NotificationKind or not self.place or ":" not in self.key:
            raise ValidationError(
                _("What people are told has a kind, a place and a key, such as “page:12”."), code="odd"
            )
        if not url_has_allowed_host_and_scheme(self.url, allowed_hosts=None):
            raise ValidationError(_("What people are told leads to a page of this site."), code="elsewhere")

    @property
    def actor_name(self) -> str:
        return self.actor.public_name if self.actor else str(KIND_WORDINGS[self.kind].nobody)

    @cached_property
    def words(self) -> str:
        """The excerpt as it is shown: whoever is mentioned in it by the name that she goes by today."""
        return named([self.excerpt])[0]

    @property
    def words_language(self) -> str:
        """The language of the excerpt where it is that of a translation; empty where it is the first one."""
        return self.place.rpartition(":")[2] if self.kind in kinds.TRANSLATED else ""

    @property
    def sort(self) -> str:
        """Which of a person's choices of mail it falls under."""
        return CAMPAIGN if self.kind in kinds.CAMPAIGN else PERSONAL if self.personal else REST

    @property
    def heading(self) -> str:
        """What its place is called."""
        return heading(self.kind, title=self.place_title, place=self.place)

    @property
    def heading_html(self) -> SafeString:
        """The same, where a title says its language."""
        return heading_html(self.kind, title=self.place_title, place=self.place)

    def sentence(self, *, count: int = 1, alone: bool = True) -> str:
        """What happened, in the language of now; `alone` where the title of its place does not stand above it."""
        return in_words(self.kind, **self._named, count=count, alone=alone)

    def sentence_html(self, *, count: int = 1, alone: bool = True) -> SafeString:
        """The same, where a title says its language."""
        return in_html(self.kind, **self._named, count=count, alone=alone)

    @property
    def _named(self) -> dict[str, str]:
        return {"name": self.actor_name, "title": self.place_title, "place": self.place}


class Concealment(models.Model):
    """That nobody is told of it: a hidden page, something withdrawn, a version whose text is hidden."""

    what = models.CharField(_("what"), max_length=120, unique=True)

    class Meta:
        verbose_name = _("concealment")
        verbose_name_plural = _("concealments")

    def __str__(self) -> str:
        return self.what
