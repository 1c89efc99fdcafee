"""The steps of a tip's review, what reviewers remark and suggest, whom a link lets in, whose words may be printed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from common import markup
from guide.course_texts import CourseText
from guide.reviewing.querysets import RemarkQuerySet, ReviewLinkQuerySet, check_validity
from guide.texts import as_read, unnamed
from guide.tips.models import Tip

MOST_REMARKS = 300  # through one link

type RemarkedText = Tip | CourseText


class ReviewStep(models.Model):
    """A tip went from one state to another: by whom, when, at which version. Only ever added to."""

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="steps", verbose_name=_("tip"))
    state = models.CharField(_("state"), max_length=9, choices=Tip.State.choices)
    version = models.PositiveIntegerField(_("version"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("when"), default=timezone.now)

    if TYPE_CHECKING:
        tip_id: int
        by_id: int | None

    class Meta:
        verbose_name = _("step of a review")
        verbose_name_plural = _("steps of reviews")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.tip}: {self.get_state_display()}"


class ReviewLink(models.Model):
    """Lets somebody without an account read one tip, remark and suggest, until it expires. The token itself is not stored."""

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="review_links", verbose_name=_("tip"))
    name = models.CharField(_("who reviews"), max_length=80)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    opened_at = models.DateTimeField(_("last opened"), null=True, blank=True)
    done_at = models.DateTimeField(_("said to be done"), null=True, blank=True)

    objects = ReviewLinkQuerySet.as_manager()

    if TYPE_CHECKING:
        tip_id: int
        made_by_id: int

    class Meta:
        verbose_name = _("review link")
        verbose_name_plural = _("review links")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name}: {self.tip}"

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()

    def revoke(self, *, at: datetime | None = None) -> None:
        """It opens nothing any more, for good."""
        ReviewLink.objects.filter(pk=self.pk, revoked_at=None).update(revoked_at=at or timezone.now())
        self.refresh_from_db()

    def prolong(self, *, days: int, at: datetime | None = None) -> None:
        """It opens the tip for `days` from now, and not less long than before, even where it had expired."""
        check_validity(days)
        until = max(self.expires_at, (at or timezone.now()) + timedelta(days=days))
        if not ReviewLink.objects.filter(pk=self.pk, revoked_at=None).update(expires_at=until):
            raise ValidationError(_("This link was withdrawn: make another one."), code="revoked")
        self.refresh_from_db()

    def is_opened(self, *, at: datetime | None = None) -> None:
        ReviewLink.objects.filter(pk=self.pk).update(opened_at=at or timezone.now())

    def say_done(self, *, at: datetime | None = None) -> None:
        """The reviewer has read it all; she may still come back."""
        self.done_at = at or timezone.now()
        ReviewLink.objects.filter(pk=self.pk).update(done_at=self.done_at)

    def check_not_too_often(self, *, at: datetime) -> None:
        """Raises ValidationError where more was said through it than a person would; the caller holds the row."""
        a_minute, an_hour = settings.FLOOD_LIMITS["remark"]
        for seconds, most in ((60, a_minute), (3600, an_hour)):
            if self.remarks.filter(at__gt=at - timedelta(seconds=seconds)).count() >= most:
                raise ValidationError(
                    _("That is a lot in a short time. Nothing is lost: send it again in a little while."),
                    code="too_often",
                )
        if self.remarks.count() >= MOST_REMARKS:
            raise ValidationError(
                _("A link accepts at most %(most)s remarks.") % {"most": MOST_REMARKS}, code="too_many"
            )


class Remark(models.Model):
    """About a passage of a tip or of a text of a course, or about the whole of it where `exact` is empty.

    A comment, or a suggested change when it has a `replacement` (may be empty: take it out).
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        TAKEN = "taken", pgettext_lazy("of a suggestion", "taken over")
        REFUSED = "refused", _("refused")
        DONE = "done", pgettext_lazy("a remark", "dealt with")

    tip = models.ForeignKey(
        Tip, on_delete=models.CASCADE, null=True, blank=True, related_name="remarks", verbose_name=_("tip")
    )
    course_text = models.ForeignKey(
        CourseText,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="remarks",
        verbose_name=_("text of a course"),
    )
    version = models.PositiveIntegerField(_("version"))
    exact = models.TextField(_("passage"), blank=True)
    prefix = models.CharField(_("before it"), max_length=80, blank=True)
    suffix = models.CharField(_("after it"), max_length=80, blank=True)
    start = models.PositiveIntegerField(_("where it begins"), default=0)
    body = models.TextField(_("remark"), max_length=1_000, blank=True)
    replacement = models.TextField(_("suggested words"), max_length=2_000, null=True, blank=True)  # noqa: DJ001 - "" takes out
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("said by")
    )
    link = models.ForeignKey(
        ReviewLink, on_delete=models.PROTECT, null=True, blank=True, related_name="remarks", verbose_name=_("through")
    )
    at = models.DateTimeField(_("said"), default=timezone.now)
    state = models.CharField(_("state"), max_length=7, choices=State.choices, default=State.OPEN)

    objects = RemarkQuerySet.as_manager()

    if TYPE_CHECKING:
        tip_id: int | None
        course_text_id: int | None
        link_id: int | None
        by_id: int | None

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["start", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tip__isnull=False, course_text=None) | Q(tip=None, course_text__isnull=False),
                name="a_remark_is_about_one_text",
            ),
            models.CheckConstraint(
                condition=Q(by__isnull=False, link=None) | Q(by=None, link__isnull=False),
                name="a_remark_is_somebodys",
            ),
        ]
        indexes = [models.Index(fields=["tip", "start"], condition=Q(state="open"), name="open_remarks_of_a_tip")]

    def __str__(self) -> str:
        return self.body[:80] or self.exact[:80]

    @property
    def text(self) -> RemarkedText:
        """What it is about."""
        return cast("RemarkedText", self.tip or self.course_text)

    @property
    def is_in_place(self) -> bool:
        """Whether its very words still stand in the text."""
        return self.exact in self.text.body

    @property
    def is_suggestion(self) -> bool:
        return self.replacement is not None

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def anchor(self) -> markup.TextQuote:
        return markup.TextQuote(self.exact, self.prefix, self.suffix, self.start)

    @property
    def words(self) -> str:
        """The passage as it is read."""
        return as_read(self.exact)

    @property
    def changes(self) -> tuple[markup.WordChange, ...]:
        """What it suggests, word by word: taken out, put in. Where signs could hide an address behind words, in Markdown."""
        if self.replacement is None:
            return ()
        as_shown = unnamed if any(sign in self.replacement for sign in "[<") else as_read
        return markup.word_changes(as_shown(self.exact), as_shown(self.replacement))


