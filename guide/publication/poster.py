"""The guide as a poster, A3, with the twenty tips."""

from .document import Guide
from .materials import Materials


def make(guide: Guide, materials: Materials) -> dict[str, bytes]:
    return {"poster.pdf": b""}
