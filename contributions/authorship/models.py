"""Where the words of a page come from, as far as it has been followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from common import markup
from common.database import statements
from contributions.pages.models import Page


class AuthorshipQuerySet(models.QuerySet["Authorship"]):
    def take(self, page: int, origins: markup.Blame, *, version: int, instead_of: int) -> bool:
        """Stores where the words of `version` come from, unless somebody went on from `instead_of` meanwhile: then False."""
        values = {"version": version, "runs": _written(origins.runs), "removed": _lines(origins)}
        if instead_of:
            return bool(statements.update(self.model, values, {"page": page, "version": instead_of}))
        self.bulk_create([self.model(page_id=page, **values)], ignore_conflicts=True)
        return self.filter(page=page, version=version).exists()


class Authorship(models.Model):
    """Derived from the revisions of a page alone: it can be thrown away and made again (`manage.py rebuild_authorship`).

    An origin is the key of a revision's row, which says its page, its version and its author; it holds no name and no
    word. `runs` and `removed` are a `markup.Blame` in a compact writing: "120.3041 45.3077", lengths and origins.
    """

    page = models.OneToOneField(
        Page, on_delete=models.CASCADE, primary_key=True, related_name="+", verbose_name=_("page")
    )
    version = models.PositiveIntegerField(_("version"))
    runs = models.TextField(_("origins"))
    removed = models.TextField(_("origins of what has gone"), blank=True)

    objects = AuthorshipQuerySet.as_manager()

    if TYPE_CHECKING:
        page_id: int

    class Meta:
        verbose_name = _("authorship")
        verbose_name_plural = _("authorships")

    def __str__(self) -> str:
        return f"{self.page} ({self.version})"

    @property
    def origins(self) -> markup.Blame:
        lines = (line.partition(" ") for line in self.removed.splitlines())
        return markup.Blame(_read(self.runs), {key: _read(runs) for key, _space, runs in lines})


def _written(runs: markup.Runs) -> str:
    return " ".join(f"{length}.{origin}" for length, origin in runs)


def _lines(origins: markup.Blame) -> str:
    return "\n".join(f"{key} {_written(runs)}" for key, runs in origins.removed.items())


def _read(written: str) -> markup.Runs:
    pairs = (run.partition(".") for run in written.split())
    return tuple((int(length), int(origin)) for length, _dot, origin in pairs)
