"""Waves and people to write to, for the tests: what differs is given, the rest is made up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from typing import Any, ClassVar

from django.core.mail.backends.base import BaseEmailBackend

from accounts.models import User
from campaign.invitations.models import Wave
from campaign.invitations.sending import gather
from campaign.invitations.wave_plans import rendered_words
from tests import factories

NOON = datetime(2027, 3, 10, 11, 0, tzinfo=UTC)  # a Wednesday, noon in Paris
EVERY_DAY = [0, 1, 2, 3, 4, 5, 6]


class Server(BaseEmailBackend):
    """A mail server that does what a test asks of it."""

    taken: ClassVar[list[str]] = []
    letters: ClassVar[list[Any]] = []
    on_open: ClassVar[Callable[[], None] | None] = None
    on_letter: ClassVar[Callable[[str], None] | None] = None
    after_letter: ClassVar[Callable[[str], None] | None] = None

    def open(self) -> bool:
        if Server.on_open:
            Server.on_open()
        return True

    def send_messages(self, messages: Any) -> int:
        for message in messages:
            if Server.on_letter:
                Server.on_letter(message.to[0])
            Server.taken.append(message.to[0])
            Server.letters.append(message)
            if Server.after_letter:
                Server.after_letter(message.to[0])
        return len(messages)


@contextmanager
def own_server(settings: Any) -> Iterator[type[Server]]:
    settings.MAILERS = {"default": {"BACKEND": f"{__name__}.Server"}}
    Server.taken, Server.letters = [], []
    Server.on_open = Server.on_letter = Server.after_letter = None
    yield Server
    Server.on_open = Server.on_letter = Server.after_letter = None


def failing(problem: BaseException) -> Any:
    def fail(*_args: object) -> None:
        raise problem

    return staticmethod(fail)


def words(
    subject: str = "Une phrase suffit", body: str = "Racontez **ce que vous savez**.", **others: Any
) -> dict[str, Any]:
    return {"fr": rendered_words(subject, body, language="fr"), **others}


def create_wave(**fields: Any) -> Wave:
    """A draft that can be scheduled, for every day from 8 to 18, a thousand letters a minute."""
    values: dict[str, Any] = {
        "words": words(),
        "starts_at": NOON,
        "weekdays": EVERY_DAY,
        "begin": time(8),
        "until": time(18),
        "letters_a_minute": 1000,
        "previewed_at": NOON - timedelta(hours=1),
        "leaves_out_invited": False,  # whoever the factories make was invited
    }
    return Wave.objects.create(**values | fields)


def create_running_wave(*, by: User, **fields: Any) -> Wave:
    """One whose people are fixed."""
    wave = create_wave(**fields)
    wave.schedule(by=by, at=NOON)
    gather(wave)
    wave.refresh_from_db()
    return wave


def create_colleagues(number: int, **fields: Any) -> list[User]:
    """People with an address, by few statements."""
    first = User.objects.count()
    people = [
        User(
            username=f"c{first + place}",
            first_name=f"C{place}",
            email=f"c{first + place}@example.org",
            password="!",
            **fields,
        )
        for place in range(number)
    ]
    for person in people:
        person.set_keys()
    return User.objects.bulk_create(people)


def states(wave: Wave) -> list[str]:
    return list(wave.letters.order_by("pk").values_list("state", flat=True))


def organiser() -> User:
    return factories.create_editor(email="")
