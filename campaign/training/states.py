"""What a registration can be, and what can become of it."""

from django.db import models
from django.utils.translation import pgettext_lazy


class RegistrationState(models.TextChoices):
    REGISTERED = "registered", pgettext_lazy("of a person, for a session", "registered")
    WAITING = "waiting", pgettext_lazy("of a person, for a session", "on the waiting list")
    CANCELLED = "cancelled", pgettext_lazy("of a person, for a session", "does not come")


class RegistrationAct(models.TextChoices):
    REGISTERED = "registered", pgettext_lazy("what became of a registration", "registered")
    WAITING = "waiting", pgettext_lazy("what became of a registration", "joined the waiting list")
    PROMOTED = "promoted", pgettext_lazy("what became of a registration", "got a seat that was free")
    CANCELLED = "cancelled", pgettext_lazy("what became of a registration", "does not come")
    CAME = "came", pgettext_lazy("what became of a registration", "came")
    NOT_CAME = "not_came", pgettext_lazy("what became of a registration", "was noted as here by mistake")
