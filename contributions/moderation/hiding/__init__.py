"""Hiding: a page, a comment, or the words of one of their versions, each with a reason, and each undoable.

The words of a hidden revision leave the history for `RevisionHiding`: its row is empty and marked, so that nothing that
reads a history can show them. Decision 22 says why.
"""
