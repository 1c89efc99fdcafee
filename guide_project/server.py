"""`python -m guide_project.server`: granian, with its own options, and workers that share what they all load.

Django, the apps and the catalogues are loaded once, and granian forks its workers from that: 70 MB less for two workers, and
half of the start. Where the platform does not fork, each loads them for itself, as with granian alone.

A worker that is told to end before it listens ends at once. Granian's own would not: until then it has the handlers
of the process that it was forked from, which note the signal for a loop that runs in that process alone.
"""

import gc
import multiprocessing
import os
import signal
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guide_project.settings")


def load() -> None:
    """Everything that a worker would import before its first answer. No connection, no thread: neither outlives a fork."""
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.template import engines
    from django.urls import get_resolver
    from django.utils import translation

    get_wsgi_application()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            get_resolver().reverse_dict  # noqa: B018 - fills it
    engines.all()
    gc.collect()
    gc.freeze()  # else the first collection of a worker writes into every page that it shares


def end_when_told() -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


def main() -> None:
    if sys.platform == "linux":
        multiprocessing.set_start_method("fork")  # Python 3.14 would take another
        load()
        os.register_at_fork(after_in_child=end_when_told)
    from granian.cli import entrypoint

    entrypoint()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main()
