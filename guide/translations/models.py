"""A text of the guide in another language, and which version of the original it was made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from guide.sections import Section
from guide.texts import rendered
from guide.tips.models import Tip
from guide.translations.querysets import TranslationQuerySet
from themes.models import Theme


class Translation(models.Model):
    """What a tip, a section or a theme is in a language; of a theme, the question is the title.

    It is outdated where the original has a newer version than `source_version`, which a theme does not count.
    """

    language = models.CharField(_("language"), max_length=8)
    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, null=True, blank=True, related_name="translations")
    section = models.ForeignKey(Section, on_delete=models.CASCADE, null=True, blank=True, related_name="translations")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    title = models.CharField(_("title"), max_length=250)
    short_title = models.CharField(_("short title"), max_length=60, blank=True)
    body = models.TextField(_("text"), blank=True)
    body_html = models.TextField(blank=True, editable=False)
    quote = models.CharField(_("quotation"), max_length=500, blank=True)
    source_version = models.PositiveIntegerField(_("made from version"), default=0)
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("when"), default=timezone.now)

    objects = TranslationQuerySet.as_manager()

    if TYPE_CHECKING:
        tip_id: int | None
        section_id: int | None
        theme_id: int | None

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        ordering = ["language", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tip__isnull=False, section__isnull=True, theme__isnull=True)
                | Q(tip__isnull=True, section__isnull=False, theme__isnull=True)
                | Q(tip__isnull=True, section__isnull=True, theme__isnull=False),
                name="a_translation_is_of_one_text",
            ),
            models.UniqueConstraint(fields=["language", "tip"], name="a_tip_has_one_translation_a_language"),
            models.UniqueConstraint(fields=["language", "section"], name="a_section_has_one_translation_a_language"),
            models.UniqueConstraint(fields=["language", "theme"], name="a_theme_has_one_translation_a_language"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"

    @property
    def mark(self) -> str:
        """Says which state of it somebody has seen."""
        return f"{self.pk}.{self.at.timestamp():.6f}"

    def render_anew(self) -> None:
        """After a picture in it has changed."""
        Translation.objects.filter(pk=self.pk).update(
            body_html=rendered(self.body, self, by=None, language=self.language)
        )
