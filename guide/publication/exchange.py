"""The guide as JSON, by a documented schema: docs/guide-schema.md."""

from .document import Guide
from .materials import Materials


def make(guide: Guide, materials: Materials) -> dict[str, bytes]:
    return {"guide.json": b""}
