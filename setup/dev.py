"""`make dev`: the demo served for who changes the code. Python, templates, styles, scripts and catalogues are taken anew."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from setup import frontend, messages, serve
from setup.console import ROOT, Missing, say, warn

PLAIN_FILES = "django.contrib.staticfiles.storage.StaticFilesStorage"
EVERY = 0.7  # seconds between two looks at the sources

WELCOME = """
  The site: {address}/   (contributor, editor, translator, admin; the password is: demo)

  Reload the page to see a change: Python restarts the server by itself; templates, styles, scripts and
  translations (*.po) are built as soon as they are saved. Ctrl-C stops it. Data: var/
"""


def newest_change(*folders: Path, suffixes: tuple[str, ...]) -> float:
    """Returns when a file of these folders was changed last, as seconds since the epoch."""
    times = [0.0]
    for folder in folders:
        for path, subfolders, names in folder.walk():
            subfolders[:] = [name for name in subfolders if name != "node_modules"]
            times += [(path / name).stat().st_mtime for name in names if name.endswith(suffixes)]
    return max(times)


class Watcher:
    """Builds the front end and the catalogues again when one of their sources was saved; tells what fails, and goes on."""

    def __init__(self) -> None:
        self.built = {name: time.time() for name in ("front end", "catalogues")}

    def look(self) -> None:
        self._build_if_newer("front end", newest_change(frontend.SOURCES, suffixes=(".js", ".mjs", ".css", ".json")))
        self._build_if_newer("catalogues", newest_change(ROOT / "locale", ROOT / "guide" / "locale", suffixes=(".po",)))

    def _build_if_newer(self, name: str, changed_at: float) -> None:
        if changed_at <= self.built[name]:
            return
        self.built[name] = changed_at
        try:
            frontend.build(tools=True) if name == "front end" else messages.compile_all(ROOT)
            say(f"Built the {name}")
        except Missing as problem:
            warn(str(problem))


def start(environment: dict[str, str], host: str, port: int) -> list[subprocess.Popen[bytes]]:
    """Django's own server, which restarts when Python changes, and one worker for the background tasks, which does too."""
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    commands = [["runserver", address], ["db_worker", "--queue-name", "*", "--reload"]]
    return [
        subprocess.Popen([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, start_new_session=True)
        for command in commands
    ]


def wait(children: list[subprocess.Popen[bytes]]) -> int:
    watcher = Watcher()
    try:
        while all(child.poll() is None for child in children):
            watcher.look()
            time.sleep(EVERY)
        return 1
    except KeyboardInterrupt:
        say("\nStopping")
        return 0
    finally:
        for child in children:
            stop_group(child)


def stop_group(child: subprocess.Popen[bytes]) -> None:
    """The reloader runs the server in a process of its own: both get the signal."""
    try:
        os.killpg(child.pid, signal.SIGTERM)
        child.wait(8)
    except ProcessLookupError:
        pass
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def main() -> int:
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, serve.interrupt)
    host = os.environ.get("HOST") or "127.0.0.1"
    development = {"GUIDE_DEMO": "1", "DEBUG": "1", "STATIC_STORAGE": PLAIN_FILES, "PYTHONUNBUFFERED": "1"}
    development["PAGE_CACHE_MEGABYTES"] = "0"  # a changed template is seen at once
    try:
        port = serve.read_port(os.environ.get("PORT") or "8000")
        serve.check_port(host, port)
        address = f"http://{'localhost' if host in {'0.0.0.0', '127.0.0.1'} else host}:{port}"
        environment = os.environ | development | {"SITE_ADDRESS": address}
        frontend.build(tools=True)
        messages.compile_all(ROOT)
        serve.prepare_data(environment)
    except Missing as problem:
        warn(str(problem))
        return 1
    except KeyboardInterrupt:
        return 130
    say(WELCOME.format(address=address))
    return wait(start(environment, host, port))


if __name__ == "__main__":
    sys.exit(main())
