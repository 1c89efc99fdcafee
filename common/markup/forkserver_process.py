"""The process that forks renderers: `python -m common.markup.forkserver_process DOOR`, a socket that it inherits.

It reads no text itself. What it is asked for it forks, ends when it is told or when who asked is gone, and tells how it
ended. When nobody is left who could ask, it ends.
"""

from __future__ import annotations

import gc
import os
import selectors
import signal
import socket
import sys
import traceback
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import NoReturn

from common.markup import renderer_process
from common.markup.forkserver import ASKED, CODE, UNKNOWN

SAMPLE = """
# Title

Words, *some* of them **strong**, `code`, [a link](https://example.org), [[A page]], ~~not~~ and a note[^1].

- [ ] one
- two
    1. three

> Said

| a | b |
|---|---|
| 1 | 2 |

```
code
```

!!! note "A note"
    Words

[^1]: A note
"""


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server
    renderer_process.load()
    warm_up()
    gc.collect()
    gc.freeze()  # else the first collection of a renderer writes into every page that it shares
    ForkServer(socket.socket(fileno=int(sys.argv[1]))).run()


def warm_up() -> None:
    """What the first text has made (parsers, patterns) is shared as well."""
    from common.markup.rendering import render_here

    render_here(SAMPLE, {}, "fr", "", {}, {})


@dataclass
class Child:
    pid: int
    line: socket.socket

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)  # not waited for yet: the number is still its own

    def report(self) -> None:
        code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        with suppress(OSError):
            self.line.send(CODE.pack(code))
        self.line.close()


class ForkServer:
    def __init__(self, door: socket.socket) -> None:
        self.door, self.children = door, dict[int, Child]()
        self.events = selectors.DefaultSelector()
        self.events.register(door, selectors.EVENT_READ, self.answer)

    def run(self) -> None:
        while self.door.fileno() >= 0:
            for key, _ in self.events.select():
                key.data()

    def answer(self) -> None:
        asked, handed, _flags, _address = socket.recv_fds(self.door, ASKED.size, 3)
        if not asked:
            self.end()
            return
        its_input, its_output, line = handed[0], handed[1], socket.socket(fileno=handed[2])
        try:
            seconds, nice = ASKED.unpack(asked)
            self.spawn(seconds, nice, its_input, its_output, line)
        except OSError:
            traceback.print_exc()
            line.send(CODE.pack(UNKNOWN))
            line.close()
        finally:
            os.close(its_input)
            os.close(its_output)

    def spawn(self, seconds: float, nice: int, its_input: int, its_output: int, line: socket.socket) -> None:
        pid = os.fork()
        if pid == 0:
            run_renderer(seconds, nice, its_input, its_output)
        child, ending = Child(pid, line), os.pidfd_open(pid)
        self.children[pid] = child
        self.events.register(line, selectors.EVENT_READ, partial(self.end_one, child))
        self.events.register(ending, selectors.EVENT_READ, partial(self.reap, child, ending))

    def end_one(self, child: Child) -> None:
        """Nothing is ever said on a line from there: it was closed."""
        if child.pid in self.children:  # it may have ended in the same moment
            self.events.unregister(child.line)
            child.kill()

    def reap(self, child: Child, ending: int) -> None:
        self.events.unregister(ending)
        os.close(ending)
        if child.line in self.events.get_map():
            self.events.unregister(child.line)
        del self.children[child.pid]
        child.report()

    def end(self) -> None:
        self.events.unregister(self.door)
        self.door.close()
        for child in self.children.values():
            child.kill()


def run_renderer(seconds: float, nice: int, its_input: int, its_output: int) -> NoReturn:
    """From here on it has nothing of the nursery but what is loaded: neither its door nor the lines of others."""
    code = UNKNOWN
    try:
        os.dup2(its_input, 0)
        os.dup2(its_output, 1)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
        os.nice(max(nice - os.nice(0), 0))  # the nursery of a background worker is nice itself
        renderer_process.limit_memory()
        renderer_process.answer_all(sys.stdin.buffer, renderer_process.take_standard_output(), seconds)
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
