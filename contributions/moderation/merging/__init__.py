"""Two pages brought together, one page cut in two: both histories stay readable, and so does whose words they are.

A merged page keeps its row and its history. `pages.related_rows` says of every table that names a page whether its rows go
over: a new table needs a line there, and a test says so. See docs/topics/pages.md.
"""
