"""Hiding the words of single versions of a page or a comment, with a reason, and showing them again.

The words of a hidden revision leave the history for `RevisionHiding`: its row is empty and marked, so that nothing that
reads a history can show them. See docs/topics/pages.md.
"""
