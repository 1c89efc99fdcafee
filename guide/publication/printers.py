"""The booklet for the printer: inside and cover apart, with bleed and crop marks."""

from .document import Guide
from .materials import Materials


def make_booklet(guide: Guide, materials: Materials) -> dict[str, bytes]:
    return {"booklet.pdf": b""}


def make_cover(guide: Guide, materials: Materials) -> dict[str, bytes]:
    return {"cover.pdf": b""}
