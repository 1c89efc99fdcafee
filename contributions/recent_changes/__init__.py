"""What is new in the whole wiki: versions of pages, comments, questions, what the editors arranged, in one list.

`sources` asks four tables for what stands before a cursor; `newest` merges them and adds, in a constant number of
queries, what each line is about. Every source starts from what the reader may see. `newest_things` serves the home
page. `unseen` says in a cached page which lines are new to whom; `compaction` replaces the cache
versions that writing leaves for lists. See docs/topics/moderation.md.
"""
