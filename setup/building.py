"""`make build`: what a start of the site needs besides its packages and its database."""

import os
import secrets
import sys

from setup import frontend, messages
from setup.build_cache import built_from, fingerprint, is_done, mark_done
from setup.console import ROOT, VAR, exit_code_of, run_quietly, say


def build() -> None:
    """The front end, the catalogues and the static files. Does what is needed, and nothing a second time."""
    frontend.build()
    messages.compile_all(ROOT)
    collect_static_files()
    mark_done(VAR / "built", built_from(ROOT))


def collect_static_files() -> None:
    """Compressing takes seconds, so only when something has changed. Files of before stay: pages that are open name them."""
    content, stamp = fingerprint(ROOT / "static", ROOT / "requirements.txt"), VAR / "static" / ".stamp"
    if is_done(stamp, content):
        return
    say("Collecting static files")
    run_quietly(
        [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"],
        otherwise="The static files could not be collected.",
        log="collect.log",
        environment=os.environ | {"SECRET_KEY": secrets.token_urlsafe(50)},  # else one would be made and stored
    )
    mark_done(stamp, content)


if __name__ == "__main__":
    sys.exit(exit_code_of(build))
