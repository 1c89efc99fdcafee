"""Long threads show their last answers; the earlier ones are folded, and shown when somebody asks for them.

An answer's row says whether it is folded, so that a list of threads reads what it shows and no more, however long they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from contributions.comments.models import Comment
    from contributions.comments.querysets import CommentQuerySet

MOST_SHOWN = 6
LEFT_OPEN = 3


def fold_after_answer(answer: Comment) -> None:
    """What one more answer does to its thread: it was active now, and once it is long, its earlier answers fold."""
    if answer.reply_to_id is None:
        return
    threads = type(answer).objects
    threads.filter(pk=answer.reply_to_id, active_at__lt=answer.created_at).update(active_at=answer.created_at)
    fold(threads.filter(reply_to=answer.reply_to_id))


def fold(answers: CommentQuerySet) -> None:
    """Folds all answers of one thread but the last, where more than a few are open."""
    shown = answers.filter(is_folded=False, withdrawn_at=None, is_hidden=False)
    last = list(shown.order_by("-created_at", "-pk").values_list("created_at", "pk")[: MOST_SHOWN + 1])
    if len(last) <= MOST_SHOWN:
        return
    moment, pk = last[LEFT_OPEN - 1]
    earlier = Q(created_at__lt=moment) | Q(created_at=moment, pk__lt=pk)
    answers.filter(earlier, is_folded=False).update(is_folded=True)
