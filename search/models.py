"""What the index knows of a text besides its words, which the engine stores; and what was looked for in vain."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaign.languages import first_language
from search.analysis import fold, language_of
from search.query import Audience
from search.zero_results import ZeroResultSearchQuerySet
from themes.models import Theme


class IndexSource(models.TextChoices):
    """Where a text comes from: what stores it, and says who may read it."""

    PAGE = "page", _("page")
    COMMENT = "comment", _("contribution")
    QUESTION = "question", _("question")
    TIP = "tip", _("text of the guide")


class ResultKind(models.TextChoices):
    """What people look for."""

    PAGE = "page", _("Pages")
    THEME_COMMENT = "theme_comment", _("Contributions")
    PAGE_COMMENT = "page_comment", _("Comments")
    QUESTION = "question", _("Questions")
    TIP = "tip", _("Tips of the guide")
    SECTION = "section", _("Other texts of the guide")


class ResultState(models.TextChoices):
    OPEN = "open", _("Being discussed")
    SETTLED = "settled", _("Settled")
    UNANSWERED = "unanswered", _("Without an answer")
    ANSWERED = "answered", _("Answered")
    IN_GUIDE = "guide", _("In the guide")


class IndexEntry(models.Model):
    """One text as it was when it was indexed. Made anew from the text at any time, and never shown without asking it again.

    It names no person: who wrote a text stands among its words, by key, and a name is asked for when it is shown.
    """

    source = models.CharField(_("source"), max_length=10, choices=IndexSource.choices)
    object_id = models.PositiveBigIntegerField(_("number"))
    language = models.CharField(_("language"), max_length=8)
    kind = models.CharField(_("kind"), max_length=14, choices=ResultKind.choices)
    state = models.CharField(_("state"), max_length=10, choices=ResultState.choices, blank=True)
    theme = models.ForeignKey(
        Theme, on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("campaign question")
    )
    page_id = models.PositiveBigIntegerField(_("page under which it stands"), null=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    title_terms = models.TextField(blank=True)
    body = models.TextField(_("text"), blank=True)
    # Title and text as `analysis.fold` leaves them, for the ranking: empty where they were indexed before this was stored.
    folded = models.TextField(blank=True, default="", editable=False)
    version = models.PositiveIntegerField(_("version"), default=0)
    audience = models.PositiveSmallIntegerField(_("who may read it"), default=Audience.READERS)
    at = models.DateTimeField(_("date"))
    useful = models.PositiveIntegerField(_("people who find it useful"), default=0)
    standing = models.PositiveIntegerField(default=0, help_text="Which of two texts that fit alike comes first.")

    if TYPE_CHECKING:
        theme_id: int | None

    class Meta:
        verbose_name = _("indexed text")
        verbose_name_plural = _("indexed texts")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "object_id", "language"], name="a_text_is_indexed_once_a_language"
            ),
        ]
        indexes = [
            models.Index(fields=["-standing", "-id"], name="entries_best_first"),
            models.Index(fields=["-at", "-id"], name="entries_newest_first"),
            models.Index(fields=["-useful", "-id"], name="entries_most_useful_first"),
            models.Index(fields=["page_id"], condition=Q(page_id__isnull=False), name="entries_under_a_page"),
        ]

    def __str__(self) -> str:
        return self.title or self.body[:80]

    @property
    def as_ranked(self) -> str:
        """Title and text as the ranking reads them: as they are stored, which saves 0.13 ms for 5 KB, or made now."""
        return self.folded or fold(f"{self.title}\n{self.body}")

    @property
    def stemmed_as(self) -> str:
        """The language in which the analyser has read it."""
        return language_of(self.language or first_language())


class KnownWord(models.Model):
    """A word that some text has: what a mistyped one is compared with."""

    form = models.CharField(_("word"), max_length=60, unique=True)
    bare = models.CharField(max_length=60, db_index=True)
    stem = models.CharField(max_length=60, db_index=True)
    length = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("known word")
        verbose_name_plural = _("known words")
        ordering = ["form"]
        indexes = [models.Index(fields=["length", "bare"], name="words_of_a_length")]

    def __str__(self) -> str:
        return self.form


class ZeroResultSearch(models.Model):
    """A search that found nothing: the words, how often, on which day last. Not who, and not when exactly."""

    text = models.CharField(_("search"), max_length=120)
    key = models.CharField(max_length=200, unique=True, editable=False)
    count = models.PositiveIntegerField(_("times"), default=1)
    last_on = models.DateField(_("last on"))
    done_on = models.DateField(_("settled on"), null=True, blank=True)

    objects = ZeroResultSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("search without a result")
        verbose_name_plural = _("searches without a result")
        ordering = ["-count", "-last_on", "-pk"]
        indexes = [models.Index(fields=["-count", "-id"], condition=Q(done_on=None), name="misses_most_frequent_first")]

    def __str__(self) -> str:
        return self.text

    @property
    def ask_url(self) -> str:
        """The form in which an editor asks it."""
        return f"{reverse('contributions:question_ask')}?{urlencode({'text': self.text})}"


class SyncProgress(models.Model):
    """How far the slow round over all texts of a source has come: see sync.repair."""

    source = models.CharField(max_length=10, choices=IndexSource.choices, unique=True)
    after = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("index sync progress")
        verbose_name_plural = _("index sync progress of all sources")

    def __str__(self) -> str:
        return f"{self.source}: {self.after}"
