"""What is done about the guide after the answer has gone out."""

from django.tasks import task

from guide.editions import Edition, EditionFile
from guide.making import making


@task
def make_file(file_id: int) -> None:
    making.make(EditionFile.objects.select_related("edition").get(pk=file_id))


@task
def make_again(edition_id: int) -> None:
    """All its forms, from the frozen documents and the names of today; of an edition that was withdrawn, nothing."""
    edition = Edition.objects.published().filter(pk=edition_id).first()
    if edition is not None:
        making.ask(edition)
