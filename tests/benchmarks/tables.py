"""Results as people read them: what was found, and what stands against the marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.benchmarks.crowd.parts import EVERY as CROWD
from tests.benchmarks.marks import PEERS, Verdict
from tests.benchmarks.parts import EVERY, GUIDE


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as what is in them; the first to the left, figures to the right."""
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    lines = [[head[0].ljust(widths[0]), *map(str.rjust, head[1:], widths[1:])]]
    lines += [[row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])] for row in rows]
    return "\n".join("  ".join(line).rstrip() for line in lines)


def number(value: float | None, *, digits: int = 3) -> str:
    """Three digits that count, no more."""
    if value is None:
        return ""
    if value and abs(value) < 10 ** (digits - 1):
        return f"{value:.{digits}g}"
    return f"{value:,.0f}"


TIMES = ("p50", "p95", "p99")
WORK = {"server": "server", "db": "database", "worker": "worker", "load": "load", "others": "others"}
FOUND = ("", "at once", "/s", "writes", "relative", *TIMES, *WORK, "pace", "queries", "bytes")


def found(parts: dict[str, Any]) -> str:
    """One line a part and number of connections; computing time in milliseconds a request, others' in processors."""
    rows = []
    for name in EVERY | CROWD | GUIDE:
        for connections, one in parts.get(name, {}).items():
            if isinstance(one, dict) and "rate" in one:
                rows.append(line(name, connections, one, parts[name]))
                if beside := one.get("dokuwiki"):
                    rows.append(line("  DokuWiki", connections, beside, {}))
    return table(FOUND, rows)


def line(name: str, connections: str, one: dict[str, Any], part: dict[str, Any]) -> list[str]:
    relative = one.get("of_empty", one.get("of_nginx", one.get("of_dokuwiki")))
    times = [
        number(one["rate"]),
        number(one.get("writes")),
        number(relative),
        *(number(one.get(time)) for time in TIMES),
    ]
    work = [number(one.get(who)) for who in WORK.values()]
    of_part = [number(part.get(figure)) for figure in ("pace", "queries")]
    return [name, connections, *times, *work, *of_part, number(one.get("bytes"), digits=5)]


def against(verdicts: Sequence[Verdict]) -> str:
    """The marks, what was found, and what the others reach."""
    rows = []
    for one in verdicts:
        said = "reached" if one.is_met else "MISSED"
        peers = [number(value) for value in one.mark.peers]
        rows.append([one.mark.what, str(one.mark), number(one.found), said, *peers, one.profile])
    return table(["", "mark", "found", "", *PEERS, "where the time goes"], rows)
