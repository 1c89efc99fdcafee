"""Page views: how many people read a page, without anybody's being able to list who read what; which pages are useful.

A reading is a hash that names neither person nor page (`view_hash`); `score_sync` ranks the pages of a theme by a lower
bound of how useful readers found them (`PageScore`). See docs/topics/questions-and-readers.md.
"""
