"""The words in which pictures and files are asked for, and taken in.

The addresses under which texts show pictures and lead to files, and what they name.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import batched
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.text import slugify

from accounts import access
from accounts.models import Attribution, User
from common import markup
from contributions.uploads import limits, storage
from contributions.uploads.limits import FileRefused

if TYPE_CHECKING:
    from contributions.uploads.models import Attachment, Image


LONGEST_NAME = 60
_NAMED = {
    "images": re.compile(r"/media/images/([0-9a-f]{16})/"),
    "files": re.compile(r"/media/files/([0-9a-f]{16})/"),
}
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,5}\Z")


def tokens_in(body: str, kind: str) -> set[str]:
    """Finds what a text names: those in its code, too. To name one is not yet to show it: see uses.resolve."""
    return set(_NAMED[kind].findall(body))


def name_of(file_name: str, otherwise: str) -> str:
    """What a file is called in addresses: letters and figures of its own name, without accents and ending."""
    bare = _EXTENSION.sub("", PurePath(markup.clean_text(file_name)).name)
    apart = markup.title_key(bare).replace("'", " ")
    return slugify(apart)[:LONGEST_NAME].strip("-") or otherwise


WORDS_OF_A_SEARCH = 6
FOLDERS_AT_ONCE = 500


class UploadQuerySet(models.QuerySet[Any]):
    """Whatever people send."""

    kind = ""
    is_picture = False

    def in_sight(self) -> Self:
        return self.filter(is_hidden=False)

    def for_reader(self, reader: access.Person) -> Self:
        """Those that stand in a text which the reader may read, now or in its history; hers; for editors, all."""
        if access.is_editor(reader):
            return self
        return self.in_sight().filter(self._readable_by(reader))

    def nameable_in(self, *texts: models.Model, by: access.Person | None) -> Self:
        """Those that one of the texts shows already, now or in its history, and those that `by` may see."""
        if by is not None and access.is_editor(by):
            return self
        shown = Q(pk=None) if by is None else self._readable_by(by)
        for text in texts:
            uses = self._uses().filter(is_hidden=False, text_kind=text._meta.label_lower, text_id=text.pk or 0)
            shown |= Q(Exists(uses))
        return self.filter(shown)

    def _readable_by(self, reader: access.Person) -> Q:
        if not access.may_read_wiki(reader):
            return Q(pk=None)
        mine = Q(uploader=reader.pk) if reader.is_authenticated else Q(pk=None)
        return mine | Q(Exists(self._uses_that_show(reader)))

    def _uses_that_show(self, reader: access.Person) -> models.QuerySet[Any]:
        pages = apps.get_model("contributions", "Page").objects.visible_to(reader).order_by()
        comments = apps.get_model("contributions", "Comment").objects.visible_to(reader).order_by()
        shown = Q(text_kind="contributions.page", text_id__in=pages.values("pk"))
        shown |= Q(text_kind="contributions.comment", text_id__in=comments.values("pk"))
        if access.is_translator(reader):  # what she translates
            shown |= Q(text_kind__startswith="guide.", is_current=True)
        return self._uses().filter(shown, is_hidden=False)

    def search(self, question: str) -> Self:
        """Those in whose words, name or uploader's first name every word of the question occurs."""
        found = self
        for word in markup.title_key(question).split()[:WORDS_OF_A_SEARCH]:
            named = Q(uploader__first_name__icontains=word) & ~Q(uploader__attribution=Attribution.ANONYMOUS)
            found = found.filter(Q(search_key__contains=word) | named)
        return found

    def mine_first(self, person: User) -> Self:
        mine = Case(When(uploader=person.pk, then=Value(0)), default=Value(1))
        return self.select_related("uploader").order_by(mine, "-created_at", "-pk")

    def unused(self, *, before: datetime) -> Self:
        """Sent before this moment, and never in any text."""
        return self.filter(~Exists(self._uses()), created_at__lt=before, is_hidden=False)

    def with_may_delete(self, person: User) -> Self:
        """Says of each, as `may_delete`, whether this person may delete it: she sent it, and no text has it."""
        hers = Q(uploader=person.pk, is_hidden=False)
        return self.annotate(may_delete=Case(When(hers & ~Exists(self._uses()), then=True), default=False))

    def _uses(self) -> models.QuerySet[Any]:
        return self.model.uses.rel.related_model.objects.filter(upload=OuterRef("pk"))  # type: ignore[no-any-return]

    def clear_away(self, *, older_than: timedelta, at: datetime | None = None) -> int:
        """Deletes what was sent and never used, and folders that belong to nothing; returns how many went."""
        cleared = 0
        for upload in self.unused(before=(at or timezone.now()) - older_than):
            cleared += upload.withdraw_unused()
        for some in batched(storage.folders(self.kind, older_than=older_than.total_seconds()), FOLDERS_AT_ONCE):
            cleared += self._remove_strays(some)
        return cleared

    def _remove_strays(self, folders: Sequence[tuple[str, Path]]) -> int:
        """Removes those of these folders that belong to nothing, with one query; returns how many."""
        tokens = [token for token, _folder in folders if token]
        known = set(self.filter(token__in=tokens).order_by().values_list("token", flat=True))
        strays = [folder for token, folder in folders if token not in known]
        for folder in strays:
            storage.remove_folder(folder)
        return len(strays)

    def _known(self, uploader: User, sha256: str) -> Any:
        known = self.filter(uploader=uploader, sha256=sha256).first()
        if known is not None and known.is_hidden:
            raise limits.removed(known.hidden_reason)
        return known

    def _take_in(self, content: bytes, upload: Any, limit: int) -> Any:
        """Stores one file once: files first, then the row that speaks of them. Of two that come at once, one stays."""
        if len(content) > limit:
            raise limits.too_large(len(content), limit, is_picture=self.is_picture)
        upload.sha256 = hashlib.sha256(content).hexdigest()
        if (known := self._known(upload.uploader, upload.sha256)) is not None:
            return known
        upload.token = storage.new_token()
        try:
            with storage.unfinished(self.kind, upload.token) as folder:
                upload.fill(folder, content)
                storage.finish(folder, self.kind, upload.token)
        except FileRefused as refused:
            raise limits.refusal(refused, is_picture=self.is_picture) from None
        return self._saved(upload)

    def _saved(self, upload: Any) -> Any:
        try:
            with transaction.atomic():
                upload.save()
        except IntegrityError:
            storage.remove(self.kind, upload.token)
            if (known := self._known(upload.uploader, upload.sha256)) is None:
                raise
            return known
        except BaseException:
            storage.remove(self.kind, upload.token)
            raise
        return upload


