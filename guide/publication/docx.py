"""The guide as a Word document, for those who must circulate and annotate it: real styles, an outline, alternative texts."""

from .document import Guide
from .materials import Materials


def make(guide: Guide, materials: Materials) -> dict[str, bytes]:
    from .word.book import build_docx  # what writes it is no weight on a server that only serves

    return {"guide.docx": build_docx(guide, materials)}
