"""What the tests of decisions decide about."""

from __future__ import annotations

from accounts.models import User
from contributions.models import Comment, Page
from guide.models import Reason, Submission
from tests.factories import create_comment, create_contributor, create_page, create_themes


def page_to_decide(
    *, author: User | None = None, title: str = "L’appel du faux technicien", **fields: object
) -> Submission:
    create_themes()
    page: Page = create_page(title=title, author=author, **fields)  # type: ignore[arg-type]
    return Submission.objects.of(page)


def comment_to_decide(*, author: User | None = None, body: str = "Je raccroche, et je rappelle.") -> Submission:
    create_themes()
    author = author or User.objects.filter(username="martine").first() or create_contributor()
    comment: Comment = create_comment(author=author, body=body)
    return Submission.objects.of(comment)


def a_reason(*, tells_author: bool = True) -> Reason:
    found = Reason.objects.offered().filter(tells_author=tells_author).first()
    assert found is not None
    return found
