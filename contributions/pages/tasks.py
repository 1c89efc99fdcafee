"""What is done about pages after the answer has gone out."""

from django.apps import apps
from django.tasks import task


@task
def render_pages_that_link(page_id: int) -> int:
    """Renders anew the pages that link to this one, which has appeared, moved, or been hidden; returns how many."""
    model = apps.get_model("contributions", "Page")
    pages = model.objects.that_link_to(model.objects.get(pk=page_id)).select_related("theme")
    for page in pages:
        page.render_anew()
    return len(pages)
