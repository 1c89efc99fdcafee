"""The texts around the tips: before them, at the head of each chapter, and after them."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaign.languages import first_language
from common import markup
from contributions.history_models import Act, RevisionDetails, Revisions
from contributions.revisions import Restored, Revisioned, RevisionMetadata
from guide.self_check_parts import SelfCheckParts
from guide.texts import clean_heading, rendered
from themes.models import Theme


class SectionKind(models.TextChoices):
    """The kinds of sections. Of those that the editors name themselves (TEXT) there are as many as they add."""

    EDITORIAL = "editorial", _("Editorial")
    INTRODUCTION = "introduction", _("Introduction")
    TEXT = "text", _("Section")
    OPENING = "opening", _("Opening of a chapter")
    CONCLUSION = "conclusion", _("Conclusion")
    GLOSSARY = "glossary", _("Glossary")
    BIBLIOGRAPHY = "bibliography", _("Bibliography")
    ACKNOWLEDGEMENTS = "acknowledgements", _("Acknowledgements")
    SELF_CHECK = "self_check", _("Self-check")


class Side(models.TextChoices):
    """Where a section stands in the book; an opening stands at the head of its chapter, the self-check outside the book."""

    FRONT = "front", _("Before the chapters")
    BACK = "back", _("After the chapters")


SELF_CHECK_KEY = "self-check"
MOST_TEXTS = 40
FIRST_ORDER: dict[SectionKind, tuple[str, int]] = {
    SectionKind.EDITORIAL: (Side.FRONT, 1),
    SectionKind.INTRODUCTION: (Side.FRONT, 2),
    SectionKind.CONCLUSION: (Side.BACK, 1),
    SectionKind.GLOSSARY: (Side.BACK, 2),
    SectionKind.BIBLIOGRAPHY: (Side.BACK, 3),
    SectionKind.ACKNOWLEDGEMENTS: (Side.BACK, 4),
}
NUMBERED = {SectionKind.TEXT, SectionKind.OPENING}


class SectionQuerySet(models.QuerySet["Section"]):
    def in_order(
        self, *, at: datetime | None = None, with_self_check: bool = False, with_removed: bool = False
    ) -> list[Section]:
        """Every section, in the guide's order; those that nobody has written yet are made, empty, on the way.

        The self-check is no part of the book: it comes last, where it is asked for and somebody has opened it.
        """
        self._make_missing(at)
        rows = [row for row in self.select_related("theme") if with_removed or not row.is_removed]
        return sorted(
            (row for row in rows if with_self_check or row.kind != SectionKind.SELF_CHECK), key=_place_in_the_guide
        )

    def printed(self, *, with_self_check: bool = False) -> list[Section]:
        """Those that come out, in the guide's order: each that says something, or stands over one that does."""
        found = self.in_order(with_self_check=with_self_check)
        heads: set[int] = set()
        head = None
        for section in found:
            if not section.is_inner:
                head = section
            elif section.body and head and head.side == section.side:
                heads.add(head.pk)
        return [section for section in found if section.body or section.pk in heads]

    def add(self, title: str, *, side: str, is_inner: bool = False, at: datetime | None = None) -> Section:
        """Adds a section of that name, the last of its side. Raises ValidationError."""
        title = clean_heading(title)
        self._make_missing(at)
        with transaction.atomic():
            known = list(self.select_for_update().exclude(side=""))
            numbers = [one.position for one in known if one.kind == SectionKind.TEXT]
            if len(numbers) >= MOST_TEXTS:
                raise ValidationError(_("There are as many sections as the guide can have."), code="many")
            orders = [one.order for one in known if one.side == side]
            place = {"position": max(numbers, default=0) + 1, "side": side, "order": max(orders, default=0) + 1}
            section = Section(kind=SectionKind.TEXT, title=title, is_inner=is_inner, **place)
            section.create(at=at)
        return section

    def self_check(self, *, at: datetime | None = None) -> Section:
        """The self-check; it is made, empty, where nobody has opened it yet."""
        one = {"kind": SectionKind.SELF_CHECK, "position": 1}
        if (found := self.filter(**one).first()) is not None:
            return found
        with suppress(IntegrityError):
            Section(**one, title=_in_the_language_of_the_guide(SectionKind.SELF_CHECK)).create(at=at)
        return self.get(**one)

    def _make_missing(self, at: datetime | None) -> None:
        known = set(self.values_list("kind", "position"))
        wanted: list[tuple[SectionKind, int, dict[str, Any]]] = [
            (kind, 1, {"side": side, "order": order}) for kind, (side, order) in FIRST_ORDER.items()
        ]
        wanted += [(SectionKind.OPENING, theme.number, {"theme": theme}) for theme in Theme.objects.all()]
        for kind, position, values in wanted:
            if (kind.value, position) not in known:
                title = _in_the_language_of_the_guide(kind)
                with suppress(IntegrityError):  # somebody else has opened the desk at the same moment
                    Section(kind=kind, position=position, title=title, **values).create(at=at)


