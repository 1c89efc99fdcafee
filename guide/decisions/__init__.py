"""What becomes of each page and of each comment, who decided it and why, and what its author hears of it.

`submission_sync` handles events: each page and each comment has its `Submission`. `verbs` has one verb for each thing
that an editor can decide (`promote`, `merge_into`, `mark_duplicate`, `keep_for_later`, `do_not_keep`, `take_back`);
each holds the submission, writes what it makes, then adds the `Decision`, in one transaction. `notify`, called by
run_periodic, tells the authors an hour later, and of what is used when its tip is approved. /guide/decisions/ lists
every decision for everybody signed in; below one of them its author answers (`conversation`); `visibility` says who
may read of which. Her own page has her ledger (`guide.views.decisions`). See docs/topics/desk.md.
"""
