"""The texts around the tips: before them, at the head of each chapter, and after them."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

import markup
from campaign.languages import first_language
from contributions.history_models import Act, RevisionDetails, Revisions
from contributions.revisions import Revisioned, RevisionMetadata
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


NOTIONS = 4
ORDER = {kind.value: position for position, kind in enumerate(SectionKind)}


class SectionQuerySet(models.QuerySet["Section"]):
    def in_order(self, *, at: datetime | None = None) -> list[Section]:
        """Every section, in the guide's order; those that nobody has written yet are made, empty, on the way."""
        self._make_missing(at)
        return sorted(self.select_related("theme"), key=lambda section: (ORDER[section.kind], section.position))

    def _make_missing(self, at: datetime | None) -> None:
        themes = {theme.number: theme for theme in Theme.objects.all()}
        known = set(self.values_list("kind", "position"))
        for kind in SectionKind:
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
    """One text of the guide besides the tips. It may be empty; an empty one is left out of the edition."""

    kind = models.CharField(_("kind"), max_length=20, choices=SectionKind.choices)
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    restored_with_text = ("title",)

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

    def _record(self, title: str, body: str, base_version: int, entry: RevisionMetadata, **changes: Any) -> None:
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
        objects: Any

else:
    SectionRevision = Section.history.model
