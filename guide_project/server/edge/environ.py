"""A request as WSGI describes it (PEP 3333), from what granian says of it (RSGI)."""

from __future__ import annotations

import sys
from typing import IO, Any

type Environ = dict[str, Any]

JOINED_BY = {"cookie": ";"}
OWN_NAMES = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}


class FileWrapper:
    """WSGI's file_wrapper: an answer that is a file, whole. The edge hands it on by its name."""

    def __init__(self, file: Any, block_size: int = 8192) -> None:
        self.file, self.block_size = file, block_size

    def __iter__(self) -> FileWrapper:
        return self

    def __next__(self) -> bytes:
        if piece := self.file.read(self.block_size):
            return bytes(piece)
        raise StopIteration

    def close(self) -> None:
        if hasattr(self.file, "close"):
            self.file.close()


def environ_of(scope: Any) -> Environ:
    """All but the body, which `with_body` adds."""
    server, port = _host_and_port(scope.server)
    environ: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": server or "localhost",
        "SERVER_PORT": port or "80",
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": _host_and_port(scope.client)[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": FileWrapper,
    }
    for name, value in scope.headers.items():
        _add_header(environ, name, value)
    return environ


def with_body(environ: Environ, body: IO[bytes]) -> Environ:
    return environ | {"wsgi.input": body, "wsgi.input_terminated": True}


def _add_header(environ: Environ, name: str, value: str) -> None:
    """One with an underscore would come under the name of one with a hyphen, which a proxy looks after: it is left out."""
    if "_" in name:
        return
    key = OWN_NAMES.get(name) or f"HTTP_{name.upper().replace('-', '_')}"
    environ[key] = f"{environ[key]}{JOINED_BY.get(name, ',')}{value}" if key in environ else value


def _host_and_port(address: str) -> tuple[str, str]:
    """Both empty for a socket that is a file."""
    host, _colon, port = address.rpartition(":")
    return (host.strip("[]"), port) if port.isdecimal() else ("", "")
