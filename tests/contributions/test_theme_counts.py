"""How many pages stand under a question is told exactly where they are not too many to be counted each time."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from common.paging import MOST_COUNTED
from contributions.models import Page
from tests import factories


@pytest.mark.parametrize("screen", ["/", "/wiki/"])
@pytest.mark.parametrize(
    ("many", "told"), [(2, "2 pages"), (MOST_COUNTED - 1, "999 pages"), (MOST_COUNTED + 2, "Plus de 999 pages")]
)
def test_a_thousand_pages_and_more_are_told_alike(
    as_contributor: Client, editor: User, screen: str, many: int, told: str
) -> None:
    page = factories.create_page(author=editor)
    values = {"theme_id": page.theme_id, "body": "Un.", "body_html": "<p>Un.</p>"}
    others = (Page(title=f"P{n}", title_key=f"p{n}", slug=f"p-{n}", **values) for n in range(many - 1))
    Page.objects.bulk_create(others)
    response = as_contributor.get(screen)
    assert f"<span>{told}</span>" in response.text
    assert max(theme.page_count for theme in response.context["themes"]) == min(many, MOST_COUNTED)
