"""The pictures that are shown where somebody shares the guide or a tip."""

from .document import Guide
from .materials import Materials


def make(guide: Guide, materials: Materials) -> dict[str, bytes]:
    return {"share/guide.png": b""}
