"""What is done about pages after the answer has gone out."""

from django.apps import apps
from django.tasks import task

from contributions.rerendering import render_all_anew

PAGE = "contributions.page"


@task
def render_pages_that_link(page_id: int) -> int:
    """Renders anew the pages that link to this one, which has appeared, moved, or been hidden; returns how many."""
    model = apps.get_model(PAGE)
    return render_all_anew(PAGE, model.objects.that_link_to(model.objects.get(pk=page_id)).values_list("pk", flat=True))


@task
def render_again(page_id: int) -> bool:
    """Renders a page that was written with links to pages which were not there; returns whether it could be laid out."""
    return bool(render_all_anew(PAGE, [page_id]))
