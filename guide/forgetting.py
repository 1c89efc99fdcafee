"""What goes with an erased person: her name beside the texts of published editions, which stay as they were frozen."""

from django.db import transaction

from accounts.models import User
from guide.editions import Edition
from guide.tasks import make_again


def forget_name_of(person: User) -> None:
    """She is anonymous in every edition from now on; those that named her are made again."""
    reference = str(person.pk)
    with transaction.atomic():
        for edition in Edition.objects.out().select_for_update():
            if reference in edition.names:
                names = {key: name for key, name in edition.names.items() if key != reference}
                Edition.objects.filter(pk=edition.pk).update(names=names)
                make_again.enqueue(edition.pk)