class ImageQuerySet(UploadQuerySet):
    kind, is_picture = "images", True

    def take_in(
        self,
        content: bytes,
        *,
        file_name: str,
        uploader: User,
        alt: str = "",
        is_decorative: bool = False,
        credit: str = "",
        at: datetime | None = None,
    ) -> Image:
        """Stores a picture that somebody sent, made anew; one that she sent before is the one that she gets.

        Raises NotTaken, with nothing stored, and ValidationError for words that cannot be.
        """
        words = {"alt": alt, "is_decorative": is_decorative, "credit": credit}
        name = name_of(file_name, "image")
        image = self.model(uploader=uploader, name=name, created_at=at or timezone.now(), **words)
        image.clean_words()
        stored: Image = self._take_in(content, image, settings.PICTURE_MEGABYTES * limits.MEGA)
        if stored is not image and (alt or is_decorative or credit):
            stored.describe(
                by=uploader, alt=alt or stored.alt, is_decorative=is_decorative, credit=credit or stored.credit
            )
        return stored


class AttachmentQuerySet(UploadQuerySet):
    kind = "files"

    def take_in(self, content: bytes, *, file_name: str, uploader: User, at: datetime | None = None) -> Attachment:
        """Stores a PDF as it was sent, once it is known to do nothing by itself. Raises NotTaken."""
        title = markup.clean_text(Path(file_name).name)[:150] or "document.pdf"
        attachment = self.model(
            uploader=uploader, title=title, name=name_of(file_name, "document"), created_at=at or timezone.now()
        )
        stored: Attachment = self._take_in(content, attachment, settings.FILE_MEGABYTES * limits.MEGA)
        return stored
