"""The published guide against nginx with the same bytes, on the same machine, in turn: `make bench ARGS=guide`.

nginx stands alone with files (sendfile, precompressed, no log); the guide is served as in production: granian with two
workers, HTTPS behind one proxy, every reader counted. wrk asks both, with one connection and with sixteen.
The mark is half of nginx's rate with sixteen; one connection alone says how long a request is handed from thread to thread.
First the page is fetched from a server whose database is not there, which shows that it costs no query.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.request import Request, urlopen

from guide.serving.encodings import compress
from guide.serving.names import COMPRESSIBLE
from setup.console import ROOT, VAR, Missing, say
from setup.serve import GRANIAN, WSGI

DATA = VAR / "bench"
NGINX_PORT, GUIDE_PORT = 8961, 8962
CONNECTIONS, ROUNDS, SECONDS = (1, 16), 5, 3
MARK = 0.5
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"
PROXY = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
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


@dataclass(frozen=True)
class Measured:
    what: str
    connections: int
    bytes: int
    nginx: list[float]
    guide: list[float]
    load: list[float]

    @property
    def ratio(self) -> float:
        """Of the medians: what else the machine does disturbs some rounds more than others."""
        return statistics.median(self.guide) / statistics.median(self.nginx)


def run() -> int:
    check_tools()
    files = prepare()
    show_that_no_database_is_asked(files)
    with tempfile.TemporaryDirectory() as folder, nginx(Path(folder), files), guide():
        found = [
            measured(what, address, connections)
            for what, address in addresses(files).items()
            for connections in CONNECTIONS
        ]
    report(found)
    return 0 if all(one.ratio >= MARK for one in found if one.connections > 1) else 1


def check_tools() -> None:
    for tool in ("wrk", "nginx"):
        if shutil.which(tool) is None and not Path(f"/usr/sbin/{tool}").exists():
            raise Missing(
                f"{tool} is not installed (Debian and Ubuntu: apt install wrk nginx-light): nothing to compare with."
            )


def prepare() -> Path:
    """The demo's edition, made once, in a folder of its own; returns where it lies in French."""
    folder = DATA / "editions" / "1" / "fr"
    if not (folder / "guide.pdf").is_file():
        say("Making the demo's edition (some minutes, once)")
        environment = os.environ | {"GUIDE_DEMO": "1", "DATA_DIR": str(DATA)}
        manage = [sys.executable, "manage.py"]
        for command in (["migrate"], ["createcachetable"], ["load_demo"], ["db_worker", "--batch"]):
            subprocess.run([*manage, *command], cwd=ROOT, env=environment, check=True, capture_output=True)
    return folder


def addresses(files: Path) -> dict[str, str]:
    sheet = next(path.name for path in sorted(files.glob("guide.*.css")))
    return {"page": "/guide/fr/", "style sheet": f"/guide/fr/{sheet}", "PDF": "/guide/fr/guide.pdf"}


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
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    with running([program, "-p", str(folder), "-c", str(folder / "nginx.conf")], NGINX_PORT, {}):
        yield


def show_that_no_database_is_asked(files: Path) -> None:
    with guide(DATABASE_URL="postgres://nobody@127.0.0.1:1/nothing"):
        page = gzip.decompress(fetched(GUIDE_PORT, "/guide/fr/"))
    if page != (files / "index.html").read_bytes():
        raise Missing("Without a database the page is another one.")
    say("Without a database the page is the same: no query.")


@contextmanager
def guide(**more: str) -> Iterator[None]:
    environment = more | {
        "DATA_DIR": str(DATA),
        "ALLOWED_HOSTS": "127.0.0.1",
        "TRUSTED_PROXIES": "1",
        "GUIDE_DEMO": "0",
    }
    command = [sys.executable, "-m", "granian", *GRANIAN, "--port", str(GUIDE_PORT), WSGI]
    with running(command, GUIDE_PORT, environment):
        yield


@contextmanager
def running(command: list[str], port: int, environment: dict[str, str]) -> Iterator[None]:
    server = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, start_new_session=True)
    try:
        wait_for(port)
        yield
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)


def wait_for(port: int) -> None:
    for _ in range(100):
        try:
            fetched(port, "/guide/fr/")
            return
        except OSError:
            time.sleep(0.2)
    raise Missing(f"The server at port {port} does not answer.")


def fetched(port: int, address: str) -> bytes:
    request = Request(f"http://127.0.0.1:{port}{address}", headers={"Accept-Encoding": "gzip", **PROXY})
    with urlopen(request, timeout=5) as response:
        return bytes(response.read())


def measured(what: str, address: str, connections: int) -> Measured:
    ours, theirs = fetched(GUIDE_PORT, address), fetched(NGINX_PORT, address)
    if ours != theirs:
        raise Missing(f"{address}: the two servers do not send the same bytes.")
    found = Measured(what, connections, len(ours), [], [], [])
    for _ in range(ROUNDS):
        found.nginx.append(rate(NGINX_PORT, address, connections))
        found.guide.append(rate(GUIDE_PORT, address, connections))
        found.load.append(os.getloadavg()[0])
    say(line(found))
    return found


def rate(port: int, address: str, connections: int) -> float:
    """Answers a second; all of them with status 200."""
    headers = {"User-Agent": BROWSER, "Accept-Encoding": "gzip", **PROXY}
    command = ["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    said = subprocess.run(
        [*command, f"http://127.0.0.1:{port}{address}"], capture_output=True, text=True, check=True
    ).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise Missing(f"{address}: not every answer was one. {said}")
    return float(re.findall(r"Requests/sec:\s+([\d.]+)", said)[0])


def line(found: Measured) -> str:
    nginx, guide = statistics.median(found.nginx), statistics.median(found.guide)
    load = f"load {min(found.load):.1f} to {max(found.load):.1f} on {os.cpu_count()} cores"
    what = f"{found.what} ({found.bytes:,} bytes), {found.connections} at once"
    return f"{what}: nginx {nginx:,.0f}/s, guide {guide:,.0f}/s, {found.ratio:.2f} of nginx; {load}"


def report(found: list[Measured]) -> None:
    file = DATA / "guide.json"
    file.write_text(json.dumps([asdict(one) | {"ratio": one.ratio} for one in found], indent=1))
    say(f"Kept in {file.relative_to(ROOT)}")


if __name__ == "__main__":
    sys.exit(run())
