"""The guide as an EPUB 3."""

from .document import Guide
from .materials import Materials


def make(guide: Guide, materials: Materials) -> dict[str, bytes]:
    return {"guide.epub": b""}
