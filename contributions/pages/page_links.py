"""Which pages link to which: resolved when a text is rendered, stored as rows, rendered anew when a target changes.

What a page leaves behind: addresses that lead on, titles that it links to, times during which it was hidden.

What is done about pages after the answer has gone out.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.tasks import task
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import markup
from contributions.cached_urls import cached_reverse
from contributions.concealment import place_of
from contributions.pages.titles import KEY_LENGTH, SLUG_LENGTH
from contributions.rerendering import TEXTS_A_TASK, render_all_anew
from contributions.revision_hiding import HidingPeriod
from notifications.kinds import NotificationKind
from notifications.models import Notification
from themes.models import Theme

if TYPE_CHECKING:
    from contributions.pages.models import Page


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


PAGE = "contributions.page"


@task
def render_pages_that_link(page_id: int, after: int = 0) -> int:
    """Renders anew the pages that link to this one, which has appeared, moved, or been hidden; returns how many.

    Those behind the key `after`, some at a time: the rest is left to a task of its own.
    """
    model = apps.get_model(PAGE)
    linking = model.objects.that_link_to(model.objects.get(pk=page_id)).filter(pk__gt=after).order_by("pk")
    some = list(linking.values_list("pk", flat=True)[:TEXTS_A_TASK])
    done = render_all_anew(PAGE, some)
    if len(some) == TEXTS_A_TASK:
        render_pages_that_link.enqueue(page_id, some[-1])
    return done


@task
def render_again(page_id: int) -> bool:
    """Renders a page that was written with links to pages which were not there; returns whether it could be laid out."""
    return bool(render_all_anew(PAGE, [page_id]))


def resolve(body: str, theme: Theme) -> dict[str, markup.WikiLink]:
    """Where each [[title]] of a text leads: to its page, or to writing it under `theme`. A hidden page leads nowhere."""
    titles = {markup.title_key(title): title for title in markup.wiki_link_titles(body)}
    if not titles:
        return {}
    found = _targets_by_key(titles.keys())
    resolved = {}
    for key, title in titles.items():
        if (target := found.get(key)) is None:
            address = cached_reverse("contributions:page_new", theme.slug)
            resolved[key] = markup.WikiLink(url=f"{address}?{urlencode({'title': title})}", exists=False)
        elif not target.is_hidden:
            address = cached_reverse("contributions:page", target.theme, target.slug)
            resolved[key] = markup.WikiLink(url=address, exists=True)
    return resolved


def addresses_of(titles: Iterable[str]) -> dict[str, str]:
    """Returns the addresses of the pages that have these titles, by the keys of the titles; without hidden pages."""
    keys = {markup.title_key(title) for title in titles}
    return {
        key: cached_reverse("contributions:page", target.theme, target.slug)
        for key, target in (_targets_by_key(keys) if keys else {}).items()
        if not target.is_hidden
    }


def _targets_by_key(keys: Set[str]) -> dict[str, Target]:
    """Who has a title leads to it before who had it once."""
    pages = apps.get_model("contributions", "Page")._default_manager.all()
    found = {key: Target(*target) for key, *target in _targets(pages, keys)}
    if missing := keys - found.keys() - {""}:
        found |= {key: Target(*target) for key, *target in _targets(Redirect.objects.all(), missing, "page__")}
    return found


class Target(NamedTuple):
    """Where a link leads: to a page, or to the one that it was merged into."""

    theme: str
    slug: str
    is_hidden: bool


def _targets(rows: QuerySet[Any], keys: Set[str], page: str = "") -> Any:
    """Title by title; `page` is how the page is reached from the rows."""
    columns = ("theme__slug", "slug", "is_hidden")
    found = [Coalesce(f"{page}merged_into__{column}", f"{page}{column}") for column in columns]
    names = [f"target_{column}" for column in columns]
    rows = rows.filter(title_key__in=keys).annotate(**dict(zip(names, found, strict=True))).order_by()
    return rows.values_list("title_key", *names)


def replace(page: Page, titles: Iterable[str]) -> None:
    """Stores the titles that the page's newest text links to."""
    keys = {markup.title_key(title): title[:KEY_LENGTH] for title in titles}
    wanted = {key: title for key, title in keys.items() if len(key) <= KEY_LENGTH}  # no page has a title of such a key
    known = set(PageLink.objects.filter(page=page).order_by().values_list("title_key", flat=True))
    if gone := known - wanted.keys():
        PageLink.objects.filter(page=page, title_key__in=gone).delete()
    if new := wanted.keys() - known:
        PageLink.objects.bulk_create(PageLink(page=page, title=wanted[key], title_key=key) for key in new)


def keys_of(page: Page) -> list[str]:
    """The keys of the title of a page, of those that it had, and of the pages that were merged into it."""
    had = Redirect.objects.filter(Q(page=page) | Q(page__merged_into=page))
    merged = page.merged_pages.order_by().values_list("title_key", flat=True)
    return [page.title_key, *had.exclude(title_key="").order_by().values_list("title_key", flat=True).union(merged)]


def rerender_pages_that_link_to(page: Page) -> None:
    """Has the pages that link here rendered anew. The task is stored in the transaction: it cannot be lost.

    It looks for them itself: one that is being written at this moment cannot be seen from here.
    """
    render_pages_that_link.enqueue(page.pk)


def look_again_for_targets_of(page: Page) -> None:
    """Has a page whose text leads to pages that nobody has written looked at again: one may be written at this moment.

    Whoever commits last, this task or that of the other page sees both.
    """
    if page.leads_nowhere_yet:
        render_again.enqueue(page.pk)
