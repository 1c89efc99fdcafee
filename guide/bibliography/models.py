"""How references come into the bibliography, and which of them are the same."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaign.languages import first_language
from common import markup
from common.html import sentence
from common.words.language_names import spoken_in
from guide.bibliography.csl import cleaned, first_name_of, language_of, marks_of, sort_key_of, year_of

MOST = 400
ATTEMPTS = 20


class Duplicate(ValidationError):
    """The bibliography has it already; `same` is that reference."""

    def __init__(self, same: Reference) -> None:
        super().__init__(
            sentence(gettext("The bibliography has it already: “%(title)s”."), title=same.titled), code="same"
        )
        self.same = same


class ReferenceQuerySet(models.QuerySet["Reference"]):
    def add(self, csl: dict[str, Any], *, by: User | None, accept_duplicate: bool = False) -> Reference:
        """Stores one more; its key is the id that it brings, or its first name and year. Raises Duplicate, and
        ValidationError beside the field.
        """
        item = cleaned(csl)
        if self.count() >= MOST:
            raise ValidationError(_("A bibliography can have at most %(most)s entries.") % {"most": MOST}, code="many")
        if not accept_duplicate and (same := self.same_as(item)):
            raise Duplicate(same)
        wanted = key_for(csl.get("id"), item)
        for attempt in range(ATTEMPTS):
            key = wanted if not attempt else f"{wanted[:76]}-{attempt + 1}"
            try:
                with transaction.atomic():
                    return self.create(key=key, csl=item, sort_key=sort_key_of(item), added_by=by)
            except IntegrityError:
                continue
        raise ValidationError(_("Too many references have this key: choose another one."), code="key")

    def same_as(self, item: dict[str, Any]) -> Reference | None:
        """The one that has its DOI, its address, or its title and year."""
        marks = marks_of(item)
        return next((known for known in self.all() if marks & marks_of(known.csl)), None)


def key_for(wanted: object, item: dict[str, Any]) -> str:
    given = slugify(markup.title_key(wanted))[:80] if isinstance(wanted, str) else ""
    return given or slugify(markup.title_key(f"{first_name_of(item)} {year_of(item)}"))[:80].strip("-") or "reference"


# An entry of the bibliography, as the citation style language (CSL) describes it.


class Reference(models.Model):
    """What the guide cites. `csl` is one item of CSL JSON (https://docs.citationstyles.org/); `key` is its id there."""

    key = models.SlugField(_("key"), max_length=80, unique=True)
    csl = models.JSONField(_("CSL JSON"))
    sort_key = models.CharField(max_length=200, editable=False, blank=True)
    added_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("added by")
    )
    added_at = models.DateTimeField(_("added"), default=timezone.now)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        ordering = ["sort_key", "key"]

    def __str__(self) -> str:
        return markup.typeset(str(self.csl.get("title") or self.key), self.language or first_language())

    @property
    def kind(self) -> str:
        return str(self.csl.get("type", ""))

    @property
    def language(self) -> str:
        """The code of the language of its title; "" where nobody said."""
        return language_of(self.csl)

    @property
    def titled(self) -> str:
        """Its title, which says its language on a screen in another one."""
        return spoken_in(str(self), self.language)

    def change(self, csl: dict[str, Any]) -> None:
        """Sets what it says; nothing where somebody has removed it. Raises ValidationError beside the field."""
        item = cleaned(csl)
        self.csl, self.sort_key = item, sort_key_of(item)
        Reference.objects.filter(pk=self.pk).update(csl=self.csl, sort_key=self.sort_key)
