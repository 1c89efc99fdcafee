"""A worker is killed in the middle of a wave, by SIGKILL, in a process of its own: nobody twice, nobody silently left out."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from campaign.invitations.models import WaveLetter
from campaign.invitations.wave_letters import SILENCE
from tests.campaign.invitations.made import NOON, create_colleagues, create_running_wave, organiser, states

ROOT = Path(__file__).resolve().parents[3]
PEOPLE, SENT_BEFORE = 12, 5
WORKER = """
import os, signal, sys
from datetime import datetime
import django
django.setup()
from django.conf import settings
from campaign.invitations import sending
from tests.campaign.invitations.made import Server
taken = open(sys.argv[1], "a")
number, moment = int(sys.argv[2]), sys.argv[3]
def die():
    os.kill(os.getpid(), signal.SIGKILL)
class Killing(Server):
    def send_messages(self, messages):
        if Killing.handed == number and moment == "before":
            die()
        taken.write(messages[0].to[0] + "\\n")
        taken.flush()
        if Killing.handed == number and moment == "after":
            die()
        Killing.handed += 1
        return 1
Killing.handed = 0
import tests.campaign.invitations.made
tests.campaign.invitations.made.Killing = Killing
settings.MAILERS = {"default": {"BACKEND": "tests.campaign.invitations.made.Killing"}}
sending.SECONDS = 300.0
sending.send_what_is_due(at=datetime.fromisoformat(sys.argv[4]))
"""


def work(taken: Path, *, dies_at: int, moment: str = "", at: str = NOON.isoformat()) -> int:
    """A worker of its own process, on this database; returns how it ended."""
    values = connection.settings_dict
    url = f"sqlite:///{values['NAME']}"
    if connection.vendor == "postgresql":
        host = quote(str(values["HOST"]), safe="")
        url = f"postgres://{values['USER']}:{quote(str(values['PASSWORD']))}@{host}:{values['PORT']}/{values['NAME']}"
    environment = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "guide_project.settings",
        "SITE_ADDRESS": "https://guide.example",
        "LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-c", WORKER, str(taken), str(dies_at), moment, at]
    return subprocess.run(command, cwd=ROOT, env=environment, timeout=300, check=False).returncode


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moment", ["before", "after"])
def test_nobody_gets_two_letters_and_nobody_is_silently_left_out(moment: str, tmp_path: Path) -> None:
    people = create_colleagues(PEOPLE)
    wave = create_running_wave(by=organiser())
    taken = tmp_path / "taken"

    assert work(taken, dies_at=SENT_BEFORE, moment=moment) == -signal.SIGKILL
    assert states(wave) == ["sent"] * SENT_BEFORE + ["sending"] + ["waiting"] * (PEOPLE - SENT_BEFORE - 1)

    assert work(taken, dies_at=-1) == 0
    late = NOON + SILENCE + timedelta(minutes=1)
    WaveLetter.objects.settle_lost(at=late)
    assert work(taken, dies_at=-1, at=late.isoformat()) == 0

    assert states(wave).count("sent") == PEOPLE - 1
    assert wave.letters.get(state="uncertain").person == people[SENT_BEFORE]
    addresses = taken.read_text().split()
    assert len(addresses) == len(set(addresses)) == PEOPLE - (moment == "before")
    wave.refresh_from_db()
    assert wave.state == "done"
