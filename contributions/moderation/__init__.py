"""Moderation: what is logged, what was looked at, floods, stopped accounts, roll-back.

Whoever hides, protects, merges or stops writes a `LogEntry` in the same transaction (contributions/moderation_log.py),
which nobody changes. `patrols` and `welcoming` handle events: the one has versions wait to be read, the other welcomes
whoever writes for the first time. Views that write count first: `throttle.count(person, "say")`. `rolling_back` looks
up, shows and does; each step is a transaction of its own, so that a worker that is killed goes on where it was. Hiding
and protecting a page are verbs of `Page` itself (contributions/pages/moderated_page.py); `hiding` is of single
versions, `merging` of two pages. Whatever hides something conceals what people were told of it, in the same
transaction. Reports are settled once, by a conditional update. tests/contracts/test_canaries.py walks every address
with a word hidden in each possible place. See docs/topics/moderation.md and docs/topics/pages.md.
"""
