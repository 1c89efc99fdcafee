"""What a page leaves behind: addresses that lead on, titles that it links to, times during which it was hidden."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contributions.concealment import place_of
from contributions.hiding_periods import HidingPeriod
from contributions.pages.titles import SLUG_LENGTH
from notifications.kinds import NotificationKind
from notifications.models import Notification
from themes.models import Theme


class Redirect(models.Model):
    """An address that a page has left: it leads on."""

    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+", verbose_name=_("campaign question"))
    slug = models.SlugField(_("address"), max_length=SLUG_LENGTH + 8, allow_unicode=True)
    title_key = models.CharField(max_length=200, db_index=True)
    page = models.ForeignKey(
        "contributions.Page", on_delete=models.CASCADE, related_name="redirects", verbose_name=_("page")
    )

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        constraints = [models.UniqueConstraint(fields=["theme", "slug"], name="an_old_address_leads_to_one_page")]

    def __str__(self) -> str:
        return f"{self.theme.slug}/{self.slug}"


class PageLink(models.Model):
    """A page links to a title, whether a page has that title or not."""

    page = models.ForeignKey("contributions.Page", on_delete=models.CASCADE, related_name="links")
    title = models.CharField(max_length=200)
    title_key = models.CharField(max_length=200, db_index=True)

    class Meta:
        verbose_name = _("link between pages")
        verbose_name_plural = _("links between pages")
        constraints = [models.UniqueConstraint(fields=["page", "title_key"], name="a_page_links_to_a_title_once")]

    def __str__(self) -> str:
        return f"{self.page} → {self.title}"


class Hiding(HidingPeriod):
    """A time during which a page was hidden: by whom, why, and who showed it again."""

    page = models.ForeignKey(
        "contributions.Page", on_delete=models.CASCADE, related_name="hidings", verbose_name=_("page")
    )

    class Meta:
        verbose_name = _("hiding")
        verbose_name_plural = _("hidings")
        ordering = ["-hidden_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["page"], condition=Q(shown_at=None), name="a_page_is_hidden_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page}: {self.reason}"

    def notify_authors(self) -> None:
        """Whoever wrote in the page reads why it was hidden, and who did it. Details are no writing; what is told goes out of
        sight once the page is shown again.
        """
        written = self.page.history.filter(is_minor=False, history_user__is_active=True)
        written = written.exclude(history_user=self.hidden_by).order_by()
        for person in User.objects.filter(pk__in=written.values("history_user")):
            Notification.objects.notify(
                [person.pk],
                kind=NotificationKind.HIDDEN,
                place=place_of(self),
                place_title=self.page.title,
                url=reverse("contributions:contributor", args=[person.handle]),
                key=f"{self._meta.label_lower}:{self.pk}:told",
                actor=self.hidden_by,
                excerpt=self.reason,
                at=self.hidden_at,
            )


class Protection(models.Model):
    """A time during which editors alone wrote a page: by whom, why, and who opened it again. Everybody reads the reason."""

    page = models.ForeignKey(
        "contributions.Page", on_delete=models.CASCADE, related_name="protections", verbose_name=_("page")
    )
    reason = models.CharField(_("reason"), max_length=300)
    protected_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("protected by"))
    protected_at = models.DateTimeField(_("protected"))
    lifted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("opened again by")
    )
    lifted_at = models.DateTimeField(_("opened again"), null=True, blank=True)

    class Meta:
        verbose_name = _("protection")
        verbose_name_plural = _("protections")
        ordering = ["-protected_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["page"], condition=Q(lifted_at=None), name="a_page_is_protected_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page}: {self.reason}"
