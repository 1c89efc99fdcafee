"""A wave to 15,000 people, whose worker is killed in the middle: `python -m tests.benchmarks.whole_wave`.

How long its screens take with the page cache off; then it is sent by a worker that is killed by SIGKILL after half of it, and
by two others at once. It fails where somebody got two letters, or was left out silently. Its letters are short: composing
them would take most of the time, and is no part of it. In a database of its own, `wave_bench`, that DATABASE_URL names; it is
emptied first. Another number of people may stand behind it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

PEOPLE = int(sys.argv[1]) if sys.argv[1:] else 15_000
ROUNDS = 10
WORKER = """
import os, signal, sys
from datetime import timedelta
import django
django.setup()
from django.conf import settings
from django.core.mail import EmailMessage
from campaign.invitations import sending
from campaign.invitations.models import Wave
from tests.campaign.invitations import made
taken, dies_at = open(sys.argv[1], "a"), int(sys.argv[2])
class Taking(made.Server):
    handed = 0
    def send_messages(self, messages):
        taken.write(messages[0].to[0] + "\\n")
        taken.flush()
        Taking.handed += 1
        if Taking.handed == dies_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return 1
made.Taking = Taking
settings.MAILERS = {"default": {"BACKEND": "tests.campaign.invitations.made.Taking"}}
sending.SECONDS = 3600.0
sending.compose_letter = lambda letter: EmailMessage("Une phrase suffit", to=[letter.person.email])
for minute in range(int(sys.argv[3])):
    sending.send_what_is_due(at=made.NOON + timedelta(minutes=minute))
"""


def say(words: str) -> None:
    print(words, flush=True)


def timed(what: str, act: Callable[[], object], *, rounds: int = 1) -> None:
    took = []
    for _round in range(rounds):
        began = perf_counter()
        act()
        took.append(perf_counter() - began)
    say(f"{what}: {min(took) * 1000:.0f} ms" + (f", the first {took[0] * 1000:.0f} ms" if rounds > 1 else ""))


def worker(taken: Path, *, dies_at: int = -1, minutes: int = 30) -> subprocess.Popen[bytes]:
    environment = os.environ | {"SITE_ADDRESS": "https://guide.example", "LOG_LEVEL": "ERROR"}
    return subprocess.Popen([sys.executable, "-c", WORKER, str(taken), str(dies_at), str(minutes)], env=environment)


def fill() -> None:
    from accounts.models import User

    people = [
        User(
            username=f"c{number}",
            first_name=f"C{number}",
            email=f"c{number}@example.org",
            site=f"Site {number % 25}",
            department=f"Service {number % 12}",
            password="!",
        )
        for number in range(PEOPLE)
    ]
    for person in people:
        person.set_keys()
    User.objects.bulk_create(people, batch_size=1_000)


def screens(taken: Path) -> None:
    from django.conf import settings
    from django.test import Client

    from campaign.invitations.sending import gather
    from tests.campaign.invitations.made import NOON, create_wave, organiser

    client, wave, by = Client(), create_wave(), organiser()
    client.force_login(by, backend=settings.AUTHENTICATION_BACKENDS[0])
    path = wave.get_absolute_url()
    timed("a draft with its number of letters", lambda: client.get(path), rounds=ROUNDS)
    timed("whom it goes to", lambda: client.get(f"{path}plan/"), rounds=ROUNDS)
    timed("how many, at each tick", lambda: client.get(f"{path}count/?sites=Site 3"), rounds=ROUNDS)
    timed("scheduled", lambda: wave.schedule(by=by, at=NOON))
    timed("taken back, and scheduled again", lambda: (wave.take_back(), wave.schedule(by=by, at=NOON)))
    timed("its people noted, by the worker", lambda: gather(wave))
    timed("all waves", lambda: client.get("/invitations/"), rounds=ROUNDS)
    timed("the wave, nothing sent", lambda: client.get(path), rounds=ROUNDS)
    began = perf_counter()
    assert worker(taken, dies_at=PEOPLE // 2).wait() == -signal.SIGKILL
    say(f"the worker was killed after {PEOPLE // 2} letters and {perf_counter() - began:.0f} s")
    timed("the wave, half of it sent", lambda: client.get(path), rounds=ROUNDS)
    began = perf_counter()
    assert [one.wait() for one in (worker(taken), worker(taken))] == [0, 0]
    say(f"two workers sent the rest in {perf_counter() - began:.0f} s")
    wave.letters.filter(pk__in=wave.letters.filter(state="sent").values("pk")[:2_000]).update(state="bounced")
    timed("the wave, all sent, 2,000 back", lambda: client.get(path), rounds=ROUNDS)
    timed("letters that did not arrive", lambda: client.get(f"{path}letters/"), rounds=ROUNDS)
    check(wave, taken)


def check(wave: object, taken: Path) -> None:
    from campaign.invitations.models import WaveLetter
    from tests.campaign.invitations.made import NOON

    WaveLetter.objects.settle_lost(at=NOON + timedelta(days=1))
    states, addresses = WaveLetter.objects.by_state(), taken.read_text().split()
    say(f"{states}, {len(addresses)} letters, to {len(set(addresses))} people")
    assert len(addresses) == len(set(addresses)) == PEOPLE
    assert (states["uncertain"], states["sent"] + states["bounced"]) == (1, PEOPLE - 1)


def run() -> None:
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import override_settings

    from tests import factories

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("flush", verbosity=0, interactive=False)
    factories.create_site_settings()
    fill()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    plain = settings.STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    served = override_settings(ALLOWED_HOSTS=["*"], SECURE_SSL_REDIRECT=False, PAGE_CACHE_MEGABYTES=0, STORAGES=plain)
    with served, TemporaryDirectory() as folder:
        screens(Path(folder) / "taken")
    say(f"load beside it: {os.getloadavg()}")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guide_project.settings")
    if "wave_bench" not in os.environ.get("DATABASE_URL", ""):
        sys.exit("DATABASE_URL must name a database wave_bench, which is emptied.")
    import django

    django.setup()
    run()
