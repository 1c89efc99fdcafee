"""What must be there before anything serves or works: looked for at each start, in a twentieth of a second.

A site without its catalogues speaks English, one without its tables fails at the first page: it does not start, and says
which command mends it.
"""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

import django
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from guide_project.interface_languages import compile_own_catalogues, look_at, own_catalogue, own_languages
from setup.build_cache import built_from, catalogues, is_done
from setup.serve import why_unusable

log = logging.getLogger(__name__)

MISCONFIGURED = 78
"""The exit code: sysexits.h calls it EX_CONFIG, and a service manager need not try again."""
BUILD = "run: make build"
PORT_ASKED, PORT_PAUSE = 20, 0.1  # times; seconds
MIGRATE = "run: .venv/bin/python manage.py migrate"


def stop_unless_ready() -> None:
    """Returns, with Django set up, where all is there. Raises SystemExit after it has said what is not."""
    stop_unless_settings_make_sense()
    say_what_languages_lack()
    django.setup()
    data = Path(settings.DATA_DIR)
    if problems := [*unaddressed(), *unwritable(data), *unbuilt(Path(settings.BASE_DIR)), *unmigrated()]:
        stop(problems)


def stop_unless_settings_make_sense() -> None:
    try:
        settings.DATA_DIR  # noqa: B018 - reads all of them
    except ImproperlyConfigured as problem:
        stop([str(problem)])


def say_what_languages_lack() -> None:
    """Compiles the organisation's own languages before anything is said in them; what is missing in one is said in English."""
    try:
        found = compile_own_catalogues()
    except OSError as problem:
        log.warning("The languages under DATA_DIR/locale cannot be compiled: %s", problem)
        return
    absent = [one for code in own_languages() if not own_catalogue(code).is_file() for one in [look_at(code)[1]]]
    for one in (*found, *absent):
        print(f"{one.summary}. manage.py languages says which.", flush=True)  # noqa: T201


def stop_unless_free(host: str, port: int) -> None:
    """Of two servers at one port each would get some of the requests, and neither would say so. One that has just been killed
    leaves its port in a moment.
    """
    for _ in range(PORT_ASKED):
        if not (reason := why_unusable(host, port)):
            return
        time.sleep(PORT_PAUSE)
    stop([f"Port {port} of {host} cannot be used ({reason}): stop what listens there, or choose another with --port"])


def stop(problems: list[str]) -> NoReturn:
    for problem in problems:
        print(f"! {problem}", file=sys.stderr, flush=True)  # noqa: T201 - to whoever starts it
    sys.exit(MISCONFIGURED)


def begin_with_settings() -> None:
    """Has the disk say what the settings say; where nobody has set the site up yet, prints the link that does."""
    from campaign.set_up_links import SetUpLink, is_set_up  # models, which are there once Django is set up
    from campaign.site_settings import public_guide

    try:
        public_guide.mark_as_decided()
        if not is_set_up():
            link = SetUpLink.objects.make()
            print(f"The site is not set up yet. Its first administrator opens, once:\n  {link}", flush=True)  # noqa: T201
    except DatabaseError as problem:
        log.warning("The database cannot be reached: %s", str(problem).strip())
    finally:
        connection.close()


def unaddressed() -> Iterator[str]:
    if not settings.SITE_ADDRESS:
        yield "SITE_ADDRESS is not set: letters and printed codes lead there; set it, such as https://guide.example"
    elif path := urlsplit(settings.SITE_ADDRESS).path:
        yield f"SITE_ADDRESS ends in {path}: the site is served at the root of a host of its own; leave {path} out"


def unwritable(data: Path) -> Iterator[str]:
    """The folder of the data, or what the site cannot do without in it: `editions` says who may read the guide."""
    hint = f"it must belong to the user of the site, as whom all commands are run: chown -R USER {data}"
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        yield f"DATA_DIR={data} cannot be made ({problem.strerror}); {hint}"
        return
    for folder in (data, data / "editions", data / "media"):
        if folder.exists() and not os.access(folder, os.W_OK | os.X_OK):
            yield f"{folder} (DATA_DIR={data}) cannot be written to; {hint}"
            return


def unbuilt(root: Path) -> Iterator[str]:
    if missing := [path.parts[-3] for path in catalogues(root) if not path.with_suffix(".mo").exists()]:
        yield f"The catalogues are not compiled ({', '.join(missing)}); {BUILD}"
    manifest = getattr(staticfiles_storage, "manifest_name", None)
    if manifest is None:
        return  # in development files are served as they are
    if not (Path(settings.STATIC_ROOT) / manifest).exists():
        yield f"The static files are not collected in {settings.STATIC_ROOT}; {BUILD}"
    elif not is_done(root / "var" / "built", built_from(root)):
        yield f"What was built was built from another version of the code; {BUILD}"


def unmigrated() -> Iterator[str]:
    """Compares names of files with the table: to read the migrations themselves takes a second."""
    try:
        applied = MigrationRecorder(connection).applied_migrations()
    except DatabaseError as problem:
        log.warning("The database cannot be reached: %s", str(problem).strip())  # the guide is served all the same
        return
    finally:
        connection.close()
    if waiting := sorted(".".join(name) for name in migrations() - applied.keys()):
        yield f"The database waits for {len(waiting)} migrations, from {waiting[0]}; {MIGRATE}"


def migrations() -> set[tuple[str, str]]:
    """Of every app: its label, and the name."""
    return {
        (app.label, file.stem)
        for app in apps.get_app_configs()
        for file in (Path(app.path) / "migrations").glob("[0-9]*.py")
    }
