"""What is done about mentions after the answer has gone out."""

from django.tasks import task

from contributions.mentions.models import Mention
from contributions.rerendering import TEXTS_A_TASK, render_all_anew


@task
def render_texts_that_mention(person_id: int, after: int = 0) -> int:
    """Renders anew the texts in which somebody is mentioned, who goes by another name now; returns how many.

    Those of the mentions behind the key `after`, some at a time: the rest is left to a task of its own.
    """
    mentions = Mention.objects.filter(person=person_id, pk__gt=after).order_by("pk")
    some = list(mentions.values_list("pk", "page", "comment")[:TEXTS_A_TASK])
    done = render_all_anew("contributions.page", [page for _pk, page, _comment in some if page])
    done += render_all_anew("contributions.comment", [comment for _pk, _page, comment in some if comment])
    if len(some) == TEXTS_A_TASK:
        render_texts_that_mention.enqueue(person_id, some[-1][0])
    return done
