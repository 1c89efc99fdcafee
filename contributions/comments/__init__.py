"""Comments: a few sentences under a theme, a page or another comment, and what becomes of them.

The open box (`views.comments.boxes`) posts to its theme, its page, or what it answers; `Comment.objects.write` guesses
the kind, renders, and stores text and first version in one transaction. The answer is a redirect, or for htmx the same
partials: the comment, and an empty box.

`comment.incorporate(page=, by=)` looks for the place in the page's newest text and appends one version, which credits
its author; an `Incorporation` is written in the same transaction. `views.comments.threads` lists comments and versions
of a page together. `views.comments.discussion_threads` lists threads by their last answer, `folding` folds long ones on
their rows, `moderated_comment` settles and reopens a thread by a conditional update, `views.comments.quoting` makes the
quotation that an answer begins with. See docs/topics/comments-and-passages.md.
"""
