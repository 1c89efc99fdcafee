"""The guide as a Word document, for those who must circulate and annotate it."""

from .document import Guide
from .materials import Materials


def make(guide: Guide, materials: Materials) -> dict[str, bytes]:
    return {"guide.docx": b""}
