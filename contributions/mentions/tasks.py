"""What is done about mentions after the answer has gone out."""

from django.tasks import task

from contributions.mentions.models import Mention
from contributions.rerendering import render_all_anew

KINDS = ("page", "comment")


@task
def render_texts_that_mention(person_id: int) -> int:
    """Renders anew the texts in which somebody is mentioned, who goes by another name now; returns how many."""
    mentions = Mention.objects.filter(person=person_id)
    done = 0
    for kind in KINDS:
        texts = mentions.exclude(**{kind: None}).order_by("pk").values_list(kind, flat=True)
        done += render_all_anew(f"contributions.{kind}", texts)
    return done
