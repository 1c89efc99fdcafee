"""`python -m guide_project.server [--background-workers N]`: granian, with its options; all processes share what they load.

Django, the apps and the catalogues are loaded once, and granian forks its workers from that: 70 MB less for two workers, and
half of the start. Background workers (guide_project/server/background.py) are forked from it as well, and so that renderers
are, their nursery is started first (common/markup/forkserver.py). Where the platform does not fork, each loads all for itself.

A worker that is told to end before it listens ends at once. Granian's own would not: until then it has the handlers
of the process that it was forked from, which note the signal for a loop that runs in that process alone. The signals
wait while a worker is forked: one that came before it had its own handlers would be lost, and it would never end. They wait
once more while its loop is about to run (rsgi.py).
"""

import argparse
import gc
import multiprocessing
import os
import resource
import signal
import sys
from pathlib import Path

from common.markup import forkserver
from common.process_limits import orphans
from guide_project.server import stop_signals
from guide_project.server.background import Background
from guide_project.server.startup_checks import begin_with_settings, stop_unless_free, stop_unless_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guide_project.settings")

APPLICATION = "guide_project.server.rsgi:application"
GRANIAN = ["--interface", "rsgi", "--http", "1", "--no-ws", "--workers", "2"]
GRANIAN += ["--backpressure", "4096"]  # connections of a worker: who holds one and sends nothing keeps nobody out
GRANIAN += ["--workers-kill-timeout", "15"]  # seconds: longer than readers wait to be counted
GRANIAN += ["--respawn-failed-workers"]  # one that is killed takes nobody along
GRANIAN += ["--log-config", str(Path(__file__).with_name("granian-log.json"))]
OPEN_FILES = 16_384
ENDED_BY_ITSELF = (
    5.0  # seconds for what background workers are at, which is done again: whoever starts it anew waits so long
)


def load() -> None:
    """Everything that a worker would load before its first answer. No connection, no thread: neither outlives a fork."""
    from django.template import engines

    from common.caching.file_store import site_files
    from guide_project.server import application  # noqa: F401 - with all that it takes

    fill_catalogues()
    engines.all()  # imports the libraries of template tags
    site_files()  # names the build by looking at each of its sources
    gc.collect()
    gc.freeze()  # else the first collection of a worker writes into every page that it shares


def fill_catalogues() -> None:
    from django.conf import settings
    from django.urls import get_resolver
    from django.utils import translation

    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            get_resolver().reverse_dict  # noqa: B018 - fills it


def end_workers_on_request() -> None:
    """Has every process that is forked from now on end at once when it is told to."""
    os.register_at_fork(before=stop_signals.hold, after_in_parent=stop_signals.deliver, after_in_child=_end_on_request)


def _end_on_request() -> None:
    for number in stop_signals.TELL_TO_END:
        signal.signal(number, signal.SIG_DFL)
    stop_signals.deliver()


def allow_open_files() -> None:
    """A connection is an open file, of which a process has a thousand unless it asks for more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def main() -> None:
    options = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    options.add_argument("--background-workers", type=int, default=0)
    options.add_argument("--host", default=os.environ.get("GRANIAN_HOST", "127.0.0.1"))
    options.add_argument("--port", type=int, default=os.environ.get("GRANIAN_PORT", "8000"))
    own, given = options.parse_known_args()
    address = ["--host", own.host, "--port", str(own.port)]
    sys.argv[1:] = [*GRANIAN, *address, *given, APPLICATION]  # of an option that is given twice, the last one holds
    stop_unless_ready()
    stop_unless_free(own.host, own.port)
    begin_with_settings()
    allow_open_files()
    if sys.platform == "linux":
        multiprocessing.set_start_method("fork")  # Python 3.14 would take another
        forkserver.start()
        load()
        end_workers_on_request()
        orphans.kill_children_with_this_process()
    serve(Background(own.background_workers))


def serve(background: Background) -> None:
    """Until granian is told to stop, when background workers finish their tasks, or ends by itself, when they have no time."""
    from granian.cli import entrypoint

    patience: float | None = ENDED_BY_ITSELF
    try:
        entrypoint()  # type: ignore[no-untyped-call]
    except SystemExit as ended:
        if not ended.code:
            patience = None
        raise
    finally:
        background.stop(patience)


if __name__ == "__main__":
    main()
