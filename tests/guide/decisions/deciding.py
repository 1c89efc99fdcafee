"""What the tests of decisions decide about."""

from __future__ import annotations

from accounts.models import User
from contributions.models import Contribution, Page
from guide.models import Matter, Reason
from tests.factories import create_contribution, create_contributor, create_page, create_themes


def page_to_decide(
    *, author: User | None = None, title: str = "L’appel du faux technicien", **fields: object
) -> Matter:
    create_themes()
    page: Page = create_page(title=title, author=author, **fields)  # type: ignore[arg-type]
    return Matter.objects.of(page)


def said_to_decide(*, author: User | None = None, body: str = "Je raccroche, et je rappelle.") -> Matter:
    create_themes()
    author = author or User.objects.filter(username="martine").first() or create_contributor()
    said: Contribution = create_contribution(author=author, body=body)
    return Matter.objects.of(said)


def a_reason(*, tells_author: bool = True) -> Reason:
    found = Reason.objects.offered().filter(tells_author=tells_author).first()
    assert found is not None
    return found
