"""Where a reader says that a page was read."""
