"""A file that passed its checks waits for the rest of its form: it is stored, and the form names it, signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.core import signing

from accounts.models import User
from campaign.videos import media_storage

SALT: Final = "campaign.videos.waiting"
WAITS: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """A stored file by its name, and what it was called where it came from."""

    name: str
    called: str

    def signed_for(self, person: User) -> str:
        return signing.dumps([self.name, self.called[:100], person.pk], salt=SALT)


def waiting_file(signed: str, person: User) -> WaitingFile | None:
    """The file that this person has sent before; None for anything else, and once it has been cleared away."""
    try:
        name, called, owner = signing.loads(signed, salt=SALT, max_age=WAITS)
        is_there = owner == person.pk and media_storage.path_of(name).is_file()
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return WaitingFile(name, called) if is_there else None
