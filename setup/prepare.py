"""What the demo needs before it is served: tables and the demo campaign. Run as a process of its own."""

import os
import sys
from io import StringIO

import django
from django.core.management import call_command

from setup.console import say


def prepare() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guide_project.settings")
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    load_demo()


def load_demo() -> None:
    from demo import loading

    if loading.is_empty():
        say("Loading the demo campaign (about a minute, once)")
        call_command("load_demo", stdout=StringIO())


if __name__ == "__main__":
    prepare()
    sys.exit(0)
