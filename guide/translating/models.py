"""Translations in progress, the steps that they went through, what colleagues suggest; and what there is in a language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from campaign.languages import LanguageUse
from guide.editions.texts import EditionText
from guide.places import IN_PREPARATION
from guide.translating.querysets import (
    LONGEST_REMARK,
    PendingTranslationQuerySet,
    SuggestionQuerySet,
    TranslationStepQuerySet,
)
from guide.translations.models import Translation
from guide.translations.originals import OneTextRow, is_of_one_text, once_a_language
from guide.translations.segments import Segment

LONGEST_SUGGESTION = 4_000


class PendingTranslation(OneTextRow):
    """The paragraphs of a text that somebody is translating. Nothing of it is printed before somebody else approves it.

    `version` rises at each change; `source_version` is that of the original which stood beside it last.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("of a translation", "draft")
        REVIEW = "review", pgettext_lazy("of a translation", "in review")
        SENT_BACK = "sent_back", pgettext_lazy("of a translation", "sent back")

    segments = models.JSONField(_("paragraphs"), default=list, editable=False)
    source_version = models.PositiveIntegerField(_("made from version"), default=0)
    version = models.PositiveIntegerField(_("version"), default=1)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.DRAFT)
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("when"), default=timezone.now)

    objects = PendingTranslationQuerySet.as_manager()

    if TYPE_CHECKING:
        by_id: int | None

    class Meta:
        verbose_name = _("translation in progress")
        verbose_name_plural = _("translations in progress")
        ordering = ["language", "pk"]
        constraints = [
            models.CheckConstraint(condition=is_of_one_text(), name="a_pending_translation_is_of_one_text"),
            *once_a_language("a_{kind}_has_one_pending_a_language"),
        ]

    def __str__(self) -> str:
        return f"{self.text} ({self.language})"

    @property
    def paragraphs(self) -> list[Segment]:
        return [Segment.from_json(values) for values in self.segments]

    def note_withdrawal(self) -> TranslationStep:
        """Writes down who changed it while it was in review, which makes it a draft again. Returns the step."""
        act = TranslationStep.Act.WITHDRAWN
        return TranslationStep.objects.note(self.text, act, language=self.language, by=self.by, at=self.at)


class TranslationStep(OneTextRow):
    """What somebody did with the translation of a text, or said about its original. Only ever added to.

    A step without a language concerns the original, in all of them.
    """

    class Act(models.TextChoices):
        SENT = "sent", _("sent to review")
        APPROVED = "approved", pgettext_lazy("of a translation", "approved")
        SENT_BACK = "sent_back", pgettext_lazy("of a translation", "sent back")
        WITHDRAWN = "withdrawn", pgettext_lazy("of a translation", "taken back from review")
        DISCARDED = "discarded", pgettext_lazy("of a translation", "draft given up")
        IMPORTED = "imported", _("brought in from a file")
        PROPOSED = "proposed", _("proposed by a machine")
        UNCONCERNED = "unconcerned", _("a change of the original that does not concern translations")
        REMARK = "remark", _("remark on the original")

    act = models.CharField(_("what was done"), max_length=11, choices=Act.choices)
    note = models.CharField(_("note"), max_length=LONGEST_REMARK, blank=True)
    version = models.PositiveIntegerField(_("version of the original"), default=0)
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("when"), default=timezone.now)

    objects = TranslationStepQuerySet.as_manager()

    if TYPE_CHECKING:
        by_id: int | None

    class Meta:
        verbose_name = _("step of a translation")
        verbose_name_plural = _("steps of translations")
        ordering = ["-at", "-pk"]
        constraints = [models.CheckConstraint(condition=is_of_one_text(), name="a_translation_step_is_of_one_text")]

    def __str__(self) -> str:
        return f"{self.text} ({self.language}): {self.get_act_display()}"


class Suggestion(OneTextRow):
    """Another wording that a colleague suggests for one paragraph of a translation: `source` says which."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("of a suggestion", "open")
        TAKEN = "taken", pgettext_lazy("of a suggestion", "taken over")
        REFUSED = "refused", pgettext_lazy("of a suggestion", "not taken over")
        WITHDRAWN = "withdrawn", pgettext_lazy("of a suggestion", "taken back")

    field = models.CharField(max_length=12, editable=False)
    source = models.TextField(_("original"))
    wording = models.TextField(_("suggested wording"), max_length=LONGEST_SUGGESTION)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.OPEN)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("suggested by"))
    at = models.DateTimeField(_("suggested"), default=timezone.now)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = SuggestionQuerySet.as_manager()

    if TYPE_CHECKING:
        by_id: int

    class Meta:
        verbose_name = _("suggested wording")
        verbose_name_plural = _("suggested wordings")
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=is_of_one_text(), name="a_suggestion_is_of_one_text")]

    def __str__(self) -> str:
        return f"{self.text} ({self.language}): {self.wording[:60]}"


def use_of(language: str) -> LanguageUse:
    """For settings.LANGUAGE_USE: how many texts are translated or in progress, and which edition waits to come out in it."""
    texts = {
        row.identity for model in (Translation, PendingTranslation) for row in model.objects.filter(language=language)
    }
    coming = EditionText.objects.filter(language=language, edition__status__in=IN_PREPARATION)
    return LanguageUse(len(texts), coming.order_by().values_list("edition__number", flat=True).first())
