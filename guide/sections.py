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

import markup
from accounts.models import User
from campaign.languages import first_language
from contributions.history_models import Act, RevisionDetails, Revisions
from contributions.revisions import Restored, Revisioned, RevisionMetadata
from guide.self_check_parts import SelfCheckParts
from guide.texts import clean_heading, rendered
from themes.models import Theme


class SectionKind(models.TextChoices):
    """The kinds of sections, in the order in which the guide has them; openings stand at the head of their chapters."""

    EDITORIAL = "editorial", _("Editorial")
    INTRODUCTION = "introduction", _("Introduction")
    NOTION = "notion", _("Notion")
    OPENING = "opening", _("Opening of a chapter")
    CONCLUSION = "conclusion", _("Conclusion")
    BEFORE_PUBLISHING = "before_publishing", _("Before publishing")
    GLOSSARY = "glossary", _("Glossary")
    BIBLIOGRAPHY = "bibliography", _("Bibliography")
    ACKNOWLEDGEMENTS = "acknowledgements", _("Acknowledgements")
    SELF_CHECK = "self_check", _("Self-check")


NOTIONS = 4
SELF_CHECK_KEY = "self-check"
PRINTED = [kind for kind in SectionKind if kind != SectionKind.SELF_CHECK]
ORDER = {kind.value: position for position, kind in enumerate(SectionKind)}


class SectionQuerySet(models.QuerySet["Section"]):
    def in_order(self, *, at: datetime | None = None, with_self_check: bool = False) -> list[Section]:
        """Every section, in the guide's order; those that nobody has written yet are made, empty, on the way.

        The self-check is no part of the book: it comes last, where it is asked for and somebody has opened it.
        """
        self._make_missing(at)
        rows = (row for row in self.select_related("theme") if with_self_check or row.kind != SectionKind.SELF_CHECK)
        return sorted(rows, key=lambda section: (ORDER[section.kind], section.position))

    def self_check(self, *, at: datetime | None = None) -> Section:
        """The self-check; it is made, empty, where nobody has opened it yet."""
        one = {"kind": SectionKind.SELF_CHECK, "position": 1}
        if (found := self.filter(**one).first()) is not None:
            return found
        with suppress(IntegrityError):
            Section(**one, title=_in_the_language_of_the_guide(SectionKind.BEFORE_PUBLISHING)).create(at=at)
        return self.get(**one)

    def _make_missing(self, at: datetime | None) -> None:
        themes = {theme.number: theme for theme in Theme.objects.all()}
        known = set(self.values_list("kind", "position"))
        for kind in PRINTED:
            positions = {SectionKind.NOTION: range(1, NOTIONS + 1), SectionKind.OPENING: sorted(themes)}.get(
                kind, range(1, 2)
            )
            for position in positions:
                if (kind.value, position) not in known:
                    theme = themes[position] if kind == SectionKind.OPENING else None
                    section = Section(
                        kind=kind, position=position, theme=theme, title=_in_the_language_of_the_guide(kind)
                    )
                    with suppress(IntegrityError):  # somebody else has opened the desk at the same moment
                        section.create(at=at)


class Section(Revisioned):
    """One text of the guide besides the tips. It may be empty; an empty one is left out of the edition.

    That of the self-check is made of its parts, `self_check`, which no other section has.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=SectionKind.choices)
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    self_check = models.JSONField(_("self-check"), null=True, blank=True, editable=False)

    restored_with_text = ("title", "self_check")

    UNWRITTEN = models.Q(version=1, body="")

    objects = SectionQuerySet.as_manager()
    history = Revisions(
        "SectionRevision",
        excluded=["body_html", "modified_at", "kind", "position", "theme"],
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
        """What stands in its address: "glossary", "notion-2"."""
        name = self.kind.replace("_", "-")
        return f"{name}-{self.position}" if self.kind in {SectionKind.NOTION, SectionKind.OPENING} else name

    @property
    def label(self) -> str:
        """What the desk calls it."""
        if self.theme:
            return f"{self.get_kind_display()} {self.theme.number}"
        return (
            f"{self.get_kind_display()} {self.position}" if self.kind == SectionKind.NOTION else self.get_kind_display()
        )

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
