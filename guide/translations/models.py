"""A text of the guide in another language, and the paragraphs of the original that it was made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import User
from guide.texts import rendered
from guide.translations.originals import OneTextRow, is_of_one_text, once_a_language
from guide.translations.querysets import TranslationQuerySet
from guide.translations.segments import Segment


class Translation(OneTextRow):
    """What a tip, a section or a theme is in a language; of a theme, the question is the title. Approved: it is printed.

    `segments` says of each paragraph which words of the original it translates: it is outdated where these are not the same
    any more (guide.translations.staleness). Every state is stored in its history.
    """

    title = models.CharField(_("title"), max_length=250)
    short_title = models.CharField(_("short title"), max_length=60, blank=True)
    body = models.TextField(_("text"), blank=True)
    body_html = models.TextField(blank=True, editable=False)
    quote = models.CharField(_("quotation"), max_length=500, blank=True)
    segments = models.JSONField(_("paragraphs"), default=list, editable=False)
    source_version = models.PositiveIntegerField(_("made from version"), default=0)
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    approved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("approved by")
    )
    at = models.DateTimeField(_("when"), default=timezone.now)

    objects = TranslationQuerySet.as_manager()
    history = HistoricalRecords(
        history_id_field=models.BigAutoField(), user_related_name="+", excluded_fields=["body_html"]
    )

    if TYPE_CHECKING:
        _history_user: Any

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        ordering = ["language", "pk"]
        constraints = [
            models.CheckConstraint(condition=is_of_one_text(), name="a_translation_is_of_one_text"),
            *once_a_language("a_{kind}_has_one_translation_a_language"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"

    @property
    def mark(self) -> str:
        """Says which state of it somebody has seen."""
        return f"{self.pk}.{self.at.timestamp():.6f}"

    @property
    def paragraphs(self) -> list[Segment]:
        return [Segment.from_json(values) for values in self.segments]

    def render_anew(self) -> None:
        """After a picture in it has changed."""
        Translation.objects.filter(pk=self.pk).update(
            body_html=rendered(self.body, self, by=None, language=self.language)
        )
