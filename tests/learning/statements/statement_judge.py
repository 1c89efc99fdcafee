"""Learning Locker's xapi-validation: it says what is wrong in a statement. One process judges all of a run."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from setup.frontend import find_node

SCRIPT = Path(__file__).with_name("judge.mjs")

type Judge = Callable[[dict[str, Any]], list[str]]


@contextmanager
def judging() -> Iterator[Judge]:
    node, _npm = find_node()
    with subprocess.Popen([node, SCRIPT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin and process.stdout
        sent, answered = process.stdin, process.stdout

        def complaints(statement: dict[str, Any]) -> list[str]:
            print(json.dumps(statement), file=sent, flush=True)
            found: list[str] = json.loads(answered.readline())
            return found

        yield complaints
        sent.close()
