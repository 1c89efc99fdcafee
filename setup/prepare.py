"""What the demo needs before it is served: tables, the demo campaign, collected files. Run as a process of its own."""

import os
import sys
from io import StringIO

import django
from django.core.management import call_command

from setup.console import ROOT, VAR, say
from setup.stamps import fingerprint, is_done, mark_done


def prepare() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guide_project.settings")
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    load_demo()
    collect_static_files()


def load_demo() -> None:
    from demo import loading

    if loading.is_empty():
        say("Loading the demo campaign (half a minute, once)")
        call_command("load_demo", stdout=StringIO())


def collect_static_files() -> None:
    """Compressing takes seconds, so only when something has changed."""
    content = fingerprint(ROOT / "static", ROOT / "requirements.txt")
    if not is_done(VAR / "static" / ".stamp", content):
        say("Collecting static files")
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        mark_done(VAR / "static" / ".stamp", content)


if __name__ == "__main__":
    prepare()
    sys.exit(0)
