"""A page that serves many readers."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from struct import Struct
from sys import getsizeof, intern
from types import MappingProxyType
from zlib import crc32

from django.http import Http404, HttpResponse

from caching.compression import compress, decompress
from caching.placeholders import END_OF_REGION, NotCacheable, making_for_many, split

OVERHEAD = 1_000  # bytes, about: its key and its place
LENGTH = Struct(">I")
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CachedPage:
    """The compressed HTML without the placeholders, and where the value of which name belongs."""

    packed: bytes
    gaps: tuple[tuple[int, str], ...]

    @classmethod
    def of(cls, html: bytes) -> CachedPage:
        """Raises NotCacheable."""
        pieces, names = split(html)
        places = accumulate(map(len, pieces))
        return cls(compress(b"".join(pieces)), tuple(zip(places, map(intern, names), strict=False)))

    @property
    def size(self) -> int:
        """Returns about how many bytes of memory it takes."""
        return getsizeof(self.packed) + getsizeof(self.gaps) + 100 * len(self.gaps) + OVERHEAD

    def to_bytes(self) -> bytes:
        """Returns it as `from_bytes` reads it: a checksum of all that follows, where the gaps are, what is packed."""
        gaps = json.dumps(self.gaps, separators=(",", ":")).encode()
        content = LENGTH.pack(len(gaps)) + gaps + self.packed
        return LENGTH.pack(crc32(content)) + content

    @classmethod
    def from_bytes(cls, content: bytes) -> CachedPage | None:
        """Returns None where these are not the bytes of a page: half of them, say, after a power cut."""
        if len(content) < 2 * LENGTH.size or LENGTH.unpack_from(content)[0] != crc32(content[LENGTH.size :]):
            return None
        begin = 2 * LENGTH.size
        end = begin + LENGTH.unpack_from(content, LENGTH.size)[0]
        return cls(content[end:], tuple((place, intern(name)) for place, name in json.loads(content[begin:end])))

    def regions(self, name: str) -> list[tuple[str, int]]:
        """Returns the regions of this name in their order, each as `region_name` has it, with its number."""
        begin = f"{name}_"
        return [(full, int(full[len(begin) : -1])) for _place, full in self.gaps if full.startswith(begin)]

    def filled(self, values: Mapping[str, bytes], regions: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
        """Returns the page with the values of one reader, and with her own HTML in the regions for which she has some."""
        html, begin, is_own, parts = decompress(self.packed), 0, False, []
        for place, name in self.gaps:
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
