"""What is done about pages after the answer has gone out."""

from django.apps import apps
from django.tasks import task

from contributions.rerendering import TEXTS_A_TASK, render_all_anew

PAGE = "contributions.page"


@task
def render_pages_that_link(page_id: int, after: int = 0) -> int:
    """Renders anew the pages that link to this one, which has appeared, moved, or been hidden; returns how many.

    Those behind the key `after`, some at a time: the rest is left to a task of its own.
    """
    model = apps.get_model(PAGE)
    linking = model.objects.that_link_to(model.objects.get(pk=page_id)).filter(pk__gt=after).order_by("pk")
    some = list(linking.values_list("pk", flat=True)[:TEXTS_A_TASK])
    done = render_all_anew(PAGE, some)
    if len(some) == TEXTS_A_TASK:
        render_pages_that_link.enqueue(page_id, some[-1])
    return done


@task
def render_again(page_id: int) -> bool:
    """Renders a page that was written with links to pages which were not there; returns whether it could be laid out."""
    return bool(render_all_anew(PAGE, [page_id]))
