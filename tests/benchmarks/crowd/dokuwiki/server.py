"""Serves a DokuWiki: nginx and php-fpm of its own, from a folder that is there for the run, tuned as for production.

The program is Debian's package; its configuration in /etc is read and never written, nor are the services of the machine.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from setup import debian
from setup.console import Missing
from tests.benchmarks import serving, tools

PORT = 8964
PROGRAM, DEFAULTS = Path("/usr/share/dokuwiki"), Path("/etc/dokuwiki")
USER = "www-data"
OPTIONS = {
    "opcache.enable": "1",
    "opcache.memory_consumption": "128",
    "opcache.max_accelerated_files": "10000",
    "opcache.validate_timestamps": "0",
    "realpath_cache_size": "4096K",
    "realpath_cache_ttl": "600",
    "log_errors": "0",
}
LOCAL = """<?php
$conf['title'] = 'Bench'; $conf['license'] = ''; $conf['lang'] = 'fr'; $conf['savedir'] = '{folder}/data';
$conf['useacl'] = 1; $conf['superuser'] = '@admin'; $conf['auth_security_timeout'] = 86400;
"""
RIGHTS = "# acl.auth.php\n# <?php exit()?>\n*\t@ALL\t0\n*\t@user\t8\n"
FPM = """
[global]
error_log = {folder}/fpm.log
[wiki]
user = {user}
group = {user}
listen = {folder}/fpm.sock
listen.owner = {user}
listen.group = {user}
pm = static
pm.max_children = {children}
php_admin_value[session.save_path] = {folder}/sessions
"""
NGINX = """
daemon off; user {user}; pid {folder}/nginx.pid; error_log {folder}/nginx.log crit; worker_processes 2;
events {{ worker_connections 1024; }}
http {{
    types {{ text/html html; }}
    access_log off; keepalive_requests 100000000; gzip on; gzip_comp_level 1; fastcgi_buffers 32 16k;
    client_body_temp_path {folder}/1; proxy_temp_path {folder}/2; fastcgi_temp_path {folder}/3;
    uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;
    server {{
        listen 127.0.0.1:{port}; root {program};
        location ~ \\.php$ {{
            include /etc/nginx/fastcgi_params;
            fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
            fastcgi_pass unix:{folder}/fpm.sock;
        }}
    }}
}}
"""


def find() -> str:
    """php-fpm, once everything is there; raises Missing where it cannot be had."""
    if not debian.can_install() or not Path("/etc/debian_version").exists():
        raise Missing("it is measured on Debian alone, as root")
    fpm = tools.find("php-fpm")  # first: the package would take Apache as well
    if not PROGRAM.is_dir() and not debian.install_package("dokuwiki"):
        raise Missing("Debian's package dokuwiki is not installed")
    tools.find("nginx")
    return fpm


def configure(folder: Path, users: str) -> None:
    """All that is read beside the program: Debian's defaults, and what is ours."""
    conf = folder / "conf"
    conf.mkdir()
    for file in DEFAULTS.iterdir():
        if file.suffix in {".php", ".conf", ".json", ".css"} and file.is_file() and not file.is_symlink():
            shutil.copy(file, conf)
    (conf / "local.php").write_text(LOCAL.format(folder=folder))
    (conf / "acl.auth.php").write_text(RIGHTS)
    (conf / "users.auth.php").write_text(users)
    (folder / "sessions").mkdir()
    (folder / "prepend.php").write_text(f"<?php\ndefine('DOKU_CONF', '{conf}/');\n")
    names = {"folder": folder, "user": USER, "port": PORT, "program": PROGRAM}
    (folder / "fpm.conf").write_text(FPM.format(children=4 * (os.cpu_count() or 1), **names))
    (folder / "nginx.conf").write_text(NGINX.format(**names))


def hand_over(folder: Path) -> None:
    """To the user as whom both serve."""
    subprocess.run(["chown", "--recursive", f"{USER}:{USER}", str(folder)], check=True)
    folder.chmod(0o755)


def index(folder: Path) -> None:
    """What is searched, by its own command: a browser asks for it page by page."""
    command = ["php", "-d", f"auto_prepend_file={folder}/prepend.php", str(PROGRAM / "bin" / "indexer.php"), "-q"]
    done = subprocess.run(command, user=USER, group=USER, extra_groups=[], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Missing(f"DokuWiki's index: {(done.stderr or done.stdout).strip()[-300:]}")


@contextmanager
def served(folder: Path, fpm: str) -> Iterator[list[int]]:
    """The processes of both servers."""
    if serving.is_taken(PORT):
        raise Missing(f"Port {PORT} is taken: another measurement runs. Wait for it, or end it.")
    options = OPTIONS | {"auto_prepend_file": f"{folder}/prepend.php"}
    php = [fpm, "-F", "-y", str(folder / "fpm.conf"), *(f"-d{name}={value}" for name, value in options.items())]
    nginx = [tools.find("nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    with (
        serving.running(php, folder / "php.out", {}, (folder / "fpm.sock").exists) as first,
        serving.running(nginx, folder / "nginx.out", {}, lambda: serving.is_taken(PORT)) as second,
    ):
        yield [first, second]
