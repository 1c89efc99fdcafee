"""One box over pages, comments, questions and tips: `search.searcher.find` is the way in.

1. `query` takes apart what was typed: words, phrases in quotes, what must not be there, read as each language reads it
   (`analysis`, the same for texts).
2. An engine (`engines`) gives at most 500 candidates; `readable` asks each kind of text (`sources`), in one query,
   which of them the reader may read now, and reads those again that have changed since they were indexed.
3. `ranking` puts them into order; `results` shows twenty, from the texts as they are now, with the fullest stretch of
   each marked (`excerpts`).
4. `cache` holds the screen around them, and, until something changes that a search depends on (`cache_versions`), what
   was found.

`sync.reindex`, called by the event bus, brings an entry to what its text is now; `sync.repair` makes good what a lost
event left, a stretch at a time; `manage.py rebuild_search` makes everything anew. See docs/topics/search.md.
"""
