"""Attacks the figures of a whole campaign: `python -m tests.benchmarks.attacked_figures`.

25 places of work, 12 departments, 15,000 invited, 500 contributors, 70 nights; other numbers in this order, and then the number
from which chance begins, as arguments. In a database of its own, which is removed; it ends with 1 where an act was told.
"""

from __future__ import annotations

import logging
import os
import sys
from collections import Counter
from tempfile import TemporaryDirectory
from time import process_time

WHOLE = [25, 12, 15_000, 500, 70, 1]


def say(words: str) -> None:
    print(words, flush=True)


def attack(numbers: list[int]) -> list[str]:
    from django.core.management import call_command

    from tests import factories
    from tests.reporting.attacker import Attacker
    from tests.reporting.campaign import FIGURES, Campaign, Size

    call_command("migrate", verbosity=0)
    factories.create_site_settings()
    began = process_time()
    campaign = Campaign(Size(*numbers[:5]), seed=numbers[5])
    nights = list(campaign.nights())
    say(f"{len(nights)} nights published in {process_time() - began:.0f} s of processor")
    say(f"shown at the end: {dict(together(nights[-1].values))} of {dict(nights[-1].totals)}")
    began = process_time()
    themes = [str(theme.pk) for theme in campaign.themes]
    attacker = Attacker(campaign.people_by_cell, themes, nights, campaign.acts, numbers[5])
    told = attacker.told(*FIGURES)
    say(f"attacked in {process_time() - began:.0f} s of processor: {len(told)} acts told")
    return told


def show_progress() -> None:
    log, shown = logging.getLogger("tests.reporting.attacker"), logging.StreamHandler(sys.stdout)
    shown.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    log.addHandler(shown)
    log.setLevel("INFO")
    log.propagate = False


def together(values: dict[tuple[str, str, str], int]) -> Counter[str]:
    found: Counter[str] = Counter()
    for (figure, dimension, _group), value in values.items():
        found[f"{figure} by {dimension}"] += value
    return found


if __name__ == "__main__":
    asked = [int(number) for number in sys.argv[1:]]
    with TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "guide_project.settings",
            "DATA_DIR": folder,
            "DATABASE_URL": f"sqlite:///{folder}/attacked.sqlite3",
            "SECRET_KEY": f"the lots of attack {(asked + WHOLE[len(asked) :])[5]} are the same each time",
        }
        import django

        django.setup()
        show_progress()
        told = attack(asked + WHOLE[len(asked) :])
    for line in told:
        say(line)
    sys.exit(bool(told))
