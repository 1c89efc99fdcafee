"""What is done about the guide after the answer has gone out."""

from django.tasks import task

from guide import publishing
from guide.editions import Edition


@task
def make_pdf(edition_id: int) -> None:
    publishing.make_pdf(Edition.objects.get(pk=edition_id))


@task
def make_again(edition_id: int) -> None:
    """Its page and its PDF, from the frozen document and the names of today; of an edition that was withdrawn, nothing."""
    edition = Edition.objects.published().filter(pk=edition_id).first()
    if edition is not None:
        publishing.make_web(edition)
        publishing.enqueue_pdf(edition)
