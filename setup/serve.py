"""`make run`: prepares the demo and serves it, with workers for the background tasks; runs what is due by the clock.

Whether a server could listen at an address: looked at before it starts, since what serves shares a port in silence.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType

from setup import building, checkers
from setup.console import ROOT, VAR, Missing, last_words, say, warn


def why_unusable(host: str, port: int) -> str:
    """Returns the system's reason why nobody can listen there now; the empty text where somebody can."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            return problem.strerror or str(problem)
    return ""


LETTERS, LOG = VAR / "letters.txt", VAR / "site.log"
WELCOME = """
  Try first:  as contributor, open a question, read a page, improve it, look at its history;
              as editor, go to the desk, promote a page into a free place, publish an edition;
              then read the guide as anyone does.

  Letters:    {letters} has those that the site would have sent
  Log:        {log} has what the server and its background tasks say
  Data:       what you write stays in var/; remove var/ to begin anew. Ctrl-C stops the site.

  Sign in as  contributor, editor, translator or admin; the password is: demo
  The site:   {address}
  The guide:  {address}guide/fr/
"""
PERIOD = 600  # seconds
SERVER = [sys.executable, "-m", "guide_project.server"]
QUIET = ["--log-level", "warning"]
NO_PANGO = (
    "PDF files are not made, or not as they are meant to be: Pango or HarfBuzz's library for subsets is not installed "
    f"(Debian and Ubuntu: apt install {' '.join(checkers.PANGO)}; macOS: brew install pango). All the rest works."
)


def check_port(host: str, port: int) -> None:
    if reason := why_unusable(host, port):
        advice = f"choose another, for example: make run PORT={port + 1}"
        raise Missing(f"Port {port} of {host} cannot be used ({reason}): {advice}")


def read_port(text: str) -> int:
    if text.isdigit() and 0 < int(text) < 65_536:
        return int(text)
    raise Missing(f"PORT={text} is no port: use a number from 1 to 65535, for example make run PORT=8000")


def prepare(environment: dict[str, str]) -> None:
    building.build()
    prepare_data(environment)


def prepare_data(environment: dict[str, str]) -> None:
    """Migrates the database and loads the demo where there is none. Raises Missing."""
    command = [sys.executable, "-m", "setup.prepare"]
    done = subprocess.run(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        (ROOT / "var" / "prepare.log").write_text(done.stderr)
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        remedy = "see var/prepare.log; var/ removed, the demo begins anew"
        raise Missing(f"The demo could not be prepared: {reason} ({remedy})")


def start(environment: dict[str, str], host: str, port: int) -> subprocess.Popen[bytes]:
    """The server and its workers, in a session of their own: a Ctrl-C reaches this process alone, which ends them.

    Letters and the log of the start before are gone.
    """
    for file in (LETTERS, LOG):
        file.write_text("")
    workers = min(2, os.cpu_count() or 1)  # an edition has dozens of files to be made
    command = [*SERVER, "--background-workers", str(workers), *QUIET, "--host", host, "--port", str(port)]
    return open_quietly(command, environment)


def open_quietly(command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """The demo prints its letters, and logs to the other stream."""
    with LETTERS.open("ab") as letters, LOG.open("ab") as log:
        return subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True, stdout=letters, stderr=log)


def stop(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(8)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


class Clock:
    """Runs what is due by the clock, every ten minutes, one at a time."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.running: subprocess.Popen[bytes] | None = None
        self.due_at = time.monotonic() + PERIOD

    def tick(self) -> None:
        if time.monotonic() < self.due_at or (self.running and self.running.poll() is None):
            return
        command = [sys.executable, "manage.py", "run_periodic"]
        self.running = open_quietly(command, self.environment)
        self.due_at = time.monotonic() + PERIOD

    def stop(self) -> None:
        if self.running and self.running.poll() is None:
            stop(self.running)


def wait(server: subprocess.Popen[bytes], clock: Clock) -> int:
    """Until it is asked to stop, or until the server ends by itself, which it should not."""
    try:
        while server.poll() is None:
            clock.tick()
            time.sleep(0.5)
        said = last_words(LOG.read_text(errors="replace"))
        warn(
            f"The server ended by itself (exit code {server.returncode}): {said} ({LOG.relative_to(ROOT)} has all of it)"
        )
        return 1
    except KeyboardInterrupt:
        say("\nStopping")
        return 0
    finally:
        clock.stop()
        stop(server)


def interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def main() -> int:
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)
    host = os.environ.get("HOST") or "127.0.0.1"
    environment = os.environ | {"GUIDE_DEMO": "1", "PYTHONUNBUFFERED": "1"}
    try:
        port = read_port(os.environ.get("PORT") or "8000")
        check_port(host, port)
        shown = f"[{host}]" if ":" in host else "localhost" if host in {"0.0.0.0", "127.0.0.1"} else host
        address = f"http://{shown}:{port}"
        environment.setdefault("SITE_ADDRESS", address)
        prepare(environment)
        if not checkers.find_pango():
            warn(NO_PANGO)
    except Missing as problem:
        warn(str(problem))
        return 1
    except KeyboardInterrupt:
        return 130
    server = start(environment, host, port)
    letters, log = (file.relative_to(ROOT) for file in (LETTERS, LOG))
    say(WELCOME.format(address=f"{address}/", letters=letters, log=log))
    return wait(server, Clock(environment))


if __name__ == "__main__":
    sys.exit(main())
