"""The margin of a page, and what is done to a passage in it."""
