"""What people were told about something that is hidden by now is concealed with it."""

from django.db import models

from notifications.models import Notification


def conceal(what: models.Model) -> None:
    """In the transaction of the act."""
    Notification.objects.conceal(place_of(what))


def reveal(what: models.Model) -> None:
    Notification.objects.reveal(place_of(what))


def conceal_version(text: models.Model, version: int) -> None:
    """What people were told of one revision, with its first words."""
    Notification.objects.conceal(f"{text._meta.label_lower}:{text.pk}:{version}")


def reveal_version(text: models.Model, version: int) -> None:
    Notification.objects.reveal(f"{text._meta.label_lower}:{text.pk}:{version}")


def place_of(what: models.Model) -> str:
    """How notifications name a place: "page:12"."""
    return f"{what._meta.model_name}:{what.pk}"
