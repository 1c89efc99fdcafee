"""Asks a server as fast as it answers, by wrk: many addresses and many people in turn."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from setup.console import Missing
from tests.benchmarks import tools

SCRIPT = Path(__file__).with_name("requests.lua")
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"
# As it comes through the proxy of a site.
HEADERS = {
    "User-Agent": BROWSER,
    "Accept": "text/html,application/xhtml+xml",
    "Accept-Encoding": "gzip",
    "Accept-Language": "fr",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-For": "192.0.2.7",
}


@dataclass(frozen=True)
class Ask:
    """An address, and the cookies of who asks for it."""

    path: str
    cookie: str = ""


@dataclass(frozen=True)
class Load:
    """What wrk has found; times in milliseconds."""

    requests: int
    seconds: float
    bytes: float  # of one answer, with its headers
    p50: float
    p95: float
    p99: float

    @property
    def rate(self) -> float:
        return self.requests / self.seconds


def load(port: int, asks: Sequence[Ask], *, connections: int, seconds: float, since: int = 0) -> Load:
    """One after the other, beginning at number `since`; raises Missing where an answer was none."""
    with tempfile.NamedTemporaryFile("w", suffix=".asks") as file:
        file.writelines(f"{ask.path}\t{ask.cookie}\n" for ask in asks)
        file.flush()
        command = [
            tools.find("wrk"),
            "-t1",
            f"-c{connections}",
            f"-d{seconds:g}s",
            "--timeout",
            "30s",
            "-s",
            str(SCRIPT),
        ]
        for name, value in HEADERS.items():
            command += ["-H", f"{name}: {value}"]
        command += [f"http://127.0.0.1:{port}{asks[0].path}", "--", file.name, str(since)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    return parsed(done.stdout, asks[0].path, done.stderr)


def parsed(said: str, what: str, problem: str = "") -> Load:
    """What `requests.lua` has written; raises Missing where an answer was an error."""
    line = next((line for line in said.splitlines() if line.startswith("found ")), None)
    if line is None:
        raise Missing(f"wrk could not measure {what}: {(problem or said).strip()[-300:]}")
    found = json.loads(line.removeprefix("found "))
    if found["refused"] or found["broken"]:
        raise Missing(f"{what}: not every answer was one ({line}).")
    return Load(
        requests=found["requests"],
        seconds=found["microseconds"] / 1e6,
        bytes=found["bytes"] / max(1, found["requests"]),
        **{name: found[name] / 1000 for name in ("p50", "p95", "p99")},
    )
