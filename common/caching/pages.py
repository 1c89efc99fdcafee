"""A page that serves many readers.

A cached screen costs little and waits for nobody; whoever has it made takes a turn, as with whatever costs much.

Who limits costly requests (guide_project.server.concurrency) gives such a request `wait_for_turn`; any other has none, and
waits for nothing. A request that stands for many has none either: its turn is that of the request for which it is made.
"""

from __future__ import annotations

import logging
from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from struct import Struct
from sys import getsizeof, intern
from types import MappingProxyType
from zlib import crc32

from django.http import Http404, HttpRequest, HttpResponse

from common.caching.compression import compress, decompress
from common.caching.placeholders import END_OF_REGION, NotCacheable, making_for_many, split

OVERHEAD = 2_000  # bytes, about: its key, its place, and the names of its regions
LENGTH = Struct(">I")
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CachedPage:
    """The compressed HTML without the placeholders, and at which places the values of which names belong."""

    packed: bytes
    places: array[int]
    names: tuple[str, ...]

    @classmethod
    def of(cls, html: bytes) -> CachedPage:
        """Raises NotCacheable."""
        pieces, names = split(html)
        places = array("I", accumulate(map(len, pieces[:-1])))
        return cls(compress(b"".join(pieces)), places, tuple(map(intern, names)))

    @property
    def size(self) -> int:
        """Returns about how many bytes of memory it takes."""
        return getsizeof(self.packed) + getsizeof(self.places) + getsizeof(self.names) + OVERHEAD

    def to_bytes(self) -> bytes:
        """Returns it as `from_bytes` reads it: a checksum of all that follows, the names, their places, what is packed."""
        names = " ".join(self.names).encode()
        content = LENGTH.pack(len(names)) + names + self.places.tobytes() + self.packed
        return LENGTH.pack(crc32(content)) + content

    @classmethod
    def from_bytes(cls, content: bytes) -> CachedPage | None:
        """Returns None where these are not the bytes of a page: half of them, say, after a power cut."""
        if len(content) < 2 * LENGTH.size or LENGTH.unpack_from(content)[0] != crc32(content[LENGTH.size :]):
            return None
        begin, places = 2 * LENGTH.size, array("I")
        end = begin + LENGTH.unpack_from(content, LENGTH.size)[0]
        names = tuple(map(intern, content[begin:end].decode().split()))
        packed = end + len(names) * places.itemsize
        places.frombytes(content[end:packed])
        return cls(content[packed:], places, names)

    def regions(self, name: str) -> list[tuple[str, int]]:
        """Returns the regions of this name in their order, each as `region_name` has it, with its number."""
        begin = f"{name}_"
        return [(full, int(full[len(begin) : -1])) for full in self.names if full.startswith(begin)]

    def filled(self, values: Mapping[str, bytes], regions: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
        """Returns the page with the values of one reader, and with her own HTML in the regions for which she has some."""
        html, begin, is_own, parts = decompress(self.packed), 0, False, []
        for place, name in zip(self.places, self.names, strict=True):
            if name == END_OF_REGION:
                begin, is_own = (place, False) if is_own else (begin, False)
            elif is_own:
                continue
            elif name[-1] != "_":
                parts += [html[begin:place], values[name]]
                begin = place
            elif name in regions:
                parts += [html[begin:place], regions[name]]
                is_own = True
        return b"".join([*parts, html[begin:]])


def page_for_many(make: Callable[[], HttpResponse]) -> CachedPage | None:
    """Returns what `make` answers, or None where that cannot serve many readers: whoever asked is answered without the cache.

    `make` is handed nothing of the reader's own, so it may fail where the plain page does not. That is no error of
    the reader's, and it is told in the log.
    """
    try:
        with making_for_many():
            response = make()
        return CachedPage.of(response.content) if response.status_code == 200 and not response.cookies else None
    except Http404:
        return None
    except NotCacheable:
        logger.warning("A placeholder was changed in a page for many readers.")
        return None
    except Exception:
        logger.exception("A page could not be made for many readers.")
        return None


def wait_for_turn(request: HttpRequest) -> bool:
    """Waits, once a request, until its answer may be made. Returns whether it had to be asked: then somebody else may have
    made the same meanwhile. Raises whatever refuses the request.
    """
    wait = getattr(request, "wait_for_turn", None)
    if wait is None:
        return False
    wait()
    del request.wait_for_turn  # type: ignore[attr-defined]
    return True
