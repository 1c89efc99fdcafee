"""The guide as an EPUB 3.3 as accessible as its text: a file a chapter, nothing from outside, the same bytes twice."""

from .document import Guide
from .materials import Materials


def make(guide: Guide, materials: Materials) -> dict[str, bytes]:
    from .ebook.book import build_epub  # what makes it is no weight on a server that only serves

    return {"guide.epub": build_epub(guide, materials)}
