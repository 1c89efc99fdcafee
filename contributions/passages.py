"""Passages of pages: sentences that colleagues agree with, nuance and propose for the guide.

The script passages.js sends the selected words and what stands around them; `Passage.objects.at` finds them in the
page's rendered words, widens them to sentences, and makes or finds the row. An endorsement of the passage counts an
agreement, a comment on it says a nuance. `relocation` looks for passages again where the page has a newer version,
`views.passages.margin` gathers the notes of the margin; the answer to each act is the margin anew. See
docs/topics/comments-and-passages.md.

Why words cannot be a passage, worded for the person who chose them.

Where the passages of a page have gone since it changed: they are looked for again in its newest text.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.naming import nobody
from common import markup
from contributions.events import Event, debounced, in_bulk, keys_of
from contributions.pages.models import Page
from themes.models import Theme


class NotInThePage(ValidationError):
    def __init__(self) -> None:
        super().__init__(
            _("These words do not stand in the page any more. Choose the passage again."), code="not_in_the_page"
        )


class PassageTooLong(ValidationError):
    def __init__(self) -> None:
        super().__init__(_("This passage is long: choose a few sentences of it."), code="too_long")


# The words in which passages are asked for.


LONGEST = 1_200


class PassageQuerySet(models.QuerySet["Passage"]):
    def at(self, page: Page, *, exact: str, prefix: str = "", suffix: str = "", at: datetime | None = None) -> Passage:
        """The passage that somebody chose in the page as it stands, widened to whole sentences: made once, then met again.

        Raises NotInThePage for words that do not stand there, PassageTooLong.
        """
        chosen = chosen_in(page, exact=exact, prefix=prefix, suffix=suffix)
        values = {
            "page_version": page.version,
            "exact": chosen.exact,
            "prefix": chosen.prefix,
            "suffix": chosen.suffix,
            "start": chosen.start,
            "looked_in": page.version,
            "created_at": at or timezone.now(),
        }
        passage, is_new = self.get_or_create(page=page, key=chosen.key, defaults=values)
        if not is_new and passage.looked_in != page.version:
            passage.look_for_in(page.body_html, page.version)
            passage.remember()
        return passage

    def of(self, page: Page) -> PassageQuerySet:
        return self.filter(page=page)

    def for_theme(self, theme: Theme | int) -> PassageQuerySet:
        """Of the pages of the theme that everybody may read."""
        return self.filter(page__theme=theme, page__is_hidden=False, page__merged_into=None)

    def to_look_for_again(self) -> PassageQuerySet:
        """Those whose page has changed since they were last looked for."""
        return self.exclude(looked_in=F("page__version"))


def chosen_in(page: Page, *, exact: str, prefix: str = "", suffix: str = "") -> markup.TextQuote:
    """The whole sentences of the page that hold the chosen words; raises NotInThePage, PassageTooLong."""
    exact = markup.clean_text(exact).strip()
    if not exact:
        raise NotInThePage
    if len(exact) > LONGEST:
        raise PassageTooLong
    text = markup.html_text(page.body_html)
    place = markup.find_quote(
        markup.TextQuote(exact, _context(prefix)[-80:], _context(suffix)[:80]), text, whole_words=False
    )
    if place.standing != "unchanged":
        raise NotInThePage
    whole = markup.whole_sentences(text, place.start, place.end)
    if whole.end - whole.start > LONGEST:
        raise PassageTooLong
    return markup.text_quote(text, whole.start, whole.end)


def _context(words: str) -> str:
    return markup.clean_text(words[:4000]).strip()


# A passage of a page, as it stood at one version, and what has become of it since.


OPENING = 60


def opening_of(words: str) -> str:
    """The first words, with their no-break spaces."""
    words = words.replace("\n", " ")
    return words if len(words) <= OPENING else words[:OPENING].rpartition(" ")[0].rstrip(" ,;:.«\u00a0") + "…"


class PassageState(models.TextChoices):
    """What a page has made of a passage."""

    UNCHANGED = "unchanged", _("unchanged")
    CHANGED = "changed", _("changed")
    GONE = "gone", _("gone")


class Passage(models.Model):
    """Whole sentences of a page, in plain words. Colleagues who choose the same sentences meet on one row.

    What people agreed with are the words in `exact`, for good. Where they stand in the page as it is now is looked for
    again when the page changes: `standing`, `words` and `start` speak of version `looked_in`.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="passages", verbose_name=_("page"))
    page_version = models.PositiveIntegerField(_("version of the page"))
    exact = models.TextField(_("passage"))
    prefix = models.CharField(_("before it"), max_length=80, blank=True)
    suffix = models.CharField(_("after it"), max_length=80, blank=True)
    key = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(_("chosen"), default=timezone.now)
    # What the page has made of it, as of version `looked_in`.
    standing = models.CharField(
        _("in the page today"), max_length=10, choices=PassageState.choices, default=PassageState.UNCHANGED
    )
    looked_in = models.PositiveIntegerField(_("looked for in version"))
    words = models.TextField(_("as it stands now"), blank=True)
    start = models.PositiveIntegerField(_("where it begins"), default=0)

    objects = PassageQuerySet.as_manager()

    words_are_hidden: bool = False  # a list says so, where editors have hidden the version in which it was chosen

    if TYPE_CHECKING:
        page_id: int

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        ordering = ["page", "start", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["page", "key"], name="colleagues_meet_on_one_passage"),
        ]
        indexes = [models.Index(fields=["page", "looked_in"], name="passages_to_look_for_again")]

    def __str__(self) -> str:
        return markup.shorten(self.exact_as_shown, 80)

    def get_absolute_url(self) -> str:
        """The page, at the passage: the page's script opens it there."""
        return f"{self.page.get_absolute_url()}#passage-{self.pk}"

    @property
    def is_gone(self) -> bool:
        return self.standing == PassageState.GONE

    @property
    def is_changed(self) -> bool:
        return self.standing == PassageState.CHANGED

    @property
    def exact_as_shown(self) -> str:
        """The words that were chosen, with the name of today for whoever is mentioned in them."""
        return self._as_shown(self.exact)

    @property
    def words_now_as_shown(self) -> str:
        return self._as_shown(self.words_now)

    def _as_shown(self, words: str) -> str:
        return markup.named_as_in(words, self.page.body_html, nobody()) if markup.NO_NAME in words else words

    @property
    def opening(self) -> str:
        """Its first words, for the head of a note: of the page as it stands, where editors have hidden those of then."""
        return opening_of(self.words_now_as_shown if self.words_are_hidden else self.exact_as_shown)

    @property
    def anchor(self) -> markup.TextQuote:
        return markup.TextQuote(self.exact, self.prefix, self.suffix, self.start)

    @property
    def words_now(self) -> str:
        """Its words in the page as it stands; none where it has gone."""
        return "" if self.is_gone else self.words or self.exact

    def look_for_in(self, body_html: str, version: int) -> None:
        """Looks for the passage in the HTML of its page at a version: what it finds is put on this object, unsaved."""
        text = markup.html_text(body_html)
        found = markup.find_quote(self.anchor, text)
        self.looked_in, self.standing, self.start = version, PassageState(found.standing), found.start
        whole = markup.whole_sentences(text, found.start, found.end)
        self.words = text[whole.start : whole.end] if self.is_changed else ""

    def remember(self) -> None:
        """Writes what `look_for_in` found, unless somebody has looked in a newer version meanwhile."""
        names = ("looked_in", "standing", "words", "start")
        rows = Passage.objects.filter(pk=self.pk, looked_in__lte=self.looked_in)
        rows.update(**{name: getattr(self, name) for name in names})

    def end_in(self, text: str) -> int | None:
        """Where the passage ends in a Markdown text; None where it has gone from it."""
        found = markup.find_quote(self.anchor, text)
        return None if found.standing == "gone" else found.end


