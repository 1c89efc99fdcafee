"""What is done about the guide after the answer has gone out."""

from django.tasks import task

from guide.builds import build
from guide.builds.preview import building as previewing
from guide.distribution import channel_files
from guide.distribution.channel_files import ChannelFile
from guide.editions import Edition, EditionFile

FILES = "files"  # the queue of what takes seconds and minutes: see settings.QUEUES


@task(queue_name=FILES)
def make_file(file_id: int) -> None:
    """Nothing, where another worker has made it meanwhile, or its edition has gone."""
    file = EditionFile.objects.select_related("edition").filter(pk=file_id, state=EditionFile.State.WAITING).first()
    if file is not None:
        build.build_file(file)


@task
def make_again(edition_id: int) -> None:
    """What channels have of an edition, from the frozen documents and the names of today."""
    ChannelFile.objects.make_again(edition_id)


@task(queue_name=FILES)
def make_preview_forms(edition_id: int, language: str, token: str) -> None:
    """All forms of the edition in preparation, for its editors; goes on where it stood, see `guide.builds.preview`."""
    previewing.build_preview(Edition.objects.get(pk=edition_id), language, token)


@task
def publish_what_is_due() -> None:
    """At the moment for which an edition was set; the clock does it where no worker took this."""
    from guide.editions.scheduling import publish_what_is_due

    publish_what_is_due()


@task(queue_name=FILES)
def make_channel_file(file_id: int) -> None:
    channel_files.build_channel_file(ChannelFile.objects.select_related("edition", "channel").get(pk=file_id))
