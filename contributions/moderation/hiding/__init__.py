"""Hiding: a page, a contribution, or the words of one of their versions, each with a reason, and each undoable."""
