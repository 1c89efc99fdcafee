"""The process in which Markdown is read: `python -m common.markup.renderer_process CPU_SECONDS`.

Some texts make Markdown run for ever or fill the memory. Here the kernel ends that, even if the server has died
meanwhile. It reads frames from its standard input and writes one answer to each; when the input ends, so does it.
"""

import importlib
import os
import signal
import sys
import traceback
from typing import Any, BinaryIO

from common.markup import diff, protocol
from common.markup.mentions import Mentioned
from common.markup.text_sections import EmbeddedPicture, WikiLink
from common.stored import read

resource: Any
try:
    import resource
except ImportError:  # not to be had on every platform: there the server's deadline alone bounds a text
    resource = None

MEMORY_BYTES = 400_000_000
OUTPUT_BYTES = 8_000_000


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server; this process ends with its input.
    requests, answers = sys.stdin.buffer, take_standard_output()
    limit_memory()
    load()
    answer_all(requests, answers, float(sys.argv[1]))


def load() -> None:
    """A warm start: the first text does not wait for the imports."""
    importlib.import_module("common.markup.rendering")


def answer_all(requests: BinaryIO, answers: BinaryIO, seconds: float) -> None:
    """Until there are no more; each text may take so many seconds of a processor."""
    while (request := read_frame(requests)) is not None:
        limit_time(seconds)
        answers.write(answer(request))
        answers.flush()


def take_standard_output() -> BinaryIO:
    """The pipe to the server; a stray print then goes to the standard error and cannot corrupt the frames."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def limit_memory() -> None:
    if resource is None:
        return
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_AS, MEMORY_BYTES)


def limit_time(seconds: float) -> None:
    """The processor time that the next text may take: then the kernel ends this process."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _limit(kind: int, value: int) -> None:
    """Set the soft limit; macOS has the names of some limits but refuses them."""
    hard = resource.getrlimit(kind)[1]
    try:
        resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
    except (ValueError, OSError):
        return


def read_frame(stream: BinaryIO) -> bytes | None:
    head = stream.read(protocol.LENGTH.size)
    if len(head) < protocol.LENGTH.size:
        return None
    return stream.read(protocol.LENGTH.unpack(head)[0])


def answer(request: bytes) -> bytes:
    """The frame that answers a frame: a rendering or a comparison, or the reason why there is none."""
    try:
        message = protocol.unpack(request)
        packed = protocol.pack({"rendered": _compare(message) if "older" in message else _render(message)})
    except RecursionError:
        return protocol.pack({"refused": "too_deep"})
    except MemoryError:
        return protocol.pack({"refused": "too_costly"})
    except Exception:
        traceback.print_exc()
        return protocol.pack({"refused": "unavailable"})
    return packed if len(packed) <= OUTPUT_BYTES else protocol.pack({"refused": "too_costly"})


def _compare(request: dict[str, Any]) -> dict[str, object]:
    return dict(diff.compare(request["older"], request["newer"]).to_json())


def _render(request: dict[str, Any]) -> dict[str, object]:
    from common.markup.rendering import render_here  # only this process may load Markdown, and `main` did

    links, images = read(dict[str, WikiLink], request["links"]), read(dict[str, EmbeddedPicture], request["images"])
    people = read(dict[str, Mentioned], request["people"])
    rendered = render_here(request["text"], links, request["language"], request["prefix"], images, people)
    return dict(rendered.to_json())


if __name__ == "__main__":
    main()
