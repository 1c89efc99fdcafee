"""What the processes of this machine use: computing time and memory, as /proc tells them (Linux)."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def family(roots: Iterable[int], but: Iterable[int] = ()) -> set[int]:
    """Processes, and whatever they have started, but for some and what these have."""
    found, left_out, parents = set(roots), set(but), {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(fields_of(stat)[1])
        except (OSError, ValueError, IndexError):
            continue
    while more := {pid for pid, parent in parents.items() if parent in found} - found - left_out:
        found |= more
    return found


def fields_of(stat: Path) -> list[str]:
    """The fields after the name, which may hold anything."""
    return stat.read_text().rpartition(")")[2].split()


def parent_of(pid: int) -> int:
    return int(fields_of(Path(f"/proc/{pid}/stat"))[1])


def nicer_children(pid: int) -> list[int]:
    """The background workers of a server: what it has started to be done when there is nothing else to do."""
    return sorted(one for one in family([pid]) - {pid} if _is_nicer_child(one, pid))


def _is_nicer_child(one: int, pid: int) -> bool:
    try:
        return parent_of(one) == pid and nice(one) > nice(pid) and not has_ended(one)
    except OSError:  # it has ended since it was found
        return False


def nice(pid: int) -> int:
    return int(fields_of(Path(f"/proc/{pid}/stat"))[16])


def has_ended(pid: int) -> bool:
    """Whether only its parent has not asked yet how it ended."""
    return fields_of(Path(f"/proc/{pid}/stat"))[0] == "Z"


def worked(pid: int, *, with_ended: bool = False) -> float:
    """Seconds that a process has computed, where the system says so; `with_ended` adds its children that have ended."""
    try:
        fields = fields_of(Path(f"/proc/{pid}/stat"))
    except OSError:
        return 0.0
    return sum(map(int, fields[11 : 15 if with_ended else 13])) / TICK


def worked_by(pids: Iterable[int]) -> float:
    return sum(worked(pid, with_ended=True) for pid in pids)


def families(groups: dict[str, list[int]]) -> dict[str, set[int]]:
    """The processes of each group; who began one of its own is in that alone."""
    roots = {pid for some in groups.values() for pid in some}
    return {name: family(some, but=roots - set(some)) for name, some in groups.items()}


def worked_by_all() -> float:
    """Seconds that all processors have computed since the start, for whomever."""
    numbers = list(map(int, Path("/proc/stat").read_text().splitlines()[0].split()[1:9]))
    return (sum(numbers) - numbers[3] - numbers[4]) / TICK


def proportional_set(pid: int) -> int:
    """What a process holds, in bytes; what it shares with its parent is counted once."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def held_by(roots: Iterable[int]) -> int:
    return sum(proportional_set(pid) for pid in family(roots))


FIXED_WORK = """
import time
words = [f"{number:x}" for number in range(20_000)]
begun = time.process_time()
for _ in range(8):
    "".join(word.upper() for word in sorted(words, key=lambda word: word[::-1]) if "7" not in word)
print((time.process_time() - begun) * 1000)
"""


def pace() -> float:
    """Milliseconds of computing that a fixed piece of work takes now, done on every processor at once: a machine that
    others share, or that is hot, is by half slower at one time than at another, and its own load does not show it.
    """
    command = [sys.executable, "-I", "-c", FIXED_WORK]
    at_once = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(os.cpu_count() or 1)]
    return statistics.median(float(one.communicate()[0]) for one in at_once)


@dataclass
class Watch:
    """Computing time between `start` and `stop`, by group: each a name and the processes that it began with.

    What the load generator uses is our own time, and that of children that have ended; whatever is left, somebody else's.
    """

    groups: dict[str, list[int]]
    spent: dict[str, float] = field(default_factory=dict)

    def __enter__(self) -> Watch:
        self.begun, self.before = time.perf_counter(), self.now()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds = time.perf_counter() - self.begun
        self.spent = {name: value - self.before[name] for name, value in self.now().items()}
        everything = self.spent.pop("all")
        self.spent["others"] = max(0.0, everything - sum(self.spent.values()))

    def now(self) -> dict[str, float]:
        own = os.times()
        ours = {name: worked_by(pids) for name, pids in families(self.groups).items()}
        return ours | {"load": own.user + own.system + own.children_user + own.children_system, "all": worked_by_all()}
