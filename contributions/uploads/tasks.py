"""What is done about pictures after the answer has gone out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.tasks import task

from contributions.rerendering import render_all_anew

if TYPE_CHECKING:
    from contributions.uploads.models import Upload


@task
def render_texts_with_image(image_id: int) -> int:
    """Renders anew the texts in which a picture stands, whatever kind of text; returns how many."""
    uses = apps.get_model("contributions", "ImageUse").objects.filter(upload=image_id, is_current=True)
    return sum(render_all_anew(kind, [pk]) for kind, pk in list(uses.values_list("text_kind", "text_id")))


def rerender_texts_with(upload: Upload) -> None:
    """Has the texts in which it stands rendered anew. The task is stored in the transaction: it cannot be lost."""
    if upload.kind == "images" and upload.uses.filter(is_current=True).exists():
        render_texts_with_image.enqueue(upload.pk)
