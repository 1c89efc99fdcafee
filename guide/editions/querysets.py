"""Which editions: published, in preparation, the one that readers get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from guide.editions.files import EditionFile
from guide.places import IN_PREPARATION

if TYPE_CHECKING:
    from guide.editions.models import Edition


class EditionQuerySet(models.QuerySet["Edition"]):
    def published(self) -> EditionQuerySet:
        """Those that readers may have, newest first; one that was withdrawn is none of them."""
        return self.filter(status="published").order_by("-number")

    def readable(self) -> EditionQuerySet:
        """Those that readers have been given, newest first: until all files of one are made the one before stays current."""
        return self.published().exclude(served_at=None)

    def out(self) -> EditionQuerySet:
        """Those that have been published, withdrawn or not, newest first."""
        return self.exclude(status__in=IN_PREPARATION).order_by("-number")

    def for_lists(self) -> EditionQuerySet:
        """Each knowing in `has_pdf` whether its PDF is ready, and how many of its files wait or failed: one query."""
        pdf = EditionFile.objects.filter(
            edition=OuterRef("pk"),
            language=OuterRef("language"),
            form=EditionFile.Form.PDF,
            state=EditionFile.State.READY,
        )
        return self.defer("names").annotate(
            has_pdf=Exists(pdf),
            failed_files=_files_that_are(EditionFile.State.FAILED),
            waiting_files=_files_that_are(EditionFile.State.WAITING),
        )

    def current(self) -> Edition | None:
        """The edition that readers get: the newest that they have been given."""
        return self.readable().first()

    def instead_of_current(self, language: str) -> Edition | None:
        """The edition that answers readers while they have none: the newest that is being made, else the newest that was
        withdrawn; one in their language where there is one. None before the first.
        """
        out = self.out().defer("names")
        return min(out, key=lambda edition: (language not in edition.covers, edition.is_withdrawn), default=None)

    def newest_in(self, language: str) -> Edition | None:
        """The newest that readers may have in a language; None where there is none. A language that is being added to an
        edition is none of it before its page is made.
        """
        pages = EditionFile.objects.filter(language=language, form=EditionFile.Form.WEB).exclude(made_at=None)
        return self.readable().filter(files__in=pages).first()

    def in_preparation(self) -> Edition:
        """The edition in preparation, which may be in proof; the first is made when it is first asked for."""
        found = self.filter(status__in=IN_PREPARATION).first()
        if found is None:
            newest = self.out().first()
            number = newest.number + 1 if newest else 1
            found, _made = self.get_or_create(status__in=IN_PREPARATION, defaults={"number": number})
        return found


def _files_that_are(state: str) -> Coalesce:
    files = EditionFile.objects.filter(edition=OuterRef("pk"), state=state).order_by().values("edition")
    return Coalesce(Subquery(files.annotate(n=Count("pk")).values("n")), 0)
