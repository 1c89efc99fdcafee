"""Following what one wants to hear about: pages, themes, threads, questions, people.

`notify` is called by the worker after changes are committed; `notify_revisions`, `notify_comments` and
`notify_questions` say for each kind of text who hears of them, as `News`, and `notify_all` tells all of it together: to
those addressed, then to those who watch. `watchlist` lists what one follows by its newest change. `{% watch what %}` is
the button; lists say in their own query what is watched (`with_watching`). See docs/topics/notifications.md.
"""
