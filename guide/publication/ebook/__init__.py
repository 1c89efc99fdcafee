"""The files of an EPUB 3: pages in XHTML, faces, drawings, and what is said of them in its package."""