class Section(Revisioned):
    """One text of the guide besides the tips. It may be empty; an empty one is left out of the edition.

    `position` tells those of a kind apart: it is the number of an opening's theme, and of a section that editors added; `order`
    is its place on its side of the chapters. One that `is_inner` stands under the heading of the nearest before it that is not.
    One that was removed has its text and its translations still. That of the self-check is made of its parts, `self_check`.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=SectionKind.choices)
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    side = models.CharField(max_length=5, choices=Side.choices, blank=True, editable=False, default="")
    order = models.PositiveSmallIntegerField(default=0, editable=False)
    is_inner = models.BooleanField(default=False, editable=False)
    is_removed = models.BooleanField(default=False, editable=False)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    self_check = models.JSONField(_("self-check"), null=True, blank=True, editable=False)

    restored_with_text = ("title", "self_check")

    UNWRITTEN = models.Q(version=1, body="")

    objects = SectionQuerySet.as_manager()
    history = Revisions(
        "SectionRevision",
        excluded=["body_html", "modified_at", "kind", "position", "side", "order", "is_inner", "is_removed", "theme"],
        goes_with_its_text=True,  # an opening that nobody has written goes with its theme
    )

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["kind", "position"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "position"], name="a_section_stands_once"),
            models.CheckConstraint(
                condition=models.Q(kind="opening", theme__isnull=False)
                | (~models.Q(kind="opening") & models.Q(theme=None)),
                name="an_opening_belongs_to_a_theme",
            ),
        ]

    @property
    def key(self) -> str:
        """What stands in its address: "glossary", "text-2"."""
        return self.anchor.replace("_", "-")

    @property
    def anchor(self) -> str:
        """What it is called in the document of an edition."""
        return f"{self.kind}-{self.position}" if self.kind in NUMBERED else self.kind

    @property
    def label(self) -> str:
        """What the desk calls it: the name that the editors gave it, or what it is."""
        if self.theme:
            return f"{self.get_kind_display()} {self.theme.number}"
        return self.title if self.kind == SectionKind.TEXT else self.get_kind_display()

    def get_absolute_url(self) -> str:
        if self.kind == SectionKind.SELF_CHECK:
            return reverse("guide:self_check")
        return reverse("guide:section", args=[self.key])

    def screen_url(self, screen: str) -> str:
        """A section has no page of its own to read: its address is the form that edits it."""
        return self.get_absolute_url() if screen == "edit" else super().screen_url(screen)

    def changes_url(self, older: int, newer: int) -> str:
        return f"{reverse('guide:section_diff', args=[self.key])}?older={older}&newer={newer}"

    def create(self, *, at: datetime | None = None) -> None:
        with transaction.atomic():
            self.modified_at = at or timezone.now()
            self.save_without_historical_record()  # type: ignore[attr-defined]
            self._append_history(RevisionMetadata(author=None, at=self.modified_at, act=Act.WRITTEN))

    def move(self, *, is_up: bool) -> None:
        """Changes places with the one before or after it on its side; does nothing at the end of it."""
        with transaction.atomic():
            rows = Section.objects.select_for_update().filter(side=self.side).order_by("order", "pk")
            keys = [row.pk for row in rows if not row.is_removed]
            at = keys.index(self.pk) if self.pk in keys else -1
            to = at - 1 if is_up else at + 1
            if at < 0 or not 0 <= to < len(keys):
                return
            keys[at], keys[to] = keys[to], keys[at]
            for order, pk in enumerate(keys, 1):
                Section.objects.filter(pk=pk).update(order=order)

    def put_under_heading(self, *, is_inner: bool) -> None:
        """Has it stand under the heading of the section before it, or by itself."""
        Section.objects.filter(pk=self.pk).exclude(side="").update(is_inner=is_inner)

    def remove(self) -> None:
        """Takes a section that editors added out of the guide, for good where nobody ever wrote it. Raises ValidationError for
        any other: left empty, it is not printed.
        """
        if self.kind != SectionKind.TEXT:
            raise ValidationError(
                _("This section cannot be removed: leave it empty, and it is not printed."), code="fixed"
            )
        if not Section.objects.filter(self.UNWRITTEN, pk=self.pk).delete()[0]:
            Section.objects.filter(pk=self.pk).update(is_removed=True)

    def bring_back(self) -> None:
        """Puts one that was removed at the end of its side."""
        last = Section.objects.filter(side=self.side).aggregate(last=models.Max("order"))["last"] or 0
        Section.objects.filter(pk=self.pk, is_removed=True).update(is_removed=False, order=last + 1)

    @property
    def parts(self) -> SelfCheckParts:
        """Of the self-check, its kinds and questions."""
        return SelfCheckParts.from_json(self.self_check)

    def revise_self_check(
        self,
        parts: SelfCheckParts,
        *,
        title: str,
        author: User | None,
        base_version: int,
        summary: str = "",
        at: datetime | None = None,
    ) -> None:
        """Saves the self-check on top of `base_version`; does nothing where nothing changes. Raises StaleVersion, and
        ValidationError beside the field.
        """
        stored = parts.cleaned().to_json()
        if self.version == base_version and (clean_heading(title), stored) == (self.title, self.self_check):
            return
        self.record_revision(
            title=title, body="", author=author, base_version=base_version, summary=summary, at=at, self_check=stored
        )

    def undone(self, version: int) -> Restored:
        """Of the self-check, whose parts belong together, only the newest revision can be undone."""
        if self.kind != SectionKind.SELF_CHECK:
            return super().undone(version)
        if version != self.version or version <= 1:
            raise ValidationError(_("Only the newest version can be undone: restore an older one instead."))
        return self.reverted_to(version - 1)

    def _record(self, title: str, body: str, base_version: int, entry: RevisionMetadata, **changes: Any) -> None:
        if self.kind == SectionKind.SELF_CHECK:
            body = SelfCheckParts.from_json(changes.get("self_check", self.self_check)).as_markdown()
        body = markup.clean_text(body).strip()
        text = {"title": clean_heading(title), "body": body, "body_html": rendered(body, self, by=entry.author)}
        self._append(text | changes, base_version, entry)


def _place_in_the_guide(section: Section) -> tuple[int, int, int]:
    if section.kind == SectionKind.SELF_CHECK:
        return 3, 0, 0
    side = {Side.FRONT.value: 0, Side.BACK.value: 2}.get(section.side, 1)
    return side, section.order, section.position


def _in_the_language_of_the_guide(kind: SectionKind) -> str:
    with translation.override(first_language()):
        return str(kind.label)


def split_key(key: str) -> tuple[str, int]:
    """The kind and position that an address names; a kind that does not exist simply has no section."""
    name, _dash, number = key.rpartition("-")
    kind, position = (name, int(number)) if number.isdecimal() and len(number) < 4 and name else (key, 1)
    return kind.replace("-", "_"), position


if TYPE_CHECKING:

    class SectionRevision(RevisionDetails):
        self_check: dict[str, Any] | None
        objects: Any

else:
    SectionRevision = Section.history.model
