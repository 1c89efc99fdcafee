"""Counts who opens and downloads the guide: once a day a reader, without a query while she waits.

`note` puts down who came, in the memory of the process; every `COUNT_EVERY` seconds what was put down is written, all of it
or nothing, in one transaction. A process that is killed loses the seconds that it had not written, and nothing is counted
twice: of each reader a salted hash is stored until the day is over, and whoever writes holds the salt of that day.
"""

from __future__ import annotations

import hmac
import logging
import re
import secrets
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import batched, islice
from threading import Event, Lock, Thread, main_thread
from time import time
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.db import close_old_connections, connections, transaction
from django.db.models import F
from django.utils import timezone

from accounts.client_ip import Meta, client_address
from campaign.site_settings.current import last_known_zone, read_time_zone
from guide.distribution.channels import Channel
from guide.distribution.figures import LONGEST_NAME, CountedReader, DailyCount, DaySalt, is_for_a_script, is_reader

log = logging.getLogger(__name__)

MOST_WAITING = 100_000
AT_ONCE = 500  # hashes in a query
STILL_OPEN: Final = timedelta(minutes=10)  # after midnight: what was put down before can be written until then
MOST_KNOWN = 1_000
LONGEST_WAIT: Final = 2.0  # seconds, for a database that is slow to answer or away
# All that `note` makes of what is said of a request.
DECIDING: Final = (
    "REQUEST_METHOD",
    "HTTP_USER_AGENT",
    "REMOTE_ADDR",
    "HTTP_X_FORWARDED_FOR",
    "QUERY_STRING",
    "HTTP_SEC_PURPOSE",
    "HTTP_PURPOSE",
    "HTTP_X_MOZ",
    "HTTP_SEC_FETCH_DEST",
    "HTTP_SEC_FETCH_MODE",
)
CHANNEL: Final = re.compile(r"(?:^|&)c=([-\w]{1,24})(?=&|$)", re.ASCII)


class CountKey(NamedTuple):
    """What is counted, by day."""

    day: date
    edition: int
    language: str
    form: str
    channel: str


class Visit(NamedTuple):
    what: CountKey
    address: str
    program: str


