"""What is done about pages after the answer has gone out."""

import logging
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.tasks import task

log = logging.getLogger(__name__)


@task
def render_pages_that_link(page_id: int) -> int:
    """Renders anew the pages that link to this one, which has appeared, moved, or been hidden; returns how many.

    A page that cannot be laid out just now keeps the links that it has, and the others are done all the same.
    """
    model = apps.get_model("contributions", "Page")
    pages = model.objects.that_link_to(model.objects.get(pk=page_id)).values_list("pk", flat=True)
    return sum(_is_rendered_anew(model, pk) for pk in list(pages))


@task
def render_again(page_id: int) -> bool:
    """Renders a page that was written with links to pages which were not there; returns whether it could be laid out."""
    return _is_rendered_anew(apps.get_model("contributions", "Page"), page_id)


def _is_rendered_anew(model: Any, pk: int) -> bool:
    try:
        model.objects.select_related("theme").get(pk=pk).render_anew()
    except ValidationError as refusal:
        log.warning("Page %s could not be rendered anew: %s", pk, refusal.messages[0])
        return False
    return True
