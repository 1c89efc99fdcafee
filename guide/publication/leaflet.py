"""The guide as a folded leaflet, A4."""

from .document import Guide
from .materials import Materials


def make(guide: Guide, materials: Materials) -> dict[str, bytes]:
    return {"leaflet.pdf": b""}
