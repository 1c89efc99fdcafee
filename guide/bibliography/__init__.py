"""The books, laws and pages that the guide cites: brought as CSL JSON or BibTeX or filled in by hand, worded by a style."""
