"""Which texts show which pictures: resolved when a text is rendered, kept as rows, rendered anew when a picture changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps

import markup
from accounts import access
from contributions.images.addresses import tokens_in

if TYPE_CHECKING:
    from contributions.images.models import Upload
    from contributions.revisions import Revisioned

USES = {"images": "ImageUse", "files": "AttachmentUse"}


def resolve(body: str) -> dict[str, markup.Picture]:
    """What each picture in a text is, by the addresses under which it may stand there. One that is hidden is not in it."""
    tokens = tokens_in(body, "images")
    if not tokens:
        return {}
    found = apps.get_model("contributions", "Image").objects.in_sight().filter(token__in=tokens)
    return {image.address_at(width): image.shown for image in found for width in image.widths}


def keep(text: Revisioned, *, before: str | None = None) -> None:
    """Keeps what the newest version of a text names. What older ones named stays: its history can be read.

    No query where neither the text nor what it said `before`, where that is known, names anything.
    """
    for kind, name in USES.items():
        if before is not None and not tokens_in(text.body, kind) and not tokens_in(before, kind):
            continue
        model = apps.get_model("contributions", name)
        rows = model.objects.filter(text_kind=text._meta.label_lower, text_id=text.pk)
        known = dict(rows.values_list("upload__token", "is_current"))
        tokens = tokens_in(text.body, kind)
        if tokens or known:
            _write(model, rows, tokens, known, text)


def _write(model: Any, rows: Any, tokens: set[str], known: dict[str, bool], text: Revisioned) -> None:
    rows.filter(is_current=True).exclude(upload__token__in=tokens).update(is_current=False)
    rows.filter(is_current=False, upload__token__in=tokens).update(is_current=True)
    uploads = model._meta.get_field("upload").related_model.objects.filter(token__in=tokens - known.keys())
    model.objects.bulk_create(
        [model(upload=upload, text_kind=text._meta.label_lower, text_id=text.pk) for upload in uploads],
        ignore_conflicts=True,
    )


def wake_texts_with(upload: Upload) -> None:
    """Has the texts in which it stands rendered anew. The task is kept in the transaction: it cannot be lost."""
    from contributions.images.tasks import render_texts_with_image

    if upload.kind == "images" and upload.uses.filter(is_current=True).exists():
        render_texts_with_image.enqueue(upload.pk)


def texts_with(upload: Upload, reader: access.Person) -> list[Any]:
    """The texts in which it stands now, as far as the reader may see them."""
    found: list[Any] = []
    for name in ("Page", "Contribution"):
        model = apps.get_model("contributions", name)
        ids = upload.uses.filter(text_kind=model._meta.label_lower, is_current=True).values("text_id")
        found += model.objects.visible_to(reader).filter(pk__in=ids).select_related("theme").defer("body", "body_html")
    return found
