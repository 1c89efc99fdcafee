"""Whether a server could listen at an address: looked at before it starts, since what serves shares a port in silence."""

import socket


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
