"""What a tip rests on, and which of its sentences rests on which passage."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.naming import named
from common import markup
from contributions.models import Comment, CommentRevision, Page, PageRevision, Question
from guide.sources.querysets import TieQuerySet
from guide.tips.models import Tip

type Origin = Page | Comment | Question


class SourceManager(models.Manager["Source"]):
    """Through `tip.sources` it knows the tip."""

    def add_passage(
        self,
        revision: PageRevision | CommentRevision,
        *,
        passage: str,
        by: User,
        start: int | None = None,
        at: datetime | None = None,
    ) -> Source:
        """The tip also rests on this passage of a page or a contribution at a revision, in whose text it must stand;
        `start` says where, of several places.
        """
        passage = markup.clean_text(passage).strip()
        if start is None or not passage or not revision.body.startswith(passage, start):
            start = revision.body.find(passage) if passage else -1
        if start < 0:
            raise ValidationError(
                {
                    "passage": _("This passage does not stand in version %(version)s of the page. Copy it exactly.")
                    % {"version": revision.version}
                },
                code="absent",
            )
        name = "comment_id" if isinstance(revision, CommentRevision) else "page_id"
        place = markup.text_quote(revision.body, start, start + len(passage))
        values: dict[str, object] = {"version": revision.version, "looked_in": revision.version, "start": start}
        values |= {"prefix": place.prefix, "suffix": place.suffix}
        return self._add({name: revision.id}, passage, values, by, at)

    def add_question(self, question: Question, *, by: User, at: datetime | None = None) -> Source:
        """The tip answers what somebody asked: raises ValidationError where it is said already."""
        return self._add({"question_id": question.pk}, question.text, {}, by, at)

    def _add(
        self, origin: dict[str, int], passage: str, values: dict[str, object], by: User, at: datetime | None
    ) -> Source:
        if self.filter(**origin, passage=passage).exists():
            raise ValidationError({"passage": _("The tip rests on this passage already.")}, code="known")
        with transaction.atomic():
            source = self.create(**origin, passage=passage, added_by=by, added_at=at or timezone.now(), **values)
            Tie.objects.tie_word_for_word(source, by=by, at=at)
        return source


class Source(models.Model):
    """A tip rests on a passage of a page or of a contribution, at a version, or on a question that somebody asked.

    `passage` is what stood in the Markdown then, for good. What has become of it in the text of today is `standing`, as of
    version `looked_in`: see guide.drift.
    """

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="sources", verbose_name=_("tip"))
    page = models.ForeignKey(
        Page, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("page")
    )
    comment = models.ForeignKey(
        Comment, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("contribution")
    )
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("question")
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    passage = models.TextField(_("passage"))
    prefix = models.CharField(_("before it"), max_length=80, blank=True)
    suffix = models.CharField(_("after it"), max_length=80, blank=True)
    start = models.PositiveIntegerField(_("where it begins"), default=0)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("added by"))
    added_at = models.DateTimeField(_("added"), default=timezone.now)
    standing = models.CharField(_("in the text of today"), max_length=10, default="unchanged", editable=False)
    looked_in = models.PositiveIntegerField(_("looked for in version"), default=1, editable=False)

    objects = SourceManager()

    if TYPE_CHECKING:
        tip_id: int
        page_id: int | None
        comment_id: int | None
        question_id: int | None

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(page__isnull=False, comment=None, question=None)
                | Q(page=None, comment__isnull=False, question=None)
                | Q(page=None, comment=None, question__isnull=False),
                name="a_source_is_of_one_text",
            ),
        ]

    def __str__(self) -> str:
        return markup.shorten(self.words, 80)

    def get_absolute_url(self) -> str:
        """The revision in which the passage stands; a question stands for itself."""
        if self.page:
            return reverse("contributions:page_revision", args=[self.page.theme.slug, self.page.slug, self.version])
        if self.comment:
            return reverse("contributions:comment_revision", args=[self.comment_id, self.version])
        return self.origin.get_absolute_url()

    def remove(self) -> None:
        """The tip no longer rests on it; raises ValidationError for the last one, without which a tip has no origin."""
        with transaction.atomic():
            Tip.objects.select_for_update().get(pk=self.tip_id)
            sources = Source.objects.filter(tip=self.tip_id)
            if sources.count() < 2:
                raise ValidationError(
                    _("A tip needs at least one passage to rest on: add another one first."), code="last"
                )
            sources.get(pk=self.pk).delete()

    @property
    def origin(self) -> Origin:
        """The text that holds the passage."""
        found = self.page or self.comment or self.question
        assert found is not None  # noqa: S101 - the database holds it
        return found

    @property
    def title(self) -> str:
        """What the text is called: of what its author withdrew, nobody else reads a word."""
        if self.comment and self.comment.withdrawn_at is not None:
            return str(_("a contribution that its author withdrew"))
        return str(self.origin)

    @property
    def words(self) -> str:
        """The passage without its markup, to be read."""
        return named([markup.plain_text(self.passage, with_mentions=True)])[0]

    @property
    def anchor(self) -> markup.TextQuote:
        return markup.TextQuote(self.passage, self.prefix, self.suffix, self.start)


class Tie(models.Model):
    """A sentence of a tip rests on a source: proposed by the likeness of their words, confirmed or refused by an editor.

    `sentence` is as it was decided of. When the tip is reworded, what comes of the sentence gets a tie of its own, and this
    one is lost until the sentence comes back (guide.sources.ties). What is only proposed is worked out when
    it is shown, and never stored (guide.sources.ties).
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        CONFIRMED = "confirmed", _("confirmed")
        REFUSED = "refused", _("refused")

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="ties", verbose_name=_("tip"))
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="ties", verbose_name=_("source"))
    sentence = models.TextField(_("sentence"))
    key = models.CharField(max_length=64, editable=False)  # markup.passage_key of the sentence
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.PROPOSED)
    likeness = models.FloatField(_("likeness"), default=0)
    is_doubtful = models.BooleanField(_("its sense is to be checked"), default=False)
    is_lost = models.BooleanField(_("lost"), default=False)
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("when"), default=timezone.now)

    objects = TieQuerySet.as_manager()

    if TYPE_CHECKING:
        tip_id: int
        source_id: int
        by_id: int | None

    class Meta:
        verbose_name = _("tie")
        verbose_name_plural = _("ties")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["tip", "source", "key"], name="a_sentence_rests_on_a_source_once"),
        ]

    def __str__(self) -> str:
        return f"{markup.shorten(self.sentence, 60)} ← {self.source}"
