"""What the site says of itself to everybody: how it treats people's data, how accessible it is, how it works.

Until the organisation writes its own, a first wording stands there (templates/public_texts/), which is true of the product.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common import markup

LONGEST = 40_000


class PublicTextQuerySet(models.QuerySet["PublicText"]):
    def written(self) -> Self:
        """Those with words of the organisation's own."""
        return self.exclude(body="")

    def to_write(self, kind: str, language: str) -> PublicText:
        """Returns the row of this text in this language, which is there from now on."""
        return self.get_or_create(kind=kind, language=language)[0]


class PublicText(models.Model):
    """One text in one language, in the organisation's own words; without any the first wording stands."""

    class Kind(models.TextChoices):
        PRIVACY = "privacy", _("Your data")
        ACCESSIBILITY = "accessibility", _("Accessibility")
        HOW_IT_WORKS = "how-it-works", _("How it works")

    kind = models.CharField(max_length=20, choices=Kind.choices)
    language = models.CharField(_("language"), max_length=8)
    body = models.TextField(_("text"), blank=True, max_length=LONGEST)
    body_html = models.TextField(editable=False, blank=True)

    objects = PublicTextQuerySet.as_manager()
    history = HistoricalRecords(
        history_id_field=models.BigAutoField(), user_related_name="+", excluded_fields=["body_html"]
    )
    if TYPE_CHECKING:
        _history_user: Any
        get_kind_display: Any

    class Meta:
        verbose_name = _("text about the site")
        verbose_name_plural = _("texts about the site")
        constraints = [
            models.UniqueConstraint(fields=["kind", "language"], name="a_public_text_stands_once_in_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.language})"

    def reword(self, body: str, *, by: AbstractBaseUser | None) -> None:
        """Says this from now on; nothing brings the first wording back. Raises markup.RenderRefused."""
        body = markup.clean_text(body).strip()
        html = markup.render(body, language=self.language).html if body else ""
        with transaction.atomic():
            held = PublicText.objects.select_for_update().get(pk=self.pk)
            held.body, held.body_html, held._history_user = body, html, by
            held.save()
        self.body, self.body_html = body, html