def note(meta: Meta, *, edition: int, language: str, form: str, channel: str | None = None) -> None:
    """Puts down that a reader opened or fetched a form of an edition, or a channel's "door". Anything else that asks is left
    out. The channel is the one that the address names (`?c=`) where none is given.

    Who asks for the same again within seconds is known already: that saves a fifth of what a request of the guide costs.
    """
    # A day ends with a minute.
    asked = (int(time()) // 60, edition, language, form, channel, *map(meta.get, DECIDING))
    if asked not in visits.known:
        if visit := visit_of(meta, edition=edition, language=language, form=form, channel=channel):
            visits.add(visit)
        visits.know(asked)


def visit_of(meta: Meta, *, edition: int, language: str, form: str, channel: str | None = None) -> Visit | None:
    if not is_reader(meta) or (form == "web" and is_for_a_script(meta)):
        return None
    if channel is None:
        named = CHANNEL.search(meta.get("QUERY_STRING", ""))
        channel = named[1] if named else ""
    today = timezone.localdate(timezone=last_known_zone())
    what = CountKey(today, edition, language, form, channel)
    return Visit(what, client_address(meta), meta.get("HTTP_USER_AGENT", "")[:LONGEST_NAME])


def start() -> None:
    """Has what is put down written from now on, by a thread of this process, the last of it when the process ends.

    Returns once it is known when a day begins, or the database has not said so in time: nobody is served before.
    """
    writer = VisitWriter(name="counting")
    writer.start()
    writer.has_asked.wait(LONGEST_WAIT)


class Visits:
    """Who came and is not written yet. The same reader is put down once. `known` is what was asked since the last writing."""

    def __init__(self, most: int = MOST_WAITING) -> None:
        self._most = most
        self._waiting: dict[Visit, None] = {}
        self.known: set[tuple[Any, ...]] = set()
        self._lock = Lock()
        self._is_writing = Lock()

    def add(self, visit: Visit) -> None:
        if visit not in self._waiting:
            with self._lock:
                self._waiting[visit] = None
                if len(self._waiting) > self._most:
                    self._drop()

    def know(self, asked: tuple[Any, ...]) -> None:
        if len(self.known) >= MOST_KNOWN:
            self.known = set()
        self.known.add(asked)

    def __len__(self) -> int:
        return len(self._waiting)

    def write(self) -> None:
        """Writes what waits; where the database does not take it, it goes on waiting."""
        with self._is_writing:
            with self._lock:
                taken, self._waiting, self.known = self._waiting, {}, set()
            if not taken:
                return
            try:
                count(taken)
            except Exception as problem:  # whatever it is, nobody is lost
                log.error("%s readers wait to be counted until it can be written: %s", len(taken), _in_a_line(problem))
                self._put_back(taken)

    def _put_back(self, taken: dict[Visit, None]) -> None:
        with self._lock:
            self._waiting = taken | self._waiting
            self._drop()

    def _drop(self) -> None:
        """The oldest go where there are too many."""
        if (many := len(self._waiting) - self._most) > 0:
            many += self._most // 100  # not one by one
            for visit in list(islice(self._waiting, many)):
                del self._waiting[visit]
            self.known = set()
            log.error("%s readers are not counted: the database did not take them in time", many)


class VisitWriter(Thread):
    """Writes every few seconds, and once more when the main thread has ended: the process waits for that, as for any thread."""

    forgotten: date | None = None

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.has_asked = Event()

    def run(self) -> None:
        is_serving = True
        self._learn_zone()
        self.has_asked.set()
        while is_serving:
            main_thread().join(max(settings.COUNT_EVERY, 1))
            is_serving = main_thread().is_alive()  # before what waits is written: nobody comes afterwards
            close_old_connections()
            visits.write()
            self._forget()
        if lost := len(visits):
            log.error("%s readers are not counted: the process ends, and the database does not answer", lost)
        connections.close_all()

    def _learn_zone(self) -> None:
        """Days are those of the organisation: as of its settings, which whoever writes or answers reads again."""
        try:
            read_time_zone()
        except Exception as problem:
            log.error("The time zone is not known yet: %s", _in_a_line(problem))

    def _forget(self) -> None:
        """When a day is over, its readers are forgotten, whether or not somebody runs what is due by the clock."""
        today = first_open_day()
        if self.forgotten == today:
            return
        try:
            forget_readers()
            self.forgotten = today
        except Exception as problem:
            log.error("The readers of yesterday are not forgotten yet: %s", _in_a_line(problem))


def _in_a_line(problem: Exception) -> str:
    """It is said every few seconds, as long as the database is away."""
    return f"{type(problem).__name__}: {' '.join(str(problem).split())[:200]}"


def count(visits: Iterable[Visit]) -> None:
    """Counts those who were not counted before: all of it is written, or nothing."""
    by_day: defaultdict[date, list[Visit]] = defaultdict(list)
    read_time_zone()
    with transaction.atomic():
        for visit in _with_channels(list(visits)):
            by_day[visit.what.day].append(visit)
        for day in sorted(by_day):
            _count_day(day, by_day[day])


def _with_channels(visits: list[Visit]) -> list[Visit]:
    """A code that no channel has says nothing."""
    if not any(visit.what.channel for visit in visits):
        return visits
    codes = {"", *Channel.objects.values_list("code", flat=True)}
    return [
        visit if visit.what.channel in codes else visit._replace(what=visit.what._replace(channel=""))
        for visit in visits
    ]


def _count_day(day: date, visits: list[Visit]) -> None:
    salt = _held_salt(day)
    if day < first_open_day():
        log.error("%s readers of %s are not counted: that day is over, and its hashes are gone", len(visits), day)
        return
    readers = {_digest(salt, visit): visit.what for visit in visits}
    for digests in batched(list(readers), AT_ONCE):
        for known in CountedReader.objects.filter(day=day, digest__in=digests).values_list("digest", flat=True):
            del readers[bytes(known)]
    CountedReader.objects.bulk_create((CountedReader(day=day, digest=digest) for digest in readers), batch_size=AT_ONCE)
    for what, number in sorted(Counter(readers.values()).items()):
        rows = DailyCount.objects.filter(**what._asdict())
        if not rows.update(number=F("number") + number):
            DailyCount.objects.create(**what._asdict(), number=number)


def _held_salt(day: date) -> bytes:
    """The salt of the day, made where there is none. Whoever holds it writes the readers and counts of that day alone."""
    held = DaySalt.objects.select_for_update().filter(day=day)
    row = held.first()
    if row is None:
        DaySalt.objects.bulk_create([DaySalt(day=day, value=secrets.token_bytes(32))], ignore_conflicts=True)
        row = held.get()
    return bytes(row.value)


def _digest(salt: bytes, visit: Visit) -> bytes:
    """Who it was, for what, as nobody can read it who has not the salt of the day."""
    said = "\0".join((visit.address, visit.program, *map(str, visit.what)))
    return hmac.digest(salt, said.encode(errors="replace"), "sha256")[:16]


def first_open_day() -> date:
    """The days before are over: their hashes are thrown away, and nobody is counted in them any more."""
    return timezone.localdate(timezone.now() - STILL_OPEN, last_known_zone())


def forget_readers() -> int:
    """Throws away whom the days that are over counted, and their salts; the counts stay. Returns how many they were."""
    read_time_zone()
    over = {"day__lt": first_open_day()}
    with transaction.atomic():
        list(DaySalt.objects.select_for_update().filter(**over))  # whoever still counts in such a day finishes first
        DaySalt.objects.filter(**over).delete()
        number, _rows = CountedReader.objects.filter(**over).delete()
    return number


visits: Final = Visits()
