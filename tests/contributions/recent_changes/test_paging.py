"""The pages of the list follow each other without a gap."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from contributions.views.recent_changes import ROWS
from tests import factories
from tests.contributions.recent_changes.listing import ADDRESS

pytestmark = pytest.mark.django_db


def test_pages_follow_each_other_without_a_gap_even_within_one_moment(as_contributor: Client) -> None:
    page, moment = factories.create_page(), timezone.now()
    for number in range(2, ROWS + 6):
        factories.edit_page(page, f"Texte {number}.", summary=f"n{number}.", at=moment)
    seen, query = [], "?hide_minor=on"
    while query:
        html = as_contributor.get(ADDRESS + query).content.decode()
        seen += re.findall(r"<q>n(\d+)\.</q>", html)
        found = re.search(r'rel="next" href="([^"]+)"', html)
        query = found[1].replace("&amp;", "&") if found else ""
        assert "hide_minor" in query or not query
    assert [int(number) for number in seen] == list(range(ROWS + 5, 1, -1))


def test_every_source_is_paged_without_a_gap_even_within_one_moment(as_contributor: Client, contributor: User) -> None:
    moment, theme = timezone.now(), factories.create_theme()
    page = factories.create_page(author=contributor, at=moment)
    for number in range(ROWS):
        factories.create_comment(author=contributor, theme=theme, at=moment, body=f"Phrase {number}.")
        factories.edit_page(page, f"Texte {number}.", author=contributor, at=moment)
    factories.create_question(text="Faut-il répondre ?", theme=theme, by=contributor, at=moment)
    seen, query = [], ""
    while True:
        response = as_contributor.get(f"{ADDRESS}?{query}")
        seen += [line.place for _day, groups in response.context["days"] for group in groups for line in group.lines]
        if not (query := response.context["next_query"]):
            break
    assert len(seen) == len(set(seen)) == 2 * ROWS + 2
    assert sorted(seen, reverse=True)[0] == seen[0]
