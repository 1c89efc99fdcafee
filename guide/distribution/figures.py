"""How often the guide was opened and downloaded, and what a reader is counted by for a day.

Whom the counts count: the published rule, which `/statistics/` shows in its own words, and who a reader is.

No cookie is set for it, and no address is stored: see `counting`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from django.db import models
from django.db.models import Sum
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.client_ip import Meta
from accounts.small_groups import in_steps
from common.words.language_names import name_of_language
from guide.distribution.channel_files import OF_AGENCY, ChannelFile
from guide.distribution.channels import Channel
from guide.distribution.copies import Handout, Order, OrderStep, PrintRun
from guide.editions import Edition, EditionFile


class DailyCountQuerySet(models.QuerySet["DailyCount"]):
    def of_channel(self, code: str) -> DailyCountQuerySet:
        return self.filter(channel=code)

    def since(self, day: date | None) -> DailyCountQuerySet:
        return self if day is None else self.filter(day__gte=day)

    def of_past_days(self) -> DailyCountQuerySet:
        """Of what is told by channel: a number that moves as one reader comes would tell of her."""
        return self.filter(day__lt=timezone.localdate())

    def opened(self) -> DailyCountQuerySet:
        return self.filter(form="web")

    def downloaded(self) -> DailyCountQuerySet:
        """The files; neither the page, nor the picture that others show of it, nor a short address."""
        return self.exclude(form__in=("web", "share", "door"))

    def by_form(self) -> dict[str, int]:
        return dict(self.order_by().values_list("form").annotate(n=Sum("number")))

    def by_day(self) -> dict[date, int]:
        return dict(self.order_by().values_list("day").annotate(n=Sum("number")))


class DailyCount(models.Model):
    """How many readers opened or fetched a form of an edition on a day, each counted once. No foreign keys: it stays.

    `form` is that of `EditionFile`, or "door" for a channel's short address; `channel` its code, or empty.
    """

    edition = models.PositiveIntegerField(_("edition"))
    language = models.CharField(_("language"), max_length=8)
    form = models.CharField(_("form"), max_length=10)
    channel = models.CharField(_("channel"), max_length=24, blank=True, default="")
    day = models.DateField(_("day"))
    number = models.PositiveIntegerField(_("readers"), default=0)

    objects = DailyCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("count")
        verbose_name_plural = _("counts")
        ordering = ["-day", "edition", "language", "form", "channel"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "edition", "language", "form", "channel"], name="a_day_is_counted_once"
            )
        ]
        indexes = [models.Index(fields=["channel", "day"], name="counts_of_a_channel")]

    def __str__(self) -> str:
        return f"{self.day}, {self.edition}/{self.language}/{self.form}: {self.number}"


class DaySalt(models.Model):
    """What the readers of a day are hashed with; thrown away at night, and with it every way back to an address."""

    day = models.DateField(unique=True)
    value = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return str(self.day)


class CountedReader(models.Model):
    """That a reader is counted today, as a salted hash; thrown away at night."""

    day = models.DateField()
    digest = models.BinaryField(max_length=16)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "digest"], name="a_reader_is_counted_once_a_day")]

    def __str__(self) -> str:
        return str(self.day)


# Figures of distribution, in a number of queries that does not grow with what there is.


FORMS = dict(EditionFile.Form.choices)
NOT_FILES = ("web", "share", "door")


class FigureKey(NamedTuple):
    """Of which edition (its number), language and form, by which channel (its code, or nothing)."""

    edition: int
    language: str
    form: str
    channel: str


@dataclass(frozen=True)
class Figures:
    """`sent` to agencies and `handed_out` are copies on paper; the others are readers, each counted once a day."""

    printed: int = 0
    sent: int = 0
    handed_out: int = 0
    opened: int = 0
    downloaded: int = 0
    doors: int = 0

    @property
    def given(self) -> int:
        return self.sent + self.handed_out

    def __add__(self, other: Figures) -> Figures:
        return Figures(*(getattr(self, name) + getattr(other, name) for name in NAMES))


NAMES = tuple(Figures.__dataclass_fields__)


def all_figures(since: date | None = None) -> dict[FigureKey, Figures]:
    """Everything since a day, in four queries."""
    found: defaultdict[FigureKey, Figures] = defaultdict(Figures)
    for where, name, number in (*_copies(since), *_readers(since)):
        found[where] = _plus(found[where], name, number)
    return dict(found)


def _copies(since: date | None) -> Iterable[tuple[FigureKey, str, int]]:
    runs, handouts = PrintRun.objects.delivered(), Handout.objects.all()
    sent = OrderStep.objects.filter(state=Order.State.SENT)
    if since:
        runs, handouts = runs.filter(delivered_on__gte=since), handouts.filter(on__gte=since)
        sent = sent.filter(at__date__gte=since)
    of_rows = ("edition__number", "language", "form", "channel__code")
    of_steps = ("order__edition__number", "order__language", "order__form", "order__agency__channel__code")
    for name, rows, keys, copies in (
        ("printed", runs, of_rows, "copies"),
        ("handed_out", handouts, of_rows, "copies"),
        ("sent", sent, of_steps, "order__copies"),
    ):
        for edition, language, form, channel, n in rows.order_by().values_list(*keys).annotate(n=Sum(copies)):
            yield FigureKey(edition, language, form, channel or ""), name, n


def by_code(since: date | None = None, copies: Mapping[FigureKey, Figures] | None = None) -> dict[str, Figures]:
    """By the code of a channel, nothing for what came by none: readers of past days, at least so many, in steps of five.

    A channel of which nothing is told is left out. `copies` are the figures of this period, where they are known already.
    """
    found: defaultdict[str, Figures] = defaultdict(Figures)
    for where, name, number in _copies(since) if copies is None else ():
        found[where.channel] = _plus(found[where.channel], name, number)
    for where, figures in (copies or {}).items():
        found[where.channel] += replace(figures, opened=0, downloaded=0, doors=0)
    for where, name, number in _readers(since, of_past_days=True):
        found[where.channel] = _plus(found[where.channel], name, number)
    told = {code: _in_steps(figures) for code, figures in found.items()}
    return {code: figures for code, figures in told.items() if figures != Figures()}


def _in_steps(figures: Figures) -> Figures:
    return replace(figures, **{name: in_steps(getattr(figures, name)) for name in ("opened", "downloaded", "doors")})


def _plus(figures: Figures, name: str, number: int) -> Figures:
    return replace(figures, **{name: getattr(figures, name) + number})


def _readers(since: date | None, *, of_past_days: bool = False) -> Iterable[tuple[FigureKey, str, int]]:
    counts = DailyCount.objects.since(since)
    counts = counts.of_past_days() if of_past_days else counts
    rows = counts.order_by().values_list("edition", "language", "form", "channel")
    names = {"web": "opened", "door": "doors"}
    for edition, language, form, channel, n in rows.exclude(form="share").annotate(n=Sum("number")):
        yield FigureKey(edition, language, form, channel), names.get(form, "downloaded"), n


@dataclass(frozen=True)
class ChannelRow:
    channel: Channel
    figures: Figures


def by_channel(channels: Iterable[Channel], since: date | None = None) -> list[ChannelRow]:
    """Each with what came by it."""
    found = by_code(since)
    return [ChannelRow(channel, found.get(channel.code, Figures())) for channel in channels]


@dataclass(frozen=True)
class ChannelCounts:
    """What is told of a channel: who came by its address, who opened the page, who took which file; in steps of five."""

    doors: int
    opened: int
    files: list[tuple[str, int]]

    @property
    def downloaded(self) -> int:
        return sum(number for _form, number in self.files)


def counted(counts: DailyCountQuerySet) -> ChannelCounts:
    forms = {form: in_steps(number) for form, number in counts.of_past_days().by_form().items()}
    files = [(form, number) for form, number in forms.items() if number and form not in NOT_FILES]
    named = [(str(FORMS.get(form, form)), number) for form, number in files]
    return ChannelCounts(forms.get("door", 0), forms.get("web", 0), sorted(named, key=lambda one: (-one[1], one[0])))


def days_of_channel(counts: DailyCountQuerySet) -> dict[date, int]:
    """How many readers were counted on each past day, in steps of five; a day of fewer is left out."""
    return {day: in_steps(number) for day, number in counts.of_past_days().by_day().items() if in_steps(number)}


# A program that has one of these in its name is no reader. They are matched anywhere in it, in whatever case.
ROBOT_WORDS: Final = (
    "archiv", "axios", "bot", "check", "cloud", "crawl", "curl", "embed", "facebookexternalhit", "feed", "fetch",
    "go-http", "headless", "http:", "httpclient", "https:", "java/", "libwww", "lighthouse", "monitor", "node",
    "okhttp", "perl", "phantom", "ping", "preview", "python", "ruby", "scan", "scrap", "slurp", "spider", "validat",
    "wget", "whatsapp",
)  # fmt: skip
ROBOT: Final = re.compile("|".join(map(re.escape, ROBOT_WORDS)), re.IGNORECASE)
LONGEST_NAME = 300  # of a program, as far as it is read


@dataclass(frozen=True, slots=True)
class Rule:
    sentences: tuple[str | Promise, ...]
    words: tuple[str, ...]


RULE: Final = Rule(
    sentences=(
        _("A reader is counted once a day for each edition, language, form and channel, however often they come."),
        _(
            "Readers are told apart by their network address and the name of their program, of which only a "
            "salted hash is kept; ten minutes after midnight it is thrown away, and the salt of the day with it."
        ),
        _("Anybody who opens a page or downloads a file from its beginning is counted, saved pages included."),
        _("A program without a name, or with one of the words below in its name, is not counted: it is a robot."),
        _("What a browser fetches in advance, for itself or to be read offline, is not counted."),
        _("What a cache between the reader and this site answers by itself cannot be counted."),
    ),
    words=ROBOT_WORDS,
)


def is_reader(meta: Meta) -> bool:
    """Whether a person asks, for herself and now, as far as her program says."""
    return (
        str(meta["REQUEST_METHOD"]) == "GET"
        and not is_robot(meta.get("HTTP_USER_AGENT", ""))
        and not _is_in_advance(meta)
    )


@lru_cache(maxsize=2_000)
def is_robot(program: str) -> bool:
    return not program.strip() or ROBOT.search(program[:LONGEST_NAME]) is not None


def _is_in_advance(meta: Meta) -> bool:
    purpose = str(meta.get("HTTP_SEC_PURPOSE") or meta.get("HTTP_PURPOSE") or meta.get("HTTP_X_MOZ"))
    return "prefetch" in purpose or "prerender" in purpose or "preview" in purpose


def is_for_a_script(meta: Meta) -> bool:
    """A page that no window is to show: the service worker takes it along, to be read offline."""
    shown_in, how = meta.get("HTTP_SEC_FETCH_DEST", "document"), meta.get("HTTP_SEC_FETCH_MODE", "navigate")
    return bool(shown_in != "document" and how != "navigate")


# What an agency may fetch: for each language of an edition, its forms with the agency's code, made or not yet.


@dataclass(frozen=True)
class OfferedFiles:
    language: str
    name: str
    files: list[ChannelFile]

    @property
    def is_waiting(self) -> bool:
        return any(file.is_waiting for file in self.files)

    @property
    def is_missing(self) -> bool:
        """Something of it was not asked for yet, or could not be made."""
        failed = any(file.state == EditionFile.State.FAILED for file in self.files)
        return failed or len(self.files) < len(OF_AGENCY)


def offered_to(channel: Channel, edition: Edition) -> list[OfferedFiles]:
    """The channel's own language first; two queries."""
    found: defaultdict[str, list[ChannelFile]] = defaultdict(list)
    for file in ChannelFile.objects.filter(channel=channel, edition=edition, form__in=OF_AGENCY):
        found[file.language].append(file)
    languages = sorted(edition.languages, key=lambda language: language != channel.language)
    return [OfferedFiles(language, name_of_language(language), _in_order(found[language])) for language in languages]


def _in_order(files: list[ChannelFile]) -> list[ChannelFile]:
    return sorted(files, key=lambda file: OF_AGENCY.index(file.form))
