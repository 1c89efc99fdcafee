"""The one row of settings, and every version of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.db.models import Q
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from campaign.site_settings.public_texts import PublicText as PublicText

THE_ROW = 1


class SiteSettings(models.Model):
    """What the organisation decides of its site. There is one row, or none before the first administrator has filled it in.

    `other_languages` are those into which the guide is translated. `title` and `subtitle` are those of the guide in its own
    language; `words_in` has both by the code of each other one. An edition that is worded itself goes before them.
    """

    version = models.PositiveIntegerField(default=1, editable=False)
    name = models.CharField(_("name of the site"), max_length=120)
    title = models.CharField(_("title of the guide"), max_length=120, blank=True)
    subtitle = models.CharField(_("subtitle"), max_length=200, blank=True)
    words_in = models.JSONField(_("title and subtitle in other languages"), default=dict, blank=True)
    language = models.CharField(_("language of the guide"), max_length=8)
    other_languages = models.JSONField(_("other languages of the guide"), default=list, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64)
    currency = models.CharField(
        _("currency"),
        max_length=3,
        default="EUR",
        help_text=_("By its ISO 4217 code: the euro unless another is chosen."),
    )
    publisher = models.CharField(_("publisher"), max_length=120)
    logo = models.JSONField(
        _("logo"), default=dict, blank=True
    )  # token, width and height of its picture; empty for none
    address = models.CharField(_("public address"), max_length=120, blank=True)
    sender_name = models.CharField(_("name of the sender"), max_length=120, blank=True)
    sender_address = models.EmailField(_("address of the sender"))
    contact_address = models.EmailField(_("address to write to"), blank=True)
    answer_days = models.PositiveSmallIntegerField(_("working days to answer"), default=0)
    is_not_for_sale = models.BooleanField(_("the guide is not for sale"), default=False)
    wiki_is_public = models.BooleanField(_("visitors may read the wiki"), default=False)
    guide_is_public = models.BooleanField(_("visitors may read the guide"), default=False)
    embedding_hosts = models.JSONField(_("sites that may show the self-check"), default=list, blank=True)

    history = HistoricalRecords(history_id_field=models.BigAutoField(), user_related_name="+")
    if TYPE_CHECKING:
        _history_user: Any

    class Meta:
        verbose_name = _("settings of the site")
        verbose_name_plural = _("settings of the site")
        constraints = [models.CheckConstraint(condition=Q(pk=THE_ROW), name="there_is_one_row_of_settings")]

    def __str__(self) -> str:
        return self.name

    @property
    def full_title(self) -> str:
        return self.title or self.name

    @property
    def first_language(self) -> str:
        """What pages and tips are written in; that of the code before anybody has decided."""
        return self.language or str(settings.LANGUAGE_CODE)

    @property
    def guide_languages(self) -> tuple[str, ...]:
        """What the guide is written in and translated into, by code: its own language first."""
        return (self.first_language, *(code for code in sorted(self.other_languages) if code != self.first_language))

    @property
    def interface_language(self) -> str:
        """What the site says where nobody's browser asks for a language."""
        return self.language if self.language in dict(settings.LANGUAGES) else str(settings.LANGUAGE_CODE)

    @property
    def full_address(self) -> str:
        """What is printed: the public address, or the host where the site is."""
        return self.address or urlsplit(settings.SITE_ADDRESS).netloc

    def title_in(self, language: str) -> str:
        """Returns the title of the guide in another language; empty where nobody has said it."""
        return str(self.words_in.get(language, {}).get("title", ""))

    def subtitle_in(self, language: str) -> str:
        return str(self.words_in.get(language, {}).get("subtitle", ""))

    def decide(self, values: Mapping[str, Any], *, by: AbstractBaseUser | None) -> None:
        """Saves these values as a new version; those who follow `ON_SITE_SETTINGS_CHANGED` know it at once."""
        with transaction.atomic():
            held = SiteSettings.objects.select_for_update().filter(pk=THE_ROW).first()
            self.pk = THE_ROW
            if held is not None:
                self.refresh_from_db()  # what somebody else has decided stays
            self.version = held.version + 1 if held else 1
            for name, value in values.items():
                setattr(self, name, value)
            self._history_user = by
            self.save(force_insert=held is None)
            for path in settings.ON_SITE_SETTINGS_CHANGED:
                import_string(path)(self)
