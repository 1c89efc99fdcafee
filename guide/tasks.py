"""What is done about the guide after the answer has gone out."""

from django.tasks import task

from guide import publishing
from guide.editions import Edition


@task
def make_pdf(edition_id: int) -> None:
    publishing.make_pdf(Edition.objects.get(pk=edition_id))