class RemarkAnswer(models.Model):
    """An editor answered a remark, or opened it again (`state` open): who, when, with which words. Only ever added to."""

    remark = models.ForeignKey(Remark, on_delete=models.CASCADE, related_name="answers", verbose_name=_("remark"))
    state = models.CharField(_("state"), max_length=7, choices=Remark.State.choices)
    words = models.CharField(_("answer"), max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("answered by"))
    at = models.DateTimeField(_("answered"), default=timezone.now)

    if TYPE_CHECKING:
        by_id: int

    class Meta:
        verbose_name = _("answer to a remark")
        verbose_name_plural = _("answers to remarks")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.words[:80] or str(self.get_state_display())


class Consent(models.Model):
    """Whether a colleague lets the guide print a sentence of hers, word by word, under the name that she chose."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        GIVEN = "given", _("given")
        REFUSED = "refused", _("refused")

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="consents", verbose_name=_("tip"))
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("whose words"))
    quote = models.CharField(_("quotation"), max_length=400)
    state = models.CharField(_("state"), max_length=7, choices=State.choices, default=State.ASKED)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    if TYPE_CHECKING:
        tip_id: int
        person_id: int
        asked_by_id: int

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["tip", "person", "quote"], name="a_person_is_asked_once_about_a_quotation"),
            models.CheckConstraint(
                condition=Q(state="asked", answered_at=None) | (~Q(state="asked") & Q(answered_at__isnull=False)),
                name="an_answered_consent_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.quote[:60]}"


class LinkCheck(models.Model):
    """Whether an address outside that a tip or a section names answers."""

    url = models.CharField(_("address"), max_length=2_000)
    key = models.CharField(max_length=64, unique=True, editable=False)  # sha256 of the address
    status = models.PositiveSmallIntegerField(_("status"), null=True, blank=True)
    problem = models.CharField(_("problem"), max_length=200, blank=True)
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True)

    class Meta:
        verbose_name = _("checked link")
        verbose_name_plural = _("checked links")
        ordering = ["url"]

    def __str__(self) -> str:
        return self.url
