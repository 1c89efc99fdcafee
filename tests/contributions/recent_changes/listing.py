"""The list of what is new, as somebody sees it."""

from django.test import Client

from contributions.recent_changes.entries import RecentChange

ADDRESS = "/recent-changes/"
ENGLISH = {"accept-language": "en"}


def lines_of(client: Client, **query: str) -> list[RecentChange]:
    """As they are made for whoever asks: where the cache answers, the plain screen is made last (tests/cache_comparison.py)."""
    days = [context["days"] for context in client.get(ADDRESS, query).context if "days" in context][-1]
    return [line for _day, groups in days for group in groups for line in group.lines]
