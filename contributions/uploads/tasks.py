"""What is done about pictures after the answer has gone out."""

from django.apps import apps
from django.tasks import task

from contributions.rerendering import render_all_anew


@task
def render_texts_with_image(image_id: int) -> int:
    """Renders anew the texts in which a picture stands, whatever kind of text; returns how many."""
    uses = apps.get_model("contributions", "ImageUse").objects.filter(upload=image_id, is_current=True)
    return sum(render_all_anew(kind, [pk]) for kind, pk in list(uses.values_list("text_kind", "text_id")))