LOOKED_FOR_AT_ONCE = 20


def up_to_date(passages: Sequence[Passage], page: Page) -> list[Passage]:
    """The passages as they stand in the page today, in its order.

    The first reader after a change has them looked for, some at a time: those whose turn has not come are left out.
    """
    for passage in passages:
        passage.page = page
    late = [passage for passage in passages if passage.looked_in != page.version]
    if late:
        look_again(late[:LOOKED_FOR_AT_ONCE], page)
    known = (passage for passage in passages if passage.looked_in == page.version)
    return sorted(known, key=lambda passage: (passage.start, passage.pk))


def look_again(passages: Sequence[Passage], page: Page) -> None:
    """Where they have gone in the page's newest text is remembered on their rows."""
    version, html = Page.objects.filter(pk=page.pk).values_list("version", "body_html")[0]
    for passage in passages:
        passage.look_for_in(html, version)
    Passage.objects.bulk_update(passages, ["looked_in", "standing", "words", "start"])


# What becomes of the passages of a page when it changes: looked for again by the worker, before anybody reads it.


AT_ONCE = 200


@debounced
@in_bulk
def relocate_passages(*changes: Event) -> None:
    """Listens to what happens to pages. Whoever reads one before has some of its passages looked for at once."""
    if pages := keys_of(changes, Page._meta.label_lower):
        late = Passage.objects.filter(page__in=pages).to_look_for_again().order_by()
        for page in Page.objects.narrow().filter(pk__in=late.values("page")):
            _relocate(page)


def _relocate(page: Page) -> None:
    late = list(Passage.objects.of(page).filter(looked_in__lt=page.version).order_by("pk")[:AT_ONCE])
    while late:
        look_again(late, page)
        last = late[-1].pk
        late = list(Passage.objects.of(page).filter(looked_in__lt=page.version, pk__gt=last).order_by("pk")[:AT_ONCE])
