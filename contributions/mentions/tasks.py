"""What is done about mentions after the answer has gone out."""

import logging
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.tasks import task

import markup

log = logging.getLogger(__name__)
KINDS = {"page": "Page", "contribution": "Contribution"}


@task
def render_texts_that_mention(person_id: int) -> int:
    """Renders anew the texts in which somebody is mentioned, who goes by another name now; returns how many.

    One that cannot be laid out just now keeps what it has, and the others are done all the same.
    """
    mentions = apps.get_model("contributions", "Mention").objects.filter(person=person_id)
    done = 0
    for kind, name in KINDS.items():
        model = apps.get_model("contributions", name)
        texts = mentions.exclude(**{kind: None}).order_by("pk").values_list(kind, flat=True)
        done += sum(_is_rendered_anew(model, pk) for pk in list(texts))
    return done


def _is_rendered_anew(model: Any, pk: int) -> bool:
    try:
        model.objects.select_related("theme").get(pk=pk).render_anew()
    except (ValidationError, markup.Refused) as refusal:
        log.warning("%s %s could not be rendered anew: %s", model._meta.label, pk, refusal)
        return False
    return True
