"""`python -m guide_project.server [--background-workers N]`: granian, with its own options; all share what they load.

Django, the apps and the catalogues are loaded once, and granian forks its workers from that: 70 MB less for two workers, and
half of the start. Background workers (guide_project/background.py) are forked from it as well, and so that renderers are, their
nursery is started first (markup/nursery.py). Where the platform does not fork, each loads all for itself.

A worker that is told to end before it listens ends at once. Granian's own would not: until then it has the handlers
of the process that it was forked from, which note the signal for a loop that runs in that process alone.
"""

import argparse
import gc
import multiprocessing
import os
import signal
import sys

from guide_project.background import Background
from markup import nursery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guide_project.settings")


def load() -> None:
    """Everything that a worker would load before its first answer. No connection, no thread: neither outlives a fork."""
    from guide_project import application  # noqa: F401 - with all that it takes

    fill_catalogues()
    gc.collect()
    gc.freeze()  # else the first collection of a worker writes into every page that it shares


def fill_catalogues() -> None:
    from django.conf import settings
    from django.urls import get_resolver
    from django.utils import translation

    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            get_resolver().reverse_dict  # noqa: B018 - fills it


def end_when_told() -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


def main() -> None:
    options = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    options.add_argument("--background-workers", type=int, default=0)
    own, sys.argv[1:] = options.parse_known_args()
    if sys.platform == "linux":
        multiprocessing.set_start_method("fork")  # Python 3.14 would take another
        nursery.start()
        load()
        os.register_at_fork(after_in_child=end_when_told)
    from granian.cli import entrypoint

    background = Background(own.background_workers)
    try:
        entrypoint()  # type: ignore[no-untyped-call]
    finally:
        background.stop()


if __name__ == "__main__":
    main()
