"""What is done about pictures after the answer has gone out."""

import logging

from django.apps import apps
from django.core.exceptions import ValidationError
from django.tasks import task

import markup

log = logging.getLogger(__name__)


@task
def render_texts_with_image(image_id: int) -> int:
    """Renders anew the texts in which a picture stands, whatever kind of text; returns how many.

    One that cannot be laid out just now keeps what it has, and the others are done all the same.
    """
    uses = apps.get_model("contributions", "ImageUse").objects.filter(upload=image_id, is_current=True)
    return sum(_is_rendered_anew(kind, pk) for kind, pk in list(uses.values_list("text_kind", "text_id")))


def _is_rendered_anew(kind: str, pk: int) -> bool:
    text = apps.get_model(kind)._default_manager.filter(pk=pk).first()
    if text is None:
        return False
    try:
        text.render_anew()
    except (ValidationError, markup.Refused) as refusal:
        log.warning("%s %s could not be rendered anew: %s", kind, pk, refusal)
        return False
    return True
