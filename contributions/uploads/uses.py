"""Which texts show which pictures: resolved when a text is rendered, stored as rows, rendered anew when a picture changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models

from accounts import access
from common import markup
from contributions.uploads.models import AttachmentUse, Image, ImageUse, Upload
from contributions.uploads.querysets import tokens_in

if TYPE_CHECKING:
    from accounts.models import User
    from contributions.revisions import Revisioned

USES: dict[str, Any] = {"images": ImageUse, "files": AttachmentUse}


def resolve(body: str, *texts: models.Model, by: access.Person | None) -> dict[str, markup.EmbeddedPicture]:
    """Finds the pictures that `body` may show: those that one of the `texts` shows already, and those that its writer may
    see; the system (`by=None`) adds none. So nobody shows to others what is hidden from herself.

    Returns what each picture is, by the addresses under which it may stand in the text. One that is hidden is left out.
    """
    tokens = tokens_in(body, "images")
    if not tokens:
        return {}
    images = Image.objects.in_sight().filter(token__in=tokens)
    found = images.nameable_in(*texts, by=by)
    return {image.address_at(width): image.shown for image in found for width in image.widths}


def store_uses(text: Revisioned, *others: models.Model, by: User | None, before: str | None = None) -> None:
    """Stores which uploads the newest version of a text uses: those it names and `resolve` allows. `others` are the texts that
    it was made from. What older versions showed stays, since the history can be read.

    No query where neither the text nor what it said `before`, where that is known, names anything.
    """
    for kind, model in USES.items():
        if before is not None and not tokens_in(text.body, kind) and not tokens_in(before, kind):
            continue
        rows = model.objects.filter(text_kind=text._meta.label_lower, text_id=text.pk)
        known = dict(rows.values_list("upload__token", "is_current"))
        tokens = tokens_in(text.body, kind)
        if tokens:
            uploads = model._meta.get_field("upload").related_model.objects.filter(token__in=tokens)
            tokens = set(uploads.nameable_in(text, *others, by=by).values_list("token", flat=True))
        if tokens or known:
            _write(model, rows, tokens, known, text)


def conceal(text: Revisioned, bodies: Iterable[str]) -> None:
    """Hides the uses that only hidden versions of a text name. Their `bodies` have left the history."""
    for uses, token in _named(text, bodies):
        if not text.history.filter(body__contains=f"/{token}/").exists():
            uses.update(is_hidden=True)


def reveal(text: Revisioned, body: str) -> None:
    """Shows again what a version of a text names: its `body` is back in the history."""
    for uses, _token in _named(text, [body]):
        uses.update(is_hidden=False)


def _named(text: Revisioned, bodies: Iterable[str]) -> Iterator[tuple[Any, str]]:
    """The use of each picture and file that the bodies name, and its token."""
    whole = "\n".join(bodies)
    for kind, model in USES.items():
        rows = model.objects.filter(text_kind=text._meta.label_lower, text_id=text.pk)
        for token in tokens_in(whole, kind):
            yield rows.filter(upload__token=token), token


def _write(model: Any, rows: Any, tokens: set[str], known: dict[str, bool], text: Revisioned) -> None:
    rows.filter(is_current=True).exclude(upload__token__in=tokens).update(is_current=False)
    rows.filter(upload__token__in=tokens).exclude(is_current=True, is_hidden=False).update(
        is_current=True, is_hidden=False
    )
    uploads = model._meta.get_field("upload").related_model.objects.filter(token__in=tokens - known.keys())
    model.objects.bulk_create(
        [model(upload=upload, text_kind=text._meta.label_lower, text_id=text.pk) for upload in uploads],
        ignore_conflicts=True,
    )


def texts_with(upload: Upload, reader: access.Person) -> list[Any]:
    """The texts in which it stands now, as far as the reader may see them."""
    found: list[Any] = []
    for name in ("Page", "Comment"):
        model = apps.get_model("contributions", name)
        ids = upload.uses.filter(text_kind=model._meta.label_lower, is_current=True).values("text_id")
        found += model.objects.visible_to(reader).filter(pk__in=ids).select_related("theme").defer("body", "body_html")
    return found
