"""The steps of a tip's review, what reviewers remark and suggest, whom a link lets in, whose words may be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from guide.tips import Tip


class Step(models.Model):
    """A tip went from one state to another: by whom, when, at which version. Only ever added to."""

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="steps", verbose_name=_("tip"))
    state = models.CharField(_("state"), max_length=9, choices=Tip.State.choices)
    version = models.PositiveIntegerField(_("version"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("step of a review")
        verbose_name_plural = _("steps of reviews")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.tip}: {self.get_state_display()}"


class ReviewLink(models.Model):
    """Lets somebody without an account read one tip, remark and suggest, until it expires. The token itself is not kept."""

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="review_links", verbose_name=_("tip"))
    name = models.CharField(_("who reviews"), max_length=80)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    opened_at = models.DateTimeField(_("last opened"), null=True, blank=True)
    done_at = models.DateTimeField(_("said to be done"), null=True, blank=True)

    class Meta:
        verbose_name = _("review link")
        verbose_name_plural = _("review links")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name}: {self.tip}"


class Remark(models.Model):
    """About a passage of a tip: a comment, or a suggested change when it has a `replacement` (may be empty: take it out)."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        TAKEN = "taken", _("taken over")
        REFUSED = "refused", _("refused")
        DONE = "done", _("dealt with")

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="remarks", verbose_name=_("tip"))
    version = models.PositiveIntegerField(_("version"))
    exact = models.TextField(_("passage"))
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
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    if TYPE_CHECKING:
        tip_id: int
        link_id: int | None

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["start", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(by__isnull=False, link=None) | Q(by=None, link__isnull=False),
                name="a_remark_is_somebodys",
            ),
            models.CheckConstraint(
                condition=Q(state="open", answered_at=None) | (~Q(state="open") & Q(answered_at__isnull=False)),
                name="an_answered_remark_says_when",
            ),
        ]
        indexes = [models.Index(fields=["tip", "start"], condition=Q(state="open"), name="open_remarks_of_a_tip")]

    def __str__(self) -> str:
        return self.body[:80] or self.exact[:80]

    @property
    def is_suggestion(self) -> bool:
        return self.replacement is not None


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
