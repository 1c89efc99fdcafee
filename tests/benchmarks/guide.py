"""The published guide against nginx with the same bytes, on the same machine, in turn: `make bench ARGS=guide`.

nginx stands alone with files (sendfile, precompressed, no log); the guide is served as in production: granian with two
workers, HTTPS behind one proxy, every reader counted. wrk asks both, with one connection and with sixteen.
The mark is half of nginx's rate with sixteen; one connection alone says how long a request is handed from thread to thread.
First the page is fetched from a server whose database is not there, which shows that it costs no query.
"""

from __future__ import annotations

import gzip
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from common.files.file_cache import COMPRESSIBLE, compress
from setup.console import ROOT, VAR, Missing, say
from tests.benchmarks import asking, machine, marks, results, serving, tables, tools
from tests.benchmarks.machine import Watch
from tests.benchmarks.parts import GUIDE
from tests.benchmarks.serving import fetched
from tests.benchmarks.wrk import Ask, Load, load

DATA = VAR / "bench"
NGINX_PORT, GUIDE_PORT = 8961, 8963
ENVIRONMENT = {"DATA_DIR": str(DATA)}
CONNECTIONS, ROUNDS, SECONDS = (1, 16), 5, 3
NGINX = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 2;
events {{ worker_connections 1024; }}
http {{
    types {{ text/html html; text/css css; application/pdf pdf; }}
    access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; gzip_static on;
    open_file_cache max=1000; server_tokens off;
    client_body_temp_path {folder}/1; proxy_temp_path {folder}/2; fastcgi_temp_path {folder}/3;
    uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;
    server {{ listen 127.0.0.1:{port}; root {folder}/files; }}
}}
"""


def run() -> int:
    tools.find("wrk")
    files = prepare()
    show_that_no_database_is_asked(files)
    with tempfile.TemporaryDirectory() as folder, nginx(Path(folder), files), guide() as process:
        parts: dict[str, Any] = {
            name: {str(many): measured(name, address, many, process) for many in CONNECTIONS}
            for name, address in addresses(files).items()
        }
        parts["guide-memory"] = {"megabytes": machine.held_by([process]) / 1e6}
    missed = {one.mark.part for one in marks.verdicts(parts, "guide") if not one.is_met}
    places = {name: address for name, address in addresses(files).items() if name in missed}
    parts["profiles"] = asking.profiled(places, serving.PRODUCTION | ENVIRONMENT, "guide")
    file = results.store("none", "guide", parts)
    verdicts = marks.verdicts(parts, "guide")
    say(f"\n{tables.found(parts)}\n\n{tables.against(verdicts)}\n\nStored in {file.relative_to(ROOT)}")
    return 0 if all(one.is_met for one in verdicts) else 1


def prepare() -> Path:
    """The demo's edition, made once, in a folder of its own; returns where it lies in French."""
    folder = DATA / "editions" / "1" / "fr"
    if not (folder / "guide.pdf").is_file():
        say("Making the demo's edition (some minutes, once)")
        environment = os.environ | {"GUIDE_DEMO": "1", "DATA_DIR": str(DATA)}
        manage = [sys.executable, "manage.py"]
        for command in (
            ["migrate"],
            ["createcachetable"],
            ["load_demo"],
            ["db_worker", "--batch", "--queue-name", "*"],
        ):
            subprocess.run([*manage, *command], cwd=ROOT, env=environment, check=True, capture_output=True)
    return folder


def addresses(files: Path) -> dict[str, str]:
    sheet = next(path.name for path in sorted(files.glob("guide.*.css")))
    return dict(zip(GUIDE, ("/guide/fr/", f"/guide/fr/{sheet}", "/guide/fr/guide.pdf"), strict=True))


@contextmanager
def nginx(folder: Path, files: Path) -> Iterator[None]:
    """nginx with copies of the files, and with their compressed variants as the guide's own server makes them."""
    folder.chmod(0o755)  # started as root, it reads as nobody
    copies = folder / "files" / "guide" / "fr"
    shutil.copytree(files, copies)
    for path in list(copies.iterdir()):
        if path.suffix in COMPRESSIBLE:
            path.with_name(f"{path.name}.gz").write_bytes(compress(path.read_bytes(), "gzip"))
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=NGINX_PORT))
    command = [tools.find("nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    with serving.running(command, folder / "log", {}, lambda: serving.answers(NGINX_PORT, "/guide/fr/")):
        yield


def show_that_no_database_is_asked(files: Path) -> None:
    with guide(DATABASE_URL="postgres://nobody@127.0.0.1:1/nothing"):
        page = gzip.decompress(fetched(GUIDE_PORT, "/guide/fr/"))
    if page != (files / "index.html").read_bytes():
        raise Missing("Without a database the page is another one.")
    say("Without a database the page is the same: no query.")


@contextmanager
def guide(**more: str) -> Iterator[int]:
    with serving.site(GUIDE_PORT, DATA / "guide.log", ENVIRONMENT | more) as process:
        yield process


def measured(name: str, address: str, connections: int, process: int) -> dict[str, float]:
    """Of the medians: what else the machine does disturbs some rounds more than others."""
    ours, theirs = fetched(GUIDE_PORT, address), fetched(NGINX_PORT, address)
    if ours != theirs:
        raise Missing(f"{address}: the two servers do not send the same bytes.")
    ports = (NGINX_PORT, GUIDE_PORT)
    with Watch({"server": [process]}) as watch:
        rounds = [[asked(port, address, connections) for port in ports] for _ in range(ROUNDS)]
    nginx, guide = (statistics.median(pair[who].rate for pair in rounds) for who in (0, 1))
    requests = sum(pair[1].requests for pair in rounds)
    found = {time: statistics.median(getattr(pair[1], time) for pair in rounds) for time in ("p50", "p95", "p99")}
    found |= {"rate": guide, "nginx": nginx, "of_nginx": guide / nginx, "bytes": rounds[0][1].bytes}
    found |= {"server": watch.spent["server"] / requests * 1000, "machine": os.getloadavg()[0]}
    say(f"{name}, {connections} at once: nginx {nginx:,.0f}/s, guide {guide:,.0f}/s, {guide / nginx:.2f} of nginx")
    return found


def asked(port: int, address: str, connections: int) -> Load:
    return load(port, [Ask(address)], connections=connections, seconds=SECONDS)


if __name__ == "__main__":
    sys.exit(run())
